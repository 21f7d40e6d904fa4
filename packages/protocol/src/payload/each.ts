import { encodingOf, type Payload } from "./payload.ts";

/** The payloads of all values, or `undefined` if one of them is not converted. */
export function encodeEach(
  values: readonly unknown[],
  encode: (value: unknown) => Payload | undefined,
): Payload[] | undefined {
  const payloads: Payload[] = [];
  for (const value of values) {
    const payload = encode(value);
    if (payload === undefined) return undefined;
    payloads.push(payload);
  }
  return payloads;
}

/** The values of all payloads, or `undefined` if one of them has another encoding. */
export function decodeEach<Value>(
  payloads: readonly Payload[],
  encoding: string,
  decode: (payload: Payload, index: number) => Value,
): Value[] | undefined {
  if (payloads.some((payload) => encodingOf(payload) !== encoding)) return undefined;
  return payloads.map((payload, index) => decode(payload, index));
}
