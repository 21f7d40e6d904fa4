// npm start, npm test and the other root commands. Plain JavaScript without dependencies: on a bare machine nothing
// but Node 20 and npm is there when this starts.
import process from "node:process";
import { bench } from "./lib/bench.mjs";
import { doctor } from "./lib/doctor.mjs";
import { interop } from "./lib/interop.mjs";
import { PhaseError } from "./lib/phase.mjs";
import { UnknownNameError } from "./lib/select.mjs";
import { soak } from "./lib/soak.mjs";
import { start } from "./lib/start.mjs";
import { test } from "./lib/test.mjs";

/** @type {Readonly<Record<string, (args: readonly string[]) => Promise<number>>>} */
const commands = { start, test, interop, soak, bench, doctor };

/** @param {readonly string[]} args */
const main = async ([name = "", ...args]) => {
  const command = commands[name];
  if (command === undefined) {
    console.error(`unknown command '${name}'; known: ${Object.keys(commands).join(", ")}`);
    return 1;
  }
  try {
    return await command(args);
  } catch (error) {
    if (error instanceof PhaseError) console.error(`\n${error.message}\n\nTo see it by hand: ${error.byHand}`);
    else if (error instanceof UnknownNameError) console.error(error.message);
    else throw error;
    return 1;
  }
};

process.exitCode = await main(process.argv.slice(2));
