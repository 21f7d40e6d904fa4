import { durationFromMs, type Duration } from "@bufbuild/protobuf/wkt";
import { PayloadConverter, type Payload } from "@millrace/protocol/payload";

/** Payloads pass as they are, so that a script may hand on what it cannot read. */
const isPayload = (value: unknown): value is Payload =>
  typeof value === "object" &&
  value !== null &&
  "metadata" in value &&
  "data" in value &&
  value.data instanceof Uint8Array;

// The converter's own parts answer at once.
const encodeOne = (value: unknown): Payload => (PayloadConverter.default.encode([value]) as Payload[])[0] as Payload;

export const toPayload = (value: unknown): { metadata: Record<string, Uint8Array>; data: Uint8Array } => {
  const { metadata, data } = isPayload(value) ? value : encodeOne(value);
  return { metadata: { ...metadata }, data };
};

/** The values of an argument list, result or details; none where there is none. */
export const toPayloads = (
  values: readonly unknown[] | undefined,
): { payloads: ReturnType<typeof toPayload>[] } | undefined =>
  values === undefined ? undefined : { payloads: values.map(toPayload) };

export const toPayloadMap = (
  values: Readonly<Record<string, unknown>> | undefined,
): Record<string, ReturnType<typeof toPayload>> =>
  Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, toPayload(value)]));

/** The value of a payload of an official encoding; other payloads stay as they are. */
export const fromPayload = (payload: Payload): unknown => {
  try {
    return (PayloadConverter.default.decode([payload]) as readonly unknown[])[0];
  } catch {
    return payload;
  }
};

export const toDuration = (ms: number | undefined): Duration | undefined =>
  ms === undefined ? undefined : durationFromMs(ms);

export const durationMs = ({ seconds, nanos }: Duration): number => Number(seconds) * 1000 + nanos / 1_000_000;
