import type { Clock, Logger } from "@millrace/protocol";
import type { CaptureOutput } from "./capture-output.ts";
import type { PipelineListener } from "./events.ts";
import type { LoggingOptions } from "./logging.ts";
import type { ConsoleProgressOptions } from "./progress.ts";

/** Options of `run()` and `start()`. */
export interface RunOptions {
  /** Aborting it cancels the run. */
  readonly signal?: AbortSignal;
  /** Identifies the run in records and logs. Default: a random UUID. */
  readonly runId?: string;
  /** Stages and map items that may run at once. Default `Infinity`; 1 runs them one after the other. */
  readonly concurrency?: number;
  /** Key of a limit → maximum that replaces the one that stages declare; a key that none of them has is an error. */
  readonly limits?: Readonly<Record<string, number>>;
  /**
   * What a failed stage does to the others. `"stop"` (default): start nothing new, let running stages end. `"abort"`:
   * abort running stages too. `"continue"`: run everything that does not need the failed stage.
   */
  readonly onFailure?: "stop" | "abort" | "continue";
  /** What ExitPipeline does to running stages. Default `"drain"`: they end by themselves. */
  readonly onExit?: "drain" | "abort";
  /** Stage id → argument → value that replaces the input's. */
  readonly overrides?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /**
   * Takes the records of the run in place of `logging.console` and `logging.file`. Default: those, or none. The first
   * time that it throws is a warning of the process; the run goes on.
   */
  readonly logger?: Logger;
  /** Where log records go, and which. Default: nowhere. */
  readonly logging?: LoggingOptions;
  /** Makes log records of what stages print. Default `"off"`; needs a `logger`, or `logging` with a console or file. */
  readonly captureOutput?: CaptureOutput;
  /**
   * Shows the run while it goes on: on a terminal as a tree that is redrawn, elsewhere as a line per change. What stages
   * print to the same terminal goes across the tree, unless `captureOutput` takes it. Default `false`.
   */
  readonly progress?: boolean | ConsoleProgressOptions;
  readonly clock?: Clock;
  /** Called for each event, in order; what it throws, or its promise rejects with, is logged and ignored. */
  readonly onEvent?: PipelineListener | readonly PipelineListener[];
}
