// Opens a store in a process of its own, begins a job there, tells when it runs, and waits to be killed.
import process from "node:process";
import { openEmbedded } from "../../src/embedded/open-embedded.ts";
import { begin, saying } from "./run-job.ts";

const [, , dir = "", handler = ""] = process.argv;
const platform = await openEmbedded({ dir });
await platform.create("project", { kind: "project", name: "p" });
const run = await begin(platform, handler);
await saying(platform, run, "hangs");
process.send?.({ run });
