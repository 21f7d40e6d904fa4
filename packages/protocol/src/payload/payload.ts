/** A value on its way: bytes, and metadata that says how to read them. */
export interface Payload {
  /** Values are UTF-8 text by convention; the key `encoding` is always there. */
  readonly metadata: Readonly<Record<string, Uint8Array>>;
  readonly data: Uint8Array;
}

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

/** A payload of an encoding; `metadata` gives further entries as text. */
export function createPayload(
  encoding: string,
  data: Uint8Array,
  metadata: Readonly<Record<string, string>> = {},
): Payload {
  const entries = Object.entries({ encoding, ...metadata }).map(([key, text]) => [key, utf8.encode(text)] as const);
  return { metadata: Object.fromEntries(entries), data };
}

/** A metadata entry as text; empty if it is absent. */
export function metadataText(payload: Payload, key: string): string {
  return Object.hasOwn(payload.metadata, key) ? fromUtf8.decode(payload.metadata[key]) : "";
}

/** How the payload's bytes are to be read: `json/plain`, `binary/null` …; empty if it does not say. */
export function encodingOf(payload: Payload): string {
  return metadataText(payload, "encoding");
}

export function isPayload(value: unknown): value is Payload {
  if (typeof value !== "object" || value === null) return false;
  const { metadata, data } = value as Partial<Payload>;
  return typeof metadata === "object" && metadata !== null && data instanceof Uint8Array;
}
