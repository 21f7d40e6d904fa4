import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { nodeFlags, serveEntry } from "../../src/embedded/runner/child-command.ts";
import type { ServeCommand, ServeOrder, ServeReport } from "../../src/embedded/http/serve-messages.ts";

export interface ServeChild {
  readonly child: ChildProcess;
  /** What it said first. */
  readonly first: Promise<ServeReport>;
  /** What it said last. */
  last(): ServeReport | undefined;
  /** Its exit code or signal. */
  readonly ended: Promise<number | string>;
  tell(command: ServeCommand): void;
}

/** Starts the process that a serve run starts, and ends it with the test. */
export function serveChild(order: Partial<ServeOrder>): ServeChild {
  const folder = fileURLToPath(new URL("fixtures", import.meta.url));
  const child = fork(fileURLToPath(serveEntry), [], {
    execArgv: [...nodeFlags(undefined)],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let said: ServeReport | undefined;
  child.on("message", (message: ServeReport) => (said = message));
  const ended = once(child, "exit").then(([code, signal]) => (signal ?? code) as number | string);
  const first = once(child, "message").then(([message]) => message as ServeReport);
  const tell = (command: ServeCommand): void => void child.send(command);
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    tell({ type: "close", graceMs: 0 });
    await ended;
  });
  tell({ type: "serve", order: { source: { folder, handler: "service:answer" }, ...order }, workerId: 0 });
  return { child, first, last: () => said, ended, tell };
}
