import { createHash } from "node:crypto";
import { isUtf8 } from "node:buffer";
import type { Answered, Failed, Kept } from "./table.ts";

/** Bytes to compare: text if they are text, and never much of it. */
export function shown(bytes: Uint8Array): string {
  if (bytes.byteLength > 1000) return `${bytes.byteLength} bytes ${createHash("sha256").update(bytes).digest("hex")}`;
  return isUtf8(bytes) ? Buffer.from(bytes).toString() : `hex ${Buffer.from(bytes).toString("hex")}`;
}

/** Content at once or piece by piece. */
export async function bytesOf(content: string | Uint8Array | AsyncIterable<string | Uint8Array>): Promise<Uint8Array> {
  if (typeof content === "string" || content instanceof Uint8Array) return Buffer.from(content);
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** What was seen of a job, without the kinds of outputs that it has none of. */
export function keptOf(all: Required<Kept>): Kept {
  return Object.fromEntries(Object.entries(all).filter(([, found]) => Object.keys(found).length > 0));
}

export const fileOf = (fileName: string, contentType: string, bytes: Uint8Array): string =>
  `${fileName} ${contentType}: ${shown(bytes)}`;

/** What a failure says, cut to what it should say where it does. */
export function failureOf(expected: Kept | Answered | Failed, message: string): Failed {
  const wanted = "failure" in expected ? expected.failure : undefined;
  return { failure: wanted !== undefined && message.includes(wanted) ? wanted : message };
}

/** An answer over any wire; that of a failure has the status of one, and says why. */
export function answeredOf(
  expected: Answered | Failed,
  seen: {
    readonly status: number;
    readonly type: string;
    readonly body: Uint8Array;
    readonly made: string | undefined;
  },
): Answered | Failed {
  const { status, type, body, made } = seen;
  if ("failure" in expected) return { ...failureOf(expected, Buffer.from(body).toString()), status };
  return { status, type, body: shown(body), ...(made === undefined ? {} : { made }) };
}
