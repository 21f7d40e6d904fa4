import { checkOptions } from "@millrace/protocol";

/** How the progress of a run is shown. */
export interface ConsoleProgressOptions {
  /** What the view writes to. Default `process.stderr`. */
  readonly stream?: ProgressStream;
  /** Redraw a tree in place (`true`), or print a line per change (`false`). Default: whether `stream` is a terminal. */
  readonly interactive?: boolean;
  /** Default: only where the view is interactive and `NO_COLOR` is not set. */
  readonly color?: boolean;
  /** First line of the view. Default: the name of the pipeline. */
  readonly title?: string;
}

/** As much of `process.stderr` as a view needs. */
export interface ProgressStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** @throws PROTOCOL_UNKNOWN_OPTION, PROTOCOL_INVALID_OPTION */
export function checkProgress(options: ConsoleProgressOptions, where: string): void {
  checkOptions(options, ["stream", "interactive", "color", "title"], `'progress' of ${where}`);
}
