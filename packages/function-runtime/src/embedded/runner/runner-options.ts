import { availableParallelism } from "node:os";

/** How runs are executed here. */
export interface RunnerOptions {
  /** Runs that execute at once; others wait as PENDING. Services do not count. Default: the number of cores. */
  readonly concurrency: number;
  /** Before the first retry of a job; each further wait is twice the one before. Default 100 ms. */
  readonly retryMs: number;
  /** The longest wait before a retry. Default 6 minutes. */
  readonly retryCapMs: number;
  /** What a function has after its `signal` aborted, before its process gets SIGTERM. Default 5 s. */
  readonly stopGraceMs: number;
  /** What a service has for its open requests, before its process gets SIGTERM. Default 30 s. */
  readonly drainMs: number;
  /** What a process has after SIGTERM, before it is killed. Default 2 s. */
  readonly killGraceMs: number;
  /** What the log of one run may take on disk; later lines are dropped and counted. Default 64 MiB. */
  readonly maxLogBytes: number;
}

export const runnerDefaults: RunnerOptions = Object.freeze({
  concurrency: availableParallelism(),
  retryMs: 100,
  retryCapMs: 360_000,
  stopGraceMs: 5000,
  drainMs: 30_000,
  killGraceMs: 2000,
  maxLogBytes: 64 * 1024 * 1024,
});
