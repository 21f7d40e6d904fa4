import { invalidArgument } from "../service-errors.ts";
import type { Place } from "./ordered-records.ts";

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** Where the next page begins: behind the last run of this one. */
export const encodePageToken = ({ startTimeMs, closeTimeMs, runId }: Place): Uint8Array =>
  utf8.encode(JSON.stringify([closeTimeMs ?? null, startTimeMs, runId]));

/** @throws `invalid_argument` if no list gave this token. */
export function decodePageToken(token: Uint8Array): Place | undefined {
  if (token.length === 0) return undefined;
  let parts: unknown;
  try {
    parts = JSON.parse(text.decode(token));
  } catch {
    parts = undefined;
  }
  const [close, start, runId] = Array.isArray(parts) ? (parts as unknown[]) : [];
  if (typeof start !== "number" || typeof runId !== "string" || (close !== null && typeof close !== "number")) {
    throw invalidArgument("invalid next_page_token: no list of this server gave it");
  }
  return { startTimeMs: start, runId, ...(close === null ? {} : { closeTimeMs: close }) };
}
