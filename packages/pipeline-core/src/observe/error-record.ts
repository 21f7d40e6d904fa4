import { isError } from "@millrace/protocol";

/** An error as log records and summaries hold it. */
export interface ErrorRecord {
  /** Name of its class, such as `TypeError`. */
  readonly type: string;
  readonly message: string;
  /** Its code, if it has one: `ENOENT`, `PIPELINE_STAGE_TIMEOUT`. */
  readonly code?: string;
  readonly stack?: string;
  /** What the error was made of; an error in the same form, anything else as text. */
  readonly cause?: ErrorRecord | string;
}

/** Longer chains of causes are cut. */
const deepest = 8;

/** Describes whatever was thrown; never throws. */
export function errorRecord(error: unknown, depth: number = 0): ErrorRecord {
  if (!isError(error)) return { type: error === null ? "null" : typeof error, message: textOf(error) };
  const [code, stack, cause] = [read(error, "code"), read(error, "stack"), read(error, "cause")];
  return {
    type: textOf(read(error, "name")),
    message: textOf(read(error, "message")),
    ...(typeof code === "string" ? { code } : {}),
    ...(typeof stack === "string" ? { stack } : {}),
    ...(cause === undefined || depth >= deepest
      ? {}
      : { cause: isError(cause) ? errorRecord(cause, depth + 1) : textOf(cause) }),
  };
}

function textOf(value: unknown): string {
  try {
    return typeof value === "object" && value !== null ? `${JSON.stringify(value)}` : String(value);
  } catch {
    return `[${typeof value} that cannot be shown]`;
  }
}

function read(error: object, key: string): unknown {
  try {
    return (error as Readonly<Record<string, unknown>>)[key];
  } catch {
    return undefined;
  }
}
