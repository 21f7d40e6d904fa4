import { MillraceError, type ErrorTable } from "@millrace/protocol";
import type { Styler } from "./output.ts";

export interface PrintErrorOptions {
  /** Rows for the error's remedy. */
  readonly tables: readonly ErrorTable[];
  /** Adds details and the stack. */
  readonly verbose: boolean;
  readonly style: Styler;
}

/** An error to read: what happened, why, what to do. */
export function printError(error: unknown, { tables, verbose, style }: PrintErrorOptions): string {
  const lines = [`${style("red", "error")} ${headOf(error)}`];
  for (const cause of causesOf(error)) {
    // The message of an error often contains that of its cause.
    const text = messageOf(cause);
    if (lines.at(-1)?.includes(text.replace(/^Error: /, "")) !== true)
      lines.push(`  ${style("dim", "because")} ${text}`);
  }
  const remedy = MillraceError.is(error)
    ? tables.find((table) => error.code in table)?.[error.code]?.remedy
    : undefined;
  if (remedy !== undefined) lines.push(`  ${style("dim", "what to do:")} ${remedy}`);
  if (verbose) lines.push(...detailsOf(error));
  else if (!MillraceError.is(error))
    lines.push("  This should not happen. Run it again with --verbose for the stack, and report it.");
  return lines.join("\n");
}

/** A {@link MillraceError} begins with its code; what is none is a defect of ours. */
function headOf(error: unknown): string {
  return MillraceError.is(error) ? error.message : `[INTERNAL] ${messageOf(error)}`;
}

function messageOf(error: unknown): string {
  if (MillraceError.is(error)) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** The chain of causes, each once. */
function causesOf(error: unknown): unknown[] {
  const chain = [error];
  for (let last = error; last instanceof Error && last.cause !== undefined; last = last.cause) {
    if (chain.includes(last.cause)) break;
    chain.push(last.cause);
  }
  return chain.slice(1);
}

function detailsOf(error: unknown): string[] {
  const details =
    MillraceError.is(error) && error.details !== undefined ? [`  details: ${JSON.stringify(error.details)}`] : [];
  const stacks = [error, ...causesOf(error)].flatMap((one) =>
    one instanceof Error && one.stack !== undefined ? [one.stack] : [],
  );
  return [...details, ...stacks.map((stack) => stack.replaceAll(/^/gm, "  "))];
}
