// Tells what a script sees of its surroundings, on both streams.
import { Node } from "../../../src/node.ts";

const node = await Node.connect();
const { argv, env } = process;
process.stdout.write(
  `${JSON.stringify({ id: node.nodeId, args: argv.slice(2), script: argv[1], word: env["WORD"] })}\n`,
);
process.stderr.write("to stderr\n");
