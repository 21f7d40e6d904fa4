import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface WorkerProcess extends AsyncDisposable {
  /** `<pid>@<host>`, as Temporal names workers. */
  readonly pid: number;
  /** Sends a signal and waits for the end. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
}

export function startWorkerProcess(address: string, taskQueue: string): WorkerProcess {
  const program = fileURLToPath(new URL("worker-main.ts", import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, program, address, taskQueue], { stdio: "inherit" });
  const ended = once(child, "exit");
  const end = async (signal: "SIGTERM" | "SIGKILL"): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return { pid: child.pid ?? 0, end, [Symbol.asyncDispose]: () => end("SIGKILL") };
}
