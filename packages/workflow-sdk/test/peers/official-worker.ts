import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { FromOfficialWorker, ToOfficialWorker } from "./official-worker-messages.ts";

/** The official worker in a process of its own. Disposing ends it. */
export interface OfficialWorker extends AsyncDisposable {
  /** Rejects if the official replayer comes to other commands than those of the history. */
  replay(history: string): Promise<void>;
}

const program = fileURLToPath(new URL("official-worker-main.ts", import.meta.url));

/** Starts it, and waits until it polls. Bundling its workflows takes seconds. */
export const startOfficialWorker = async (address: string, taskQueue: string): Promise<OfficialWorker> => {
  const child = fork(program, [address, taskQueue], { execArgv: [] });
  const replays = new Map<number, PromiseWithResolvers<void>>();
  const ready = Promise.withResolvers<void>();
  child.on("message", (message: FromOfficialWorker) => {
    if (message.kind === "ready") return ready.resolve();
    if (message.kind === "failed") return ready.reject(new Error(message.error));
    const { id, error } = message;
    return error === undefined ? replays.get(id)?.resolve() : replays.get(id)?.reject(new Error(error));
  });
  child.on("exit", (code) => {
    const error = new Error(`the official worker ended with ${code}`);
    ready.reject(error);
    for (const replay of replays.values()) replay.reject(error);
  });
  await ready.promise;
  return {
    replay(history) {
      const id = replays.size;
      const replay = Promise.withResolvers<void>();
      replays.set(id, replay);
      child.send({ id, history } satisfies ToOfficialWorker);
      return replay.promise;
    },
    [Symbol.asyncDispose]: () => end(child),
  };
};

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.disconnect();
  await ended;
};
