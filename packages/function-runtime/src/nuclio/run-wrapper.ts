import { MillraceError } from "@millrace/protocol";
import { readNuclioEnv } from "../env.ts";
import { readArguments } from "./arguments.ts";
import { guardProcess } from "./guard-process.ts";
import { Worker } from "./worker.ts";

/** The whole life of a wrapper's process. Its exit code is zero when its processor went away or told it to end. */
export const runWrapper = async (argv: readonly string[]): Promise<void> => {
  const print = (line: string): void => void process.stderr.write(`${line}\n`);
  let worker: Worker | undefined;
  try {
    const args = readArguments(argv);
    worker = new Worker({ args, env: readNuclioEnv(), exit: (code) => guard.exit(code), print });
    const guard = guardProcess(worker, args.protocol, print);
    await worker.start();
  } catch (error) {
    print(`the wrapper cannot start: ${describe(error)}`);
    worker?.context.logger.error("the wrapper cannot start", { error });
    process.exitCode = 1;
    await worker?.end(1);
  }
};

/** A coded error says enough; others are the user's, whose stack leads there. */
const describe = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? `\n${error.cause.stack ?? ""}` : "";
  if (MillraceError.is(error)) return `${error.message}${cause}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};
