import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Logger } from "@millrace/protocol";
import type { LoadedFunction } from "../../compose/call.ts";
import { callValue } from "../../compose/execute.ts";
import { type Answer, responseOf } from "../../compose/response.ts";
import { FunctionError } from "../../errors.ts";
import { declarationOf } from "../../handler.ts";
import { Admission } from "./admission.ts";
import { CallContext, requestFields, WorkerContext } from "./call-context.ts";
import { callOfRequest, type RequestCall } from "./call-of-request.ts";
import { Exchange } from "./exchange.ts";
import { Metrics, type MetricsSnapshot } from "./metrics.ts";
import { OpenExchanges } from "./open-exchanges.ts";
import { problemOf, problemType } from "./problem.ts";
import { announcedBytes, readBody } from "./read-body.ts";
import { statusByCode } from "./service-codes.ts";
import type { ServeLimits, ServeOptions } from "./serve-options.ts";
import { type AnswerOptions, isWhole, writeStream, writeWhole } from "./write-answer.ts";

export type ServicePhase = "starting" | "ready" | "draining";

/** What the service itself answers, beside the function: probes, metrics, the description. */
export type SideRoute = (path: string, exchange: Exchange) => Answer | Promise<Answer> | undefined;

/**
 * A function behind HTTP: each request's way from its headers to its answer. This is the hot path. It calls back where
 * promises would only cost, takes a timer only for calls that do not return at once, and makes what few functions look
 * at (event, context, logger) when they do.
 */
export class FunctionService {
  readonly metrics: Metrics = new Metrics();
  readonly context: WorkerContext;
  readonly #loaded: LoadedFunction;
  readonly #limits: ServeLimits;
  readonly #options: ServeOptions;
  readonly #logger: Logger;
  readonly #admission: Admission;
  readonly #wantsJson: boolean;
  readonly #answers: AnswerOptions;
  readonly #sideRoute: SideRoute;
  readonly #open = new OpenExchanges();
  phase: ServicePhase = "starting";

  constructor(
    loaded: LoadedFunction,
    {
      limits,
      options,
      logger,
      sideRoute,
    }: {
      readonly limits: ServeLimits;
      readonly options: ServeOptions;
      readonly logger: Logger;
      readonly sideRoute: SideRoute;
    },
  ) {
    this.#loaded = loaded;
    this.#limits = limits;
    this.#options = options;
    this.#logger = logger;
    this.#sideRoute = sideRoute;
    this.#admission = new Admission(limits.concurrency, limits.queueSize);
    this.#wantsJson = declarationOf(loaded.call).parameters !== undefined;
    const headers = options.cors === undefined ? [] : ["access-control-allow-origin", options.cors, "vary", "origin"];
    this.#answers = { headers, stalledTimeoutMs: limits.stalledTimeoutMs };
    this.context = new WorkerContext(logger, options.workerId ?? 0);
  }

  /** Requests whose answer is not over. */
  get open(): readonly Exchange[] {
    return this.#open.all();
  }

