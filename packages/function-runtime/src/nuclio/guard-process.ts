import { Console } from "node:console";
import { stackOfThrown } from "../thrown-text.ts";
import { errorAnswer } from "./error-answer.ts";
import { callSlot } from "./pending-call.ts";
import { replyOf } from "./reply.ts";
import type { Worker } from "./worker.ts";

export interface ProcessGuard {
  /** Ends the process by the wrapper's own will. */
  exit(code: number): void;
}

/**
 * Holds a process together in which the user's code runs: what it prints goes to standard error, stray errors fail the
 * event that they belong to and no other, and its end is never mistaken for a good one.
 */
export const guardProcess = (
  worker: Worker,
  protocol: "nodejs" | "python",
  print: (line: string) => void,
): ProcessGuard => {
  let own = false;
  globalThis.console = new Console({ stdout: process.stderr, stderr: process.stderr });
  takeStrayErrors(worker, print);
  takeSignals(worker, protocol, print);

  process.on("exit", (code) => {
    if (own) return;
    const why = `the function ended its process with code ${code}`;
    print(why);
    for (const call of worker.calls) call.sink.send(`r${replyOf(errorAnswer(new Error(why)))}`);
    // The processor takes zero for a good end, and would go on with a worker that is not there.
    if (code === 0) process.exitCode = 1;
  });
  return {
    exit: (code) => {
      own = true;
      process.exit(code);
    },
  };
};

const takeStrayErrors = (worker: Worker, print: (line: string) => void): void => {
  const take = (kind: string) => (error: unknown) => {
    print(`${kind}: ${stackOfThrown(error)}`);
    worker.context.logger.error(kind, { error });
    callSlot.get()?.fail(error);
  };
  process.on("unhandledRejection", take("a rejection that nobody handles"));
  process.on("uncaughtException", take("an exception that nobody catches"));
};

/**
 * The python runtime's processor tells its wrappers when to drain, go on and end. SIGINT and SIGTERM are its own: sent
 * to the whole group, as a terminal does, they reach the wrapper too, which ends when its processor has.
 */
const takeSignals = (worker: Worker, protocol: "nodejs" | "python", print: (line: string) => void): void => {
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (!worker.connected) void worker.end(0);
      else print(`${name}: the wrapper ends when its processor does`);
    });
  }
  if (protocol === "nodejs") return;
  process.on("SIGUSR1", () => void worker.end(0));
  process.on("SIGUSR2", () => void worker.drain());
  process.on("SIGCONT", () => worker.resume());
};
