import type { Case, Metric } from "@millrace/tooling-bench";

const contenders = ["millrace", "@temporalio/worker"];
const less = (name: string, unit: string, digits: number): Metric => ({ name, unit, moreIsBetter: false, digits });

export interface Scale {
  readonly rounds: number;
  /** Tasks before those that are measured. */
  readonly warmUp: number;
  /** Tasks of the in-memory server that are measured. */
  readonly tasks: number;
  /** Tasks of the real server, which is slower. */
  readonly realTasks: number;
}
export const fullScale: Scale = { rounds: 5, warmUp: 2_000, tasks: 4_000, realTasks: 300 };
export const quickScale: Scale = { rounds: 1, warmUp: 200, tasks: 500, realTasks: 100 };

/** What a task costs the worker's process, all of its threads together. */
export const cpuCase: Case = { name: "cpu", contenders, metrics: [less("activity task", "µs", 0)] };

/** What of the worker's process is resident after the load of `cpu`, and before it, when the process was warm. */
export const memoryCase: Case = {
  name: "memory",
  contenders,
  metrics: [less("worker", "MB", 1), less("worker warm", "MB", 1)],
};

/** The same where V8 keeps the garbage of a megabyte, and not of up to 64: what remains is the worker's own. */
export const boundedCase: Case = { name: "memory bounded", contenders, metrics: [less("worker", "MB", 1)] };
export const boundedFlags: readonly string[] = ["--max-semi-space-size=1"];

export const realCase: Case = {
  name: "tasks/s",
  contenders,
  metrics: [{ name: "real server", unit: "tasks/s", moreIsBetter: true, digits: 0 }],
};

const sizeCase: Case = { name: "install", contenders, metrics: [less("size", "MB", 1)] };

/** From connecting, and from the start of the process. */
export const firstCase: Case = {
  name: "first",
  contenders,
  metrics: [less("result", "ms", 0), less("result of process", "ms", 0)],
};

export const cases: readonly Case[] = [cpuCase, memoryCase, boundedCase, realCase, sizeCase, firstCase];
