import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** Runs a TypeScript file of the tests in a process of its own, killed with its test at the latest. */
export function otherProcess(file: URL, args: readonly string[]): ChildProcess {
  const flags = process.features.typescript === false ? ["--experimental-strip-types"] : [];
  const child = fork(fileURLToPath(file), args, {
    execArgv: ["--conditions=@millrace/source", "--disable-warning=ExperimentalWarning", ...flags],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  onTestFinished(() => kill(child));
  return child;
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}
