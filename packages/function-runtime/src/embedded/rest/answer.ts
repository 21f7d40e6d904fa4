import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Logger } from "@millrace/protocol";
import type { ServerAuth } from "./server-options.ts";
import { aboutHandlers, apiLevel, apiVersion } from "./about-handlers.ts";
import { authenticate } from "./authentication.ts";
import { entityHandlers } from "./entity-handlers.ts";
import { fileHandlers } from "./file-handlers.ts";
import { projectHandlers } from "./project-handlers.ts";
import { errorBodyOf, Refusal } from "./refusal.ts";
import { limitedBody, readJson } from "./request-body.ts";
import { readRequestPath, type RequestPath } from "./request-path.ts";
import type { Handlers, RestReply, Site } from "./rest-request.ts";
import { findRoute } from "./router.ts";
import { runHandlers } from "./run-handlers.ts";
import { S3Error, s3ErrorXml } from "./s3-error.ts";
import { handleS3 } from "./s3-handler.ts";
import { secretHandlers } from "./secret-handlers.ts";
import { checkSignature } from "./sig-v4.ts";
import { signedHandlers } from "./signed-handlers.ts";
import { refuseForeignPages } from "./trusted-caller.ts";

export interface AnswerOptions {
  readonly site: Site;
  readonly auth?: ServerAuth;
  readonly maxBodyBytes: number;
  readonly logger: Logger;
  /** Then a connection ends with its answer. */
  readonly isClosing: () => boolean;
}

interface Exchange extends AnswerOptions {
  readonly request: IncomingMessage;
  readonly signal: AbortSignal;
  /** The body, for handlers that read it; whoever waits for a 100 is told to send. */
  readonly content: (maxBytes: number) => AsyncIterable<Uint8Array>;
}

const handlers: Handlers = {
  ...aboutHandlers,
  ...projectHandlers,
  ...entityHandlers,
  ...runHandlers,
  ...secretHandlers,
  ...fileHandlers,
  ...signedHandlers,
};

/** Answers one request. Never rejects. */
export const answer = async (
  request: IncomingMessage,
  response: ServerResponse,
  options: AnswerOptions,
): Promise<void> => {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  response.once("error", () => gone.abort());
  let isS3 = false;
  let isAwaited = request.headers.expect !== undefined;
  try {
    const content = (maxBytes: number): AsyncIterable<Uint8Array> => {
      if (isAwaited) response.writeContinue();
      isAwaited = false;
      return limitedBody(request, maxBytes);
    };
    const exchange: Exchange = { ...options, request, signal: gone.signal, content };
    const path = readRequestPath(request.url ?? "");
    isS3 = path.parts[0] === "s3";
    if (options.auth === undefined) refuseForeignPages(request.headers);
    const reply = isS3 ? await answerS3(exchange, path) : await answerRest(exchange, path);
    if (options.isClosing()) response.setHeader("connection", "close");
    await send(request, response, reply);
  } catch (error) {
    if (gone.signal.aborted) return;
    // A body that was not asked for may come or not: behind it nothing could be read.
    if (isAwaited || options.isClosing()) response.setHeader("connection", "close");
    await sendError(request, response, error, isS3, options.logger);
  }
};

const answerRest = (exchange: Exchange, { parts, query }: RequestPath): Promise<RestReply> => {
  const { request, auth, site, maxBodyBytes, content, signal } = exchange;
  // Nobody who may not come in learns what there is.
  if (auth !== undefined && !isOpen(request.method, parts)) authenticate(auth, request.headers);
  const { name, parameters } = findRoute(request.method ?? "", parts);
  const user = auth?.kind === "basic" ? { user: auth.user } : {};
  return handlers[name]({
    site: { ...site, ...urlsFor(request.headers.host, site), ...user },
    parameters,
    query,
    headers: request.headers,
    json: () => readJson(request, content(maxBodyBytes)),
    content: () => content(site.maxFileBytes),
    signal,
  });
};

/** The addresses under which this client reaches the server, which may listen on all that its machine has. */
const urlsFor = (host: string | undefined, { url, s3Url }: Site): Pick<Site, "url" | "s3Url"> => {
  if (host === undefined || !/^([\w.-]+|\[[\da-f:]+\])(:\d{1,5})?$/iu.test(host)) return { url, s3Url };
  return { url: `http://${host}`, s3Url: `http://${host}/s3` };
};

const isOpen = (method: string | undefined, parts: readonly string[]): boolean => {
  try {
    return findRoute(method ?? "", parts).route.open === true;
  } catch {
    return false;
  }
};

const answerS3 = (exchange: Exchange, path: RequestPath): Promise<RestReply> => {
  const { request, auth, site } = exchange;
  const { headers, method = "" } = request;
  const content = (maxBytes: number = site.maxFileBytes): AsyncIterable<Uint8Array> => exchange.content(maxBytes);
  const { query } = path;
  if (auth !== undefined) {
    const [accessKeyId, secretAccessKey] =
      auth.kind === "basic" ? [auth.user, auth.password] : [auth.token, auth.token];
    checkSignature({ method, path: path.raw, query, headers }, { accessKeyId, secretAccessKey });
  }
  const [, bucket = "", ...rest] = path.parts;
  const key = `${rest.join("/")}${path.isFolder && rest.length > 0 ? "/" : ""}`;
  return handleS3({ site, method, bucket, key, query, headers, content });
};

const send = async (request: IncomingMessage, response: ServerResponse, reply: RestReply): Promise<void> => {
  const { status = 200, headers = {}, json, content } = reply;
  const body = json === undefined ? content : JSON.stringify(json);
  response.writeHead(status, {
    "x-api-version": apiVersion,
    "x-api-level": String(apiLevel),
    ...(json === undefined ? {} : { "content-type": "application/json; charset=UTF-8" }),
    ...(typeof body === "string" ? { "content-length": String(Buffer.byteLength(body)) } : {}),
    ...(body === undefined && status !== 204 ? { "content-length": "0" } : {}),
    ...headers,
  });
  if (request.method === "HEAD" || body === undefined || typeof body === "string") {
    response.end(request.method === "HEAD" ? undefined : body);
    await Promise.race([once(response, "finish"), once(response, "close")]);
  } else {
    await pipeline(body, response);
  }
};

const sendError = async (
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  isS3: boolean,
  logger: Logger,
): Promise<void> => {
  const body = error instanceof S3Error ? { status: error.status, message: error.message } : errorBodyOf(error);
  if (body.status >= 500) logger.error({ error, method: request.method, url: request.url }, "a request failed");
  // Half an answer cannot become another one.
  if (response.headersSent) return void response.destroy();
  const code = error instanceof S3Error ? error.code : s3Codes[body.status];
  const headers = error instanceof Refusal ? error.headers : {};
  const reply: RestReply = isS3
    ? {
        status: body.status,
        headers: { "content-type": "application/xml", ...headers },
        content: s3ErrorXml({ code: code ?? "InvalidRequest", message: body.message }),
      }
    : { status: body.status, headers, json: body };
  await send(request, response, reply).catch((failure: unknown) => logger.warn({ failure }, "nobody took the answer"));
};

/** What S3 calls the errors of the platform. */
const s3Codes: Readonly<Record<number, string>> = {
  403: "AccessDenied",
  404: "NoSuchKey",
  413: "EntityTooLarge",
  416: "InvalidRange",
  500: "InternalError",
};
