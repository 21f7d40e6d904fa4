import type { EntityRecord } from "./entity.ts";
import { FunctionError } from "./errors.ts";

/** What a run does not have, with what it has instead, or why it has nothing. */
export function noSuch(run: EntityRecord, what: "output" | "result", name: string, type?: string): FunctionError {
  const there = Object.keys(run.status[`${what}s`] ?? {});
  const { state, message } = run.status;
  const ended = state === "COMPLETED" ? "" : `; it is ${state}${message === undefined ? "" : `: ${message}`}`;
  const has = there.length === 0 ? `it has no ${what}s` : `it has ${there.join(", ")}`;
  const wanted = type === undefined ? `${what} '${name}'` : `${what} '${name}' that is a ${type}`;
  return new FunctionError("FUNCTION_NO_OUTPUT", `run ${run.id} has no ${wanted}: ${has}${ended}`, {
    details: { run: run.key, name, state },
  });
}

export function notFound(key: string): FunctionError {
  return new FunctionError("FUNCTION_NOT_FOUND", `${key} is no longer there`, { details: { key } });
}

/** What `wait` says of a run that ended in ERROR. */
export function runFailed(run: EntityRecord, cause?: unknown): FunctionError {
  const message = `run ${run.id} failed: ${run.status.message ?? "it left no message; see its logs"}`;
  return new FunctionError("FUNCTION_RUN_FAILED", message, {
    details: { run: run.key, state: run.status.state },
    ...(cause === undefined ? {} : { cause }),
  });
}
