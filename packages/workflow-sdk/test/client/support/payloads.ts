import type { common } from "@millrace/protocol/temporal";

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

/** A value as official SDKs write it. */
export function payload(value: unknown): { metadata: Record<string, Uint8Array>; data: Uint8Array } {
  return { metadata: { encoding: utf8.encode("json/plain") }, data: utf8.encode(JSON.stringify(value)) };
}

export function payloads(...values: readonly unknown[]): { payloads: ReturnType<typeof payload>[] } {
  return { payloads: values.map(payload) };
}

/** The values of payloads in `json/plain`, as a server or another SDK would read them. */
export function values(message: common.Payloads | undefined): unknown[] {
  return (message?.payloads ?? []).map(value);
}

export function value({ metadata, data }: common.Payload): unknown {
  const encoding = fromUtf8.decode(metadata["encoding"]);
  if (encoding !== "json/plain") throw new Error(`the encoding is '${encoding}'`);
  return JSON.parse(fromUtf8.decode(data)) as unknown;
}