  snapshot(): MetricsSnapshot {
    return this.metrics.snapshot({ inFlight: this.#admission.running, queued: this.#admission.queued });
  }

  readonly listener: RequestListener = (request: IncomingMessage, response: ServerResponse): void => {
    const exchange = new Exchange(request, response);
    this.#open.add(exchange);
    response.on("close", () => this.#closed(exchange));
    try {
      this.#route(exchange, request.url ?? "/");
    } catch (error) {
      this.#fail(exchange, error);
    }
  };

  #route(exchange: Exchange, url: string): void {
    const { method = "" } = exchange.request;
    if (url.length > this.#limits.maxUrlBytes) throw urlTooLong(this.#limits.maxUrlBytes);
    if (url === "/" || url.startsWith("/?")) {
      if (method === "OPTIONS" && this.#options.cors !== undefined) this.#preflight(exchange);
      else if (method === "POST" || method === "GET" || this.#options.anyRoute === true) this.#admit(exchange);
      else throw wrongMethod(method, "GET, POST");
      return;
    }
    const query = url.indexOf("?");
    const path = query === -1 ? url : url.slice(0, query);
    const side = this.#sideRoute(path, exchange);
    if (side !== undefined)
      void Promise.resolve(side)
        .then((answer) => this.#send(exchange, answer))
        .catch((error: unknown) => this.#fail(exchange, error));
    else if (this.#options.anyRoute === true) this.#admit(exchange);
    else throw new FunctionError("FUNCTION_SERVICE_NOT_FOUND", `there is nothing at '${path}'; the function is at '/'`);
  }

  #admit(exchange: Exchange): void {
    if (this.phase === "starting") {
      this.metrics.rejected("starting");
      throw new FunctionError("FUNCTION_SERVICE_NOT_READY", "the function's init has not ended");
    }
    if (this.#admission.enter()) this.#begin(exchange);
    else this.#wait(exchange);
  }

  #wait(exchange: Exchange): void {
    const start = (): void => {
      exchange.stopTimer();
      this.#begin(exchange);
    };
    if (!this.#admission.wait(start)) {
      this.metrics.rejected("busy");
      throw busy(this.#limits);
    }
    exchange.startTimer(this.#limits.timeoutMs, () => {
      this.#admission.giveUp(start);
      this.metrics.rejected("busy");
      this.#fail(exchange, busy(this.#limits));
    });
    exchange.response.on("close", () => this.#admission.giveUp(start));
  }

  #begin(exchange: Exchange): void {
    exchange.admitted = true;
    const { request } = exchange;
    const announced = request.method === "GET" ? 0 : announcedBytes(request);
    if (announced === 0) this.#call(exchange, undefined);
    else {
      readBody(request, announced, this.#limits.maxBodyBytes, (body, error) => {
        if (error === undefined) this.#call(exchange, body);
        else this.#fail(exchange, error);
      });
    }
  }

  #call(exchange: Exchange, body: Buffer | undefined): void {
    try {
      const call = callOfRequest(exchange.request, exchange.id, body, this.#wantsJson);
      const value = "event" in call ? this.#value(exchange, call) : this.#values(exchange, call);
      if (!isPromise(value)) this.#answer(exchange, value);
      else {
        exchange.startTimer(this.#limits.timeoutMs, () => this.#timeOut(exchange));
        const failed = (error: unknown): void => this.#fail(exchange, error);
        void value.then((settled) => this.#answer(exchange, settled)).then(undefined, failed);
      }
    } catch (error) {
      this.#fail(exchange, error);
    }
  }

  #value(exchange: Exchange, { event, parameters }: RequestCall): unknown {
    const context = new CallContext(this.context, exchange.request, exchange.id);
    const own = { context, event, signal: exchange.signal };
    const reserved = this.#options.reserved === undefined ? own : { ...this.#options.reserved, ...own };
    return callValue(this.#loaded, { parameters, reserved });
  }

  /** One after the other, so that a batch takes the place of one call; the first failure is the batch's. */
  async #values(exchange: Exchange, calls: readonly RequestCall[]): Promise<readonly unknown[]> {
    const values: unknown[] = [];
    for (const call of calls) {
      exchange.signal.throwIfAborted();
      values.push((await this.#value(exchange, call)) ?? null);
    }
    return values;
  }

  #answer(exchange: Exchange, value: unknown): void {
    // The caller went away, or was told that it took too long.
    if (!exchange.isOpen) return;
    this.#send(exchange, responseOf(value));
  }

  #send(exchange: Exchange, answer: Answer): void {
    if (this.phase === "draining" && this.#isLast(exchange)) exchange.response.shouldKeepAlive = false;
    if (isWhole(answer)) writeWhole(exchange, answer, this.#answers);
    else {
      const streamed = answer as Answer & { readonly body: AsyncIterable<string | Uint8Array> };
      exchange.startTimer(this.#limits.timeoutMs, () => this.#timeOut(exchange));
      void writeStream(exchange, streamed, this.#answers).catch((error: unknown) => this.#fail(exchange, error));
    }
  }

  #timeOut(exchange: Exchange): void {
    const { timeoutMs } = this.#limits;
    const error = new FunctionError(
      "FUNCTION_SERVICE_TIMEOUT",
      `the function did not answer within ${timeoutMs} ms ('timeoutMs' of the service)`,
      { details: { timeoutMs } },
    );
    this.#fail(exchange, error);
    exchange.abort(error);
  }

  #fail(exchange: Exchange, error: unknown): void {
    const { request, response, id } = exchange;
    if (exchange.closed) return;
    const problem = problemOf(error, id, this.#options.development ?? false);
    if (problem.status >= 500 && problem.status !== 503)
      this.#logger.error({ ...requestFields(request, id), error }, "the function failed");
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const answer = {
      statusCode: problem.status,
      contentType: problemType,
      headers: this.#adviceOf(error),
      body: JSON.stringify(problem),
    };
    this.#send(exchange, answer);
  }

  /** When to try again, or how. */
  #adviceOf(error: unknown): Readonly<Record<string, string>> {
    if (!FunctionError.is(error)) return {};
    if (error.code === "FUNCTION_SERVICE_METHOD") return { allow: String(error.details?.["allowed"]) };
    const { retryAfterMs } = this.#limits;
    return statusByCode[error.code] === 503
      ? { "retry-after": String(Math.max(1, Math.ceil(retryAfterMs / 1000))) }
      : {};
  }

  #preflight(exchange: Exchange): void {
    const asked = exchange.request.headers["access-control-request-headers"] ?? "content-type";
    const headers = { "access-control-allow-methods": "GET, POST", "access-control-allow-headers": asked };
    this.#send(exchange, { statusCode: 204, contentType: "", headers, body: undefined });
  }

  /** Whether no other request of the connection is open: those are not to be lost to its end. */
  #isLast({ request }: Exchange): boolean {
    for (const other of this.#open.all())
      if (other.request !== request && other.request.socket === request.socket) return false;
    return true;
  }

  #closed(exchange: Exchange): void {
    const { response, startedAt, admitted } = exchange;
    exchange.closed = true;
    exchange.stopTimer();
    this.#open.delete(exchange);
    const { socket } = exchange.request;
    const sent = response.writableFinished && !exchange.isStalled;
    this.metrics.answered(sent ? response.statusCode : 499, performance.now() - startedAt);
    if (!sent) exchange.abort(new DOMException("the caller went away", "AbortError"));
    if (admitted) this.#admission.leave();
    // Of several answers none knew to be the last, and one that began before the drain did not either.
    if (this.phase === "draining" && this.#isLast(exchange)) socket.destroySoon();
  }
}

/** Whatever can be waited for, of any library. */
const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";

const busy = ({ concurrency, queueSize }: ServeLimits): FunctionError =>
  new FunctionError("FUNCTION_SERVICE_BUSY", `${concurrency} calls run and ${queueSize} wait; try again later`);

const urlTooLong = (limit: number): FunctionError =>
  new FunctionError("FUNCTION_SERVICE_URL_TOO_LONG", `a path with its query may have ${limit} bytes`);

/** The one status whose answer must name what is allowed: RFC 9110, 15.5.6. */
export const wrongMethod = (method: string, allowed: string): FunctionError =>
  new FunctionError("FUNCTION_SERVICE_METHOD", `this path takes ${allowed}, not ${method}`, { details: { allowed } });
