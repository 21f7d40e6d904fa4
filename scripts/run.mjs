import process from "node:process";
import { bootstrap } from "./lib/bootstrap.mjs";
import { PhaseError } from "./lib/phase.mjs";
import { turbo } from "./lib/turbo.mjs";

const test = async () => {
  const env = await bootstrap();
  const tasks = ["build", "typecheck", "test", "check:package", "//#lint", "//#format", "//#knip", "//#boundaries"];
  return (await turbo(tasks, env)).code;
};

const commands = { test };

const [name = "", ...rest] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) {
  console.error(`unknown command '${name}'; known: ${Object.keys(commands).join(", ")}`);
  process.exit(1);
}
try {
  process.exitCode = await command(rest);
} catch (error) {
  if (!(error instanceof PhaseError)) throw error;
  console.error(`\n${error.message}\n\nTo see it by hand: ${error.byHand}`);
  process.exitCode = 1;
}
