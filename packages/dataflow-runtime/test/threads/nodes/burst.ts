// Sends a burst without waiting for anything, then writes a file: `burst.ts <messages> <file>`.
import { writeFileSync } from "node:fs";
import { Node } from "../../../src/node.ts";

const [messages, file = ""] = process.argv.slice(2);
const node = await Node.connect();
const data = new Uint8Array(60_000);
const sent = Array.from({ length: Number(messages) }, () => node.sendOutput("out", data));
writeFileSync(file, "");
await Promise.all(sent);
await node.close();
