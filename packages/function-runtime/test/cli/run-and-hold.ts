// Runs a job in a store of its own process, tells the run's id, and lets the job end when it is told to.
import { writeFile } from "node:fs/promises";
import process from "node:process";
import { connectProject } from "../../src/project.ts";

const [, , dir = "", file = "", go = ""] = process.argv;
const project = await connectProject("default", { dir });
const fn = await project.newFunction({
  name: "told",
  kind: "nodejs",
  nodeVersion: "NODE_24",
  codeSrc: file,
  handler: "told",
});
const run = await fn.run("job", { parameters: { file: go } });
process.on("message", () => void writeFile(go, ""));
process.send?.(run.id);
