import { PipelineError } from "../errors.ts";

/** An iterator of any iterable or async iterable, or a coded error that says what was given instead. */
export function iteratorOf(stage: string, value: unknown): Iterator<unknown> | AsyncIterator<unknown> {
  if (typeof value === "object" && value !== null) {
    if (Symbol.iterator in value) return (value as Iterable<unknown>)[Symbol.iterator]();
    if (Symbol.asyncIterator in value) return (value as AsyncIterable<unknown>)[Symbol.asyncIterator]();
  }
  const got = value === null ? "null" : typeof value;
  throw new PipelineError(
    "PIPELINE_NOT_ITERABLE",
    `stage '${stage}' goes over a list, but was given ${got}; return an array, an iterable or an async iterable`,
    {
      details: { stage, got },
    },
  );
}
