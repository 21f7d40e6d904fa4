import { MillraceError } from "@millrace/protocol";
import type { Payload, PayloadCodec } from "@millrace/protocol/payload";
import { WorkflowSdkError } from "../errors.ts";
import { TemporalFailure } from "../failures/temporal-failure.ts";
import type { SerializationContext } from "../serialization-context.ts";

type Direction = "encode" | "decode";
type Context = SerializationContext | undefined;

/** Payloads as they leave: each codec in its order. @throws `WORKFLOW_CODEC_RESULT`, `WORKFLOW_CODEC_FAILED`. */
export function encodeWith(
  codecs: readonly PayloadCodec[],
  payloads: readonly Payload[],
  context: Context,
): Promise<readonly Payload[]> {
  return apply("encode", codecs, payloads, context);
}

/** Payloads as they were: each codec, the last one first. @throws `WORKFLOW_CODEC_RESULT`, `WORKFLOW_CODEC_FAILED`. */
export function decodeWith(
  codecs: readonly PayloadCodec[],
  payloads: readonly Payload[],
  context: Context,
): Promise<readonly Payload[]> {
  return apply("decode", codecs.toReversed(), payloads, context);
}

async function apply(
  direction: Direction,
  codecs: readonly PayloadCodec[],
  payloads: readonly Payload[],
  context: Context,
): Promise<readonly Payload[]> {
  if (payloads.length === 0) return payloads;
  let current = payloads;
  for (const codec of codecs) {
    const result = await call(direction, codec, current, context);
    current = checkResult(direction, codec, current, result);
  }
  return current;
}

async function call(
  direction: Direction,
  codec: PayloadCodec,
  payloads: readonly Payload[],
  context: Context,
): Promise<unknown> {
  try {
    return await codec[direction](payloads, context);
  } catch (cause) {
    // What says by itself what is wrong, and whether to try again, is left as it is.
    if (MillraceError.is(cause) || cause instanceof TemporalFailure) throw cause;
    const message = `${direction} of codec ${nameOf(codec)} threw: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new WorkflowSdkError("WORKFLOW_CODEC_FAILED", message, { cause, details: { direction } });
  }
}

function checkResult(
  direction: Direction,
  codec: PayloadCodec,
  given: readonly Payload[],
  result: unknown,
): readonly Payload[] {
  if (!Array.isArray(result)) throw badResult(direction, codec, "gave no list of payloads");
  if (result.length !== given.length)
    throw badResult(direction, codec, `gave ${result.length} payloads for ${given.length}`);
  const odd = result.findIndex((payload) => !isPayload(payload));
  if (odd >= 0) throw badResult(direction, codec, `gave something that is no payload at index ${odd}`);
  return result as readonly Payload[];
}

function badResult(direction: Direction, codec: PayloadCodec, what: string): WorkflowSdkError {
  return new WorkflowSdkError(
    "WORKFLOW_CODEC_RESULT",
    `${direction} of codec ${nameOf(codec)} ${what}; it must give one { metadata, data } for each payload`,
    { details: { direction } },
  );
}

function isPayload(value: unknown): value is Payload {
  if (typeof value !== "object" || value === null) return false;
  const { metadata, data } = value as Partial<Payload>;
  return typeof metadata === "object" && metadata !== null && data instanceof Uint8Array;
}

function nameOf(codec: PayloadCodec): string {
  return codec.constructor?.name ?? "without a class";
}
