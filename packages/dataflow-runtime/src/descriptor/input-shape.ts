import type { QueuePolicy } from "../node-config.ts";
import { dataId } from "./identifiers.ts";
import { parseSource } from "./input-source.ts";
import type { Part } from "./part.ts";
import type { InputSource } from "./plan.ts";
import { secondsAsMs } from "./quantities.ts";
import { count, mapOf, oneOf, refuse, type ReadContext, type Reader } from "./reader.ts";
import { optional, required, struct } from "./struct.ts";

/** An input as its file has it. */
export interface RawInput {
  readonly source: InputSource;
  readonly queueSize: number | undefined;
  readonly queuePolicy: QueuePolicy | undefined;
  readonly inputTimeoutMs: number | undefined;
  /** Where the input stands. */
  readonly part: Part;
  /** Where its source stands. */
  readonly sourcePart: Part;
}

/** A text, and no number: dora does not take one for a source. */
const source: Reader<InputSource> = (part, context) => {
  if (part.kind !== "scalar" || (part.plain && typeof part.value !== "string"))
    return refuse(part, context, "a source such as 'camera/image', or a map with 'source'");
  const found = parseSource(part.text);
  if (typeof found !== "string") return found;
  context.problems.add("DATAFLOW_INVALID_SOURCE", part, found);
  return undefined;
};

const longForm = struct(
  "an input",
  {
    source: required(source),
    queue_size: optional(count(Number.MAX_SAFE_INTEGER)),
    queue_policy: optional(oneOf(["drop_oldest", "backpressure"])),
    input_timeout: optional(secondsAsMs),
  },
  { unknown: "remark" },
);

const input: Reader<RawInput> = (part: Part, context: ReadContext) => {
  if (part.kind !== "map") {
    const found = source(part, context);
    if (found === undefined) return undefined;
    return {
      source: found,
      queueSize: undefined,
      queuePolicy: undefined,
      inputTimeoutMs: undefined,
      part,
      sourcePart: part,
    };
  }
  const long = longForm(part, context);
  if (long?.source === undefined) return undefined;
  return {
    source: long.source,
    queueSize: long.queue_size,
    queuePolicy: long.queue_policy,
    inputTimeoutMs: long.input_timeout,
    part,
    sourcePart: part.entries.get("source")?.value ?? part,
  };
};

/** Inputs by their ids. */
export const inputMap: Reader<ReadonlyMap<string, RawInput>> = mapOf(input, dataId);
