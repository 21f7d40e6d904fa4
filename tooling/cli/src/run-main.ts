import { createRunnable, handleProcessSignals } from "@millrace/protocol";
import type { MillraceCommand } from "./create-command.ts";

/**
 * Runs a command as the program: takes the process's arguments, asks the verb to stop at SIGINT and SIGTERM (a second
 * one ends the process), and sets the process's exit code. A reader that has gone (`| head`) ends it quietly.
 */
export async function runMain(command: MillraceCommand): Promise<void> {
  const ignoreGoneReader = (error: NodeJS.ErrnoException): void => {
    if (error.code !== "EPIPE") throw error;
  };
  process.stdout.on("error", ignoreGoneReader);
  process.stderr.on("error", ignoreGoneReader);
  const program = createRunnable(
    async ({ stopping }) => {
      process.exitCode = await command.run(process.argv.slice(2), { signal: stopping });
    },
    // How long a verb may take to stop is for the verb to say.
    { name: command.name, graceMs: Infinity },
  );
  const signals = handleProcessSignals(program);
  try {
    await program.run();
  } finally {
    signals[Symbol.dispose]();
  }
}
