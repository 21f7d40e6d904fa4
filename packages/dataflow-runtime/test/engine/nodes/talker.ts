import { Node } from "../../../src/index.ts";

/** Writes to both streams, logs, and ends as its argument says. */
const node = await Node.connect();
process.stdout.write("plain line\n");
process.stderr.write("on stderr\n");
node.log("warn", "a record", "here", { n: "1" });
if (process.argv[2] === "fail") process.exitCode = 3;
if (process.argv[2] === "hang" || process.argv[2] === "ignore") setInterval(() => undefined, 1000);
if (process.argv[2] === "ignore") process.on("SIGTERM", () => process.stdout.write("not me\n"));
await node.close();
