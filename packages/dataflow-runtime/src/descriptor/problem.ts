import type { DataflowErrorCode } from "../error-table.ts";

/** Where a part of a dataflow stands; lines and columns begin at 1, and are 0 for a part of a plain object. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something that is wrong with a dataflow, or that the embedded runtime cannot do. */
export interface DataflowProblem extends SourcePlace {
  readonly code: DataflowErrorCode;
  /** `nodes[0].inputs.image`; empty for the whole document. */
  readonly field: string;
  /** What is wrong and what to do, in one sentence. */
  readonly message: string;
}

/** `dataflow.yml:7:5 nodes[0].inputs.image: …`; without line and column for a plain object. */
export function problemText({ file, line, column, field, message }: DataflowProblem): string {
  const where = line === 0 ? file : `${file}:${line}:${column}`;
  return `${where}${field === "" ? "" : ` ${field}`}: ${message}`;
}
