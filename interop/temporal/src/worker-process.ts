import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { FromWorkerProcess, ToWorkerProcess } from "./worker-process-messages.ts";

/** Our activity worker in a process of its own. Disposing ends it in peace. */
export interface WorkerProcess extends AsyncDisposable {
  /** Resolves when the activity `countOn` has done half of its work. */
  readonly halfWay: Promise<void>;
  setClock(aheadMs: number): void;
  /** SIGKILL: nobody is told. */
  kill(): Promise<void>;
}

const program = fileURLToPath(new URL("worker-process-main.ts", import.meta.url));

/** Starts it, and waits until it polls. */
export const startWorkerProcess = async (address: string, taskQueue: string): Promise<WorkerProcess> => {
  const child = fork(program, [address, taskQueue]);
  const ended = once(child, "exit");
  const ready = Promise.withResolvers<void>();
  const halfWay = Promise.withResolvers<void>();
  child.on("message", ({ kind }: FromWorkerProcess) => (kind === "ready" ? ready : halfWay).resolve());
  child.on("exit", (code) => ready.reject(new Error(`the worker's process ended with ${code}`)));
  await ready.promise;
  return {
    halfWay: halfWay.promise,
    setClock: (aheadMs) => void child.send({ aheadMs } satisfies ToWorkerProcess),
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
};
