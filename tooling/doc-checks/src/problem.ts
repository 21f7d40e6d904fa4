/** Something wrong with a page, at a place that an editor can jump to. */
export interface Problem {
  /** Path from the root of the repository. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. Default: the line's beginning. */
  readonly column?: number;
  readonly message: string;
}

/** One thing that was checked: a block, or the links of a page. */
export interface Check {
  /** `README.md:12 program` */
  readonly title: string;
  /** Empty: passed. */
  readonly problems: readonly Problem[];
}

/** `README.md:12:5 message`; further lines of the message are indented. */
export function formatProblem({ file, line, column, message }: Problem): string {
  const place = column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
  return `${place} ${message.trimEnd().replaceAll("\n", "\n    ")}`;
}
