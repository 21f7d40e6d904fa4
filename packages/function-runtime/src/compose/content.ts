import { FunctionError } from "../errors.ts";

/** Bytes, at once or piece by piece, in a returned value. */
export interface Content {
  readonly bytes: string | Uint8Array | AsyncIterable<string | Uint8Array>;
  readonly contentType: string;
  /** Of a web `Response`. */
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export const textType = "text/plain; charset=utf-8";
export const binaryType = "application/octet-stream";
const linesType = "application/x-ndjson";

/**
 * The bytes of a value that is made of them: typed arrays, `Blob`, web `Response`, streams, generators and other async
 * iterables. What pieces are is told by the first of them, unless the value says it. Absent: the value is no such thing.
 *
 * @throws `FUNCTION_INVALID_OUTPUT` for what would be lost without a word: a Map, a Set, an error.
 */
export function contentOf(value: object): Content | undefined {
  if (ArrayBuffer.isView(value)) return { bytes: bytesOf(value), contentType: binaryType };
  // By tag instead of class: to name the web's classes makes Node load them.
  const tag = Object.prototype.toString.call(value);
  switch (tag) {
    case "[object ArrayBuffer]":
    case "[object SharedArrayBuffer]":
      return { bytes: new Uint8Array(value as ArrayBuffer), contentType: binaryType };
    case "[object Blob]":
    case "[object File]":
      return contentOfBlob(value as Blob);
    case "[object Response]":
      return contentOfResponse(value as Response);
    case "[object Generator]":
    case "[object AsyncGenerator]":
      return contentOfPieces(value as AsyncGenerator, textType);
    case "[object Map]":
    case "[object Set]":
      throw invalid("a Map or Set, of which JSON keeps nothing; return Object.fromEntries(map) or [...set]");
    case "[object Error]":
      throw invalid("an error; throw it, so that it is no success", value);
    default:
      return Symbol.asyncIterator in value ? contentOfPieces(value as AsyncIterable<unknown>, binaryType) : undefined;
  }
}

const bytesOf = (view: ArrayBufferView): Uint8Array =>
  view instanceof Uint8Array ? view : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

const contentOfBlob = (blob: Blob): Content => ({
  bytes: encodeChunks(blob.stream()),
  contentType: blob.type === "" ? binaryType : blob.type,
});

function contentOfResponse(response: Response): Content {
  const { "content-type": contentType = binaryType, ...headers } = Object.fromEntries(response.headers);
  if (response.headers.getSetCookie().length > 1) {
    throw invalid("a response that sets several cookies; an answer has one header of each name");
  }
  if (response.body === null) return { bytes: "", contentType: "", statusCode: response.status, headers };
  return { bytes: encodeChunks(response.body), contentType, statusCode: response.status, headers };
}

/** What pieces are is known when the first is there: who reads the type then, as services do, is told. */
function contentOfPieces(pieces: AsyncIterable<unknown>, expected: string): Content {
  let contentType = expected;
  const bytes = encodeChunks(pieces, (first) => (contentType = typeOfPiece(first)));
  return {
    bytes,
    get contentType() {
      return contentType;
    },
  };
}

/** The same, once its type is known: whoever stores content has to name it before all of it is there. */
export async function withType(content: Content): Promise<Content> {
  const { bytes } = content;
  if (typeof bytes === "string" || bytes instanceof Uint8Array) return content;
  const pieces = bytes[Symbol.asyncIterator]();
  const first = await pieces.next();
  return { bytes: goOn(first, pieces), contentType: content.contentType };
}

async function* goOn<Piece>(first: IteratorResult<Piece>, pieces: AsyncIterator<Piece>): AsyncGenerator<Piece> {
  try {
    for (let next = first; next.done !== true; next = await pieces.next()) yield next.value;
  } finally {
    await pieces.return?.();
  }
}

const typeOfPiece = (piece: unknown): string => {
  if (typeof piece === "string") return textType;
  return ArrayBuffer.isView(piece) ? binaryType : linesType;
};

/** Text and bytes as they are, anything else as a line of JSON. */
async function* encodeChunks(
  chunks: AsyncIterable<unknown> | Iterable<unknown>,
  onFirst?: (first: unknown) => void,
): AsyncGenerator<string | Uint8Array> {
  let isFirst = true;
  for await (const chunk of chunks) {
    if (isFirst) onFirst?.(chunk);
    isFirst = false;
    if (typeof chunk === "string") yield chunk;
    else if (ArrayBuffer.isView(chunk)) yield bytesOf(chunk);
    else if (chunk !== undefined) yield `${jsonText(chunk)}\n`;
  }
}

/**
 * A value as JSON; bigints are written as text.
 *
 * @throws `FUNCTION_INVALID_OUTPUT` for what JSON does not have: cycles, functions, symbols, a number that is not finite.
 */
export function jsonText(value: unknown): string {
  if (typeof value === "number" && !Number.isFinite(value)) throw invalid(`${value}, which JSON does not have`);
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    text = stringifyWithBigints(value, error);
  }
  if (text === undefined) throw invalid(`a ${typeof value}, which JSON does not have`);
  return text;
}

/** The slow way, taken only when the fast one failed. */
function stringifyWithBigints(value: unknown, first: TypeError): string | undefined {
  try {
    return JSON.stringify(value, (_key, item: unknown) => (typeof item === "bigint" ? String(item) : item));
  } catch {
    throw invalid(`what cannot be JSON: ${first.message}`, first);
  }
}

const invalid = (what: string, cause?: unknown): FunctionError =>
  new FunctionError("FUNCTION_INVALID_OUTPUT", `the function returned ${what}`, cause === undefined ? {} : { cause });
