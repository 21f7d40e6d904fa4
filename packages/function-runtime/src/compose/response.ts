import { binaryType, type Content, contentOf, jsonText, textType } from "./content.ts";
import { FunctionError } from "../errors.ts";
import type { FunctionResponse } from "../function-context.ts";
import { isContextResponse } from "./context-response.ts";

/** What a returned value is on the wire, over HTTP and under Nuclio alike. */
export interface Answer {
  readonly statusCode: number;
  /** Empty where there is no body. */
  readonly contentType: string;
  /** All but the content type. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | AsyncIterable<string | Uint8Array> | undefined;
}

export interface ResponseOptions {
  /** Whether `[status, body]` is an answer with that status, as Nuclio's classic form has it. Default `false`. */
  readonly statusPairs?: boolean;
}

/** Of the many answers that have none: to be known by identity. */
export const noHeaders: Answer["headers"] = Object.freeze({});

/**
 * How a returned value becomes an answer: text is `text/plain`, bytes are `application/octet-stream`, `undefined` is 204,
 * and anything else is JSON, bigints as text. Generators and other async iterables stream: text and bytes as they are,
 * other values as a line of JSON each; once the first piece is there, `contentType` is what it is (`text/plain`,
 * `application/octet-stream`, `application/x-ndjson`). A `context.Response` and a web `Response` say their status,
 * headers and content type themselves.
 *
 * @throws `FUNCTION_INVALID_OUTPUT` for a value that JSON does not have, such as a cycle or a function, and for a
 *   response whose status is none of an answer.
 */
export function responseOf(value: unknown, { statusPairs = false }: ResponseOptions = {}): Answer {
  if (typeof value === "string") return answer(textType, value);
  if (value === undefined) return answer("", undefined, 204);
  if (typeof value !== "object" || value === null) return answer("application/json", jsonText(value));
  if (isPlain(value)) return answer("application/json", jsonText(value));
  if (value instanceof Uint8Array) return answer(binaryType, value);
  if (isContextResponse(value)) return ofContextResponse(value);
  if (statusPairs && isStatusPair(value)) return { ...responseOf(value[1]), statusCode: value[0] };
  const content = contentOf(value);
  return content === undefined ? answer("application/json", jsonText(value)) : answerOfContent(content);
}

/** What most functions return, told apart sooner than by asking for each thing that it is not. */
const isPlain = (value: object): boolean =>
  Object.getPrototypeOf(value) === Object.prototype &&
  !(Symbol.toStringTag in value) &&
  !(Symbol.asyncIterator in value);

/** The type of a stream is only known when its first piece is there, so it stays the stream's to tell. */
const answerOfContent = (content: Content): Answer => ({
  statusCode: content.statusCode ?? 200,
  headers: content.headers ?? noHeaders,
  body: content.bytes,
  get contentType() {
    return content.contentType;
  },
});

const answer = (contentType: string, body: Answer["body"], statusCode = 200, headers = noHeaders): Answer => ({
  statusCode,
  contentType,
  headers,
  body,
});

function ofContextResponse({ body, headers, contentType, statusCode }: FunctionResponse): Answer {
  if (!(statusCode >= lowestStatus && statusCode <= highestStatus)) throw noStatus(statusCode);
  const inner = responseOf(body);
  // The class's default says nothing about a body that is no text.
  const unsaid = contentType === "text/plain" && typeof body !== "string";
  return {
    statusCode,
    headers,
    body: inner.body,
    get contentType() {
      return unsaid ? inner.contentType : contentType;
    },
  };
}

/** After a lower one the caller waits for another answer. */
const lowestStatus = 200;
const highestStatus = 599;

const noStatus = (status: number): FunctionError =>
  new FunctionError(
    "FUNCTION_INVALID_OUTPUT",
    `the function returned a response with status ${String(status)}; it is a number from ${lowestStatus} to ${highestStatus}`,
  );

const isStatusPair = (value: object): value is readonly [number, unknown] =>
  Array.isArray(value) &&
  value.length === 2 &&
  Number.isInteger(value[0]) &&
  value[0] >= lowestStatus &&
  value[0] <= highestStatus;
