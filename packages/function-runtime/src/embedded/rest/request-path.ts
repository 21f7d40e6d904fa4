import { Refusal } from "./refusal.ts";

/** The parts of a request's path, decoded, none of which can lead anywhere else. */
export interface RequestPath {
  readonly parts: readonly string[];
  /** Whether it ended in `/`. */
  readonly isFolder: boolean;
  readonly query: URLSearchParams;
  /** As it came, without the query: what was signed. */
  readonly raw: string;
}

/** Longer ones are nobody's. */
const longest = 16_384;

/**
 * Reads the target of a request by hand: the URL parser would resolve `..` before anybody could refuse it.
 *
 * @throws Refusal 400
 */
export const readRequestPath = (target: string): RequestPath => {
  if (!target.startsWith("/") || target.length > longest) throw new Refusal(400, "the request's path cannot be read");
  const [raw = "", ...search] = target.split("?");
  const encoded = raw.slice(1).split("/");
  const isFolder = encoded.length > 1 && encoded.at(-1) === "";
  if (isFolder) encoded.pop();
  return { parts: encoded.map(decodePart), isFolder, query: new URLSearchParams(search.join("?")), raw };
};

const decodePart = (encoded: string): string => {
  let part: string;
  try {
    part = decodeURIComponent(encoded);
  } catch {
    throw new Refusal(400, `'${encoded.slice(0, 100)}' in the path is not encoded as URLs are`);
  }
  // oxlint-disable-next-line no-control-regex
  if (part === "." || part === ".." || /[/\\\u0000-\u001f\u007f]/u.test(part)) {
    throw new Refusal(400, `'${encoded.slice(0, 100)}' cannot be part of a path`);
  }
  return part;
};
