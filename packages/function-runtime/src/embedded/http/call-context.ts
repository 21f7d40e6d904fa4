import type { IncomingMessage } from "node:http";
import type { Logger } from "@millrace/protocol";
import { ContextResponse } from "../../compose/context-response.ts";
import type { FunctionContext } from "../../function-context.ts";
import { functionLogger, type FunctionLogger } from "../../function-logger.ts";
import { httpTrigger } from "./http-event.ts";

/** What all calls of one worker share; `init` gets it as it is. */
export class WorkerContext implements FunctionContext {
  readonly userData: Record<string, unknown> = {};
  readonly logger: FunctionLogger;
  readonly workerId: number;
  readonly trigger: FunctionContext["trigger"] = httpTrigger;
  readonly Response: FunctionContext["Response"] = ContextResponse;

  constructor(logger: Logger, workerId: number) {
    this.logger = functionLogger(logger);
    this.workerId = workerId;
  }
}

/** The worker's context as one call sees it: its lines name the request, and the caller's trace if there is one. */
export class CallContext implements FunctionContext {
  readonly #worker: WorkerContext;
  readonly #request: IncomingMessage;
  readonly #requestId: string;
  #logger: FunctionLogger | undefined;

  constructor(worker: WorkerContext, request: IncomingMessage, requestId: string) {
    this.#worker = worker;
    this.#request = request;
    this.#requestId = requestId;
  }

  get userData(): Record<string, unknown> {
    return this.#worker.userData;
  }

  get workerId(): number {
    return this.#worker.workerId;
  }

  get trigger(): FunctionContext["trigger"] {
    return this.#worker.trigger;
  }

  get Response(): FunctionContext["Response"] {
    return this.#worker.Response;
  }

  get logger(): FunctionLogger {
    return (this.#logger ??= this.#worker.logger.child(requestFields(this.#request, this.#requestId)));
  }
}

/** `traceparent` of W3C Trace Context, version 00 or a later one that begins alike. */
const traceparent = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}/;

/** What names a request in the log. */
export function requestFields({ headers }: IncomingMessage, requestId: string): Readonly<Record<string, string>> {
  const trace = headers["traceparent"];
  return typeof trace === "string" && traceparent.test(trace) ? { requestId, traceparent: trace } : { requestId };
}
