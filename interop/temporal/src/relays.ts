import { startProcess } from "@millrace/tooling-engines";
// @boundaries-ignore the official worker of the package's own tests
import { startOfficialWorker } from "../../../packages/workflow-sdk/test/peers/official-worker.ts";
import { pythonJudge } from "./python.ts";

/** A worker of another SDK that serves the workflow `relays(queue, activity, value)`. */
export interface Relay {
  readonly name: string;
  /** Python reads `undefined` and `null` alike. */
  readonly readsProtobuf: boolean;
  readonly start: (address: string, taskQueue: string) => Promise<AsyncDisposable>;
}

const python = async (address: string, taskQueue: string): Promise<AsyncDisposable> => {
  const [interpreter, program] = await pythonJudge("worker.py");
  const worker = startProcess(interpreter, [program, address, taskQueue]);
  try {
    await worker.line(/^ready/, 60_000);
    return worker;
  } catch (error) {
    await worker[Symbol.asyncDispose]();
    throw error;
  }
};

export const relays: readonly Relay[] = [
  { name: "temporalio 1.35.0 (Python)", readsProtobuf: true, start: python },
  { name: "@temporalio/worker 1.24.0", readsProtobuf: false, start: startOfficialWorker },
];
