import type { Answer } from "../compose/response.ts";

/** An answer whose body is at hand. */
export type WholeAnswer = Omit<Answer, "body"> & { readonly body: string | Uint8Array | undefined };

/** The one header whose value the processor reads as a boolean: a stream's event that is not to be acknowledged. */
const noAck = "x-nuclio-stream-no-ack";

/** The JSON of one reply. The processor drops header values that are not strings, so that all others become strings. */
export const replyOf = ({ statusCode, contentType, headers, body = "" }: WholeAnswer, eventId?: string): string => {
  const head = { status_code: statusCode, content_type: contentType, headers: stringsOf(headers), event_id: eventId };
  if (typeof body === "string") return JSON.stringify({ ...head, body_encoding: "text", body });
  // Base64 needs no escaping, and is not looked through for it.
  return `${JSON.stringify({ ...head, body_encoding: "base64" }).slice(0, -1)},"body":"${base64Of(body)}"}`;
};

export const base64Of = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");

const stringsOf = (headers: Readonly<Record<string, unknown>>): Record<string, string | boolean> => {
  const strings: Record<string, string | boolean> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name] as boolean | number | string | readonly string[] | null | undefined;
    if (value === undefined || value === null) continue;
    if (typeof value === "boolean" && name.toLowerCase() === noAck) strings[name] = value;
    else strings[name] = Array.isArray(value) ? value.join(", ") : String(value);
  }
  return strings;
};

/** A time that the processor accepts: it refuses zero. In whole nanoseconds, since fractions are slow to write. */
export const metricOf = (durationMs: number): string => `m{"duration":${Math.max(1, Math.round(durationMs * 1e6))}e-9}`;
