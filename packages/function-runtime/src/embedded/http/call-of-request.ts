import type { IncomingMessage } from "node:http";
import { FunctionError } from "../../errors.ts";
import { batchType, binaryAttributes, isBinaryEvent, structuredEvent, structuredType } from "./cloud-events.ts";
import { type EventAttributes, HttpEvent } from "./http-event.ts";
import { isJsonType, mediaTypeOf } from "./media-type.ts";

/** What a request gives a function: the event, and the parameters that its query and body are. */
export interface RequestCall {
  readonly event: HttpEvent;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/**
 * The call, or the calls of a batch, that a request with this body asks for. A JSON object is parameters; every other
 * body is the event's alone: JSON parsed, `text/…` as text, the rest as bytes.
 *
 * @param wantsJson whether the function has declared parameters, which nothing but JSON can be
 * @throws `FUNCTION_SERVICE_BAD_REQUEST`, `FUNCTION_SERVICE_MEDIA_TYPE`
 */
export function callOfRequest(
  request: IncomingMessage,
  id: string,
  bytes: Buffer | undefined,
  wantsJson: boolean,
): RequestCall | readonly RequestCall[] {
  const event = (body: unknown, attributes?: EventAttributes): RequestCall =>
    callOf(new HttpEvent(request, id, body, bytes?.length ?? 0, attributes));
  if (bytes === undefined && request.method === "GET") return event(noBody);
  const { headers } = request;
  const attributes = isBinaryEvent(request) ? binaryAttributes(request) : undefined;
  if (bytes === undefined || bytes.length === 0) return event(noBody, attributes);

  refuseEncoding(headers["content-encoding"]);
  const mediaType = mediaTypeOf(headers["content-type"]);
  if (!isJsonType(mediaType)) {
    if (wantsJson) throw notJson(mediaType);
    return event(mediaType.startsWith("text/") ? bytes.toString("utf8") : bytes, attributes);
  }
  const body = parse(bytes);
  if (mediaType === structuredType) {
    const { data, attributes: own } = structuredEvent(body);
    return event(data, own);
  }
  if (mediaType !== batchType) return event(body, attributes);
  if (!Array.isArray(body)) throw invalid("a batch of CloudEvents is a JSON array");
  return body.map(structuredEvent).map(({ data, attributes: own }) => event(data, own));
}

const noBody = Buffer.alloc(0);

/** The query's fields are parameters too, as under Nuclio; what the body says wins. */
function callOf(event: HttpEvent): RequestCall {
  const { body, url } = event;
  if (!url.includes("?")) return isObject(body) ? { event, parameters: body } : { event };
  return { event, parameters: isObject(body) ? { ...event.fields, ...body } : event.fields };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

const parse = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw invalid(`the body is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
};

const refuseEncoding = (encoding: string | undefined): void => {
  if (encoding === undefined || encoding === "identity") return;
  throw new FunctionError("FUNCTION_SERVICE_MEDIA_TYPE", `bodies are taken as they are, not encoded as '${encoding}'`);
};

const notJson = (mediaType: string): FunctionError =>
  new FunctionError(
    "FUNCTION_SERVICE_MEDIA_TYPE",
    `the function has parameters, which are a JSON object; send it as application/json, not '${mediaType}'`,
  );

const invalid = (message: string): FunctionError => new FunctionError("FUNCTION_SERVICE_BAD_REQUEST", message);
