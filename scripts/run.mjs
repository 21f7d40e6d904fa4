// npm start, npm test and the other root commands. Plain JavaScript without dependencies: on a bare machine nothing
// but Node 20 and npm is there when this starts.
import process from "node:process";
import { api } from "./lib/api.mjs";
import { bench } from "./lib/bench.mjs";
import { doctor } from "./lib/doctor.mjs";
import { program } from "./lib/failure.mjs";
import { interop } from "./lib/interop.mjs";
import { packCommand } from "./lib/pack-packages.mjs";
import { select } from "./lib/select.mjs";
import { soak } from "./lib/soak.mjs";
import { start } from "./lib/start.mjs";
import { test } from "./lib/test.mjs";

const commands = [
  { id: "start", run: start },
  { id: "test", run: test },
  { id: "interop", run: interop },
  { id: "soak", run: soak },
  { id: "bench", run: bench },
  { id: "doctor", run: doctor },
  { id: "api", run: api },
  { id: "pack", run: packCommand },
];

const [name = "", ...args] = process.argv.slice(2);
await program(async () => {
  const [command] = select("command", commands, name);
  return command === undefined ? 1 : command.run(args);
});
