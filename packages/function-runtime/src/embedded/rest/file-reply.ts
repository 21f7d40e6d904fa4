import type { FileInfo, Platform } from "../../platform.ts";
import { Refusal } from "./refusal.ts";
import type { RestReply } from "./rest-request.ts";

interface ByteRange {
  /** Both inclusive. */
  readonly first: number;
  readonly last: number;
}

/** One range of bytes; what cannot be read asks for the whole. @throws Refusal 416 for one outside of the file */
const readRange = (header: string | undefined, size: number): ByteRange | undefined => {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/u.exec(header ?? "") ?? [];
  if (from === undefined || to === undefined || (from === "" && to === "")) return undefined;
  const first = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (first <= last) return { first, last };
  throw new Refusal(416, `the file has ${size} bytes`, { "content-range": `bytes */${size}` });
};

/** Opened when it is read: of an answer to HEAD it never is. */
async function* opened(platform: Platform, path: string): AsyncGenerator<Uint8Array> {
  yield* await platform.download(path);
}

async function* cut(content: AsyncIterable<Uint8Array>, { first, last }: ByteRange): AsyncGenerator<Uint8Array> {
  let at = 0;
  for await (const chunk of content) {
    const end = at + chunk.byteLength;
    if (end > first) yield chunk.subarray(Math.max(0, first - at), Math.min(chunk.byteLength, last + 1 - at));
    at = end;
    if (at > last) return;
  }
}

/** The tag of a file's content: the same for the same bytes. */
export const tagOf = ({ hash }: FileInfo): string => `"${hash.replace(/^\w+:/u, "").replaceAll('"', "")}"`;

/** Answers with a file, or the part of it that `Range` asks for. */
export const fileReply = (platform: Platform, info: FileInfo, range: string | undefined): RestReply => {
  const part = readRange(range, info.size);
  const headers = {
    "content-type": info.content_type,
    "last-modified": new Date(info.last_modified).toUTCString(),
    "accept-ranges": "bytes",
    etag: tagOf(info),
    // What people uploaded is never run by a browser as a page of this server.
    "content-security-policy": "sandbox",
    "x-content-type-options": "nosniff",
  };
  const content = opened(platform, info.path);
  if (part === undefined) return { headers: { ...headers, "content-length": String(info.size) }, content };
  const { first, last } = part;
  return {
    status: 206,
    headers: {
      ...headers,
      "content-length": String(last - first + 1),
      "content-range": `bytes ${first}-${last}/${info.size}`,
    },
    content: cut(content, part),
  };
};
