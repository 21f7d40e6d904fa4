import { setMaxListeners } from "node:events";
import type { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { checkOptions, type SignalUnion } from "@millrace/protocol";
import { createGrpcClient } from "@millrace/protocol/grpc";
import { health, operatorservice, testservice, workflowservice } from "@millrace/protocol/temporal";
import { CallContext } from "../../call-context.ts";
import { WorkflowSdkError } from "../../errors.ts";
import { checkApiKey } from "../../internal/check-headers.ts";
import { DeadlineExceededError, UnavailableError, UnimplementedError } from "../../rpc-errors/status-errors.ts";
import type { Target } from "../../target.ts";
import type { RpcCall } from "../../wire/rpc-call.ts";
import type { HealthService, OperatorService, TestService, WorkflowService } from "../../workflow-service.ts";
import { Calls } from "./calls.ts";
import { readCapabilities, type ServerCapabilities } from "./capabilities.ts";
import { CallHeaders, type ApiKey } from "./headers.ts";
import { checkConnectionOptions, type CheckedConnectionOptions, type ConnectionOptions } from "./options.ts";
import { clientRetries, type RetryRules } from "./retry-rules.ts";
import { createTransports, type Transports } from "./transports.ts";

/** What {@link Connection.call} takes besides the request. */
export interface CallOptions {
  /** Aborting it cancels the call. */
  readonly signal?: AbortSignal | undefined;
  /** How long the call may take with all its attempts. Default: no limit but that of each attempt. */
  readonly timeoutMs?: number | undefined;
  /** Default {@link clientRetries}. */
  readonly retry?: RetryRules;
  /** What errors name as missing, or as being there already. */
  readonly about?: RpcCall;
}

/** The calls of one server. Connects when it is needed, and again when a connection was lost. */
export interface Connection extends AsyncDisposable {
  /** Where the server is, as it was given. */
  readonly target: Target;
  /** What messages call the server: `127.0.0.1:7233`. */
  readonly address: string;
  /** Who calls: `<pid>@<hostname>`, or what the options say. */
  readonly identity: string;
  /** Settings for all calls that a function makes. */
  readonly context: CallContext;
  readonly service: WorkflowService;
  readonly operatorService: OperatorService;
  readonly testService: TestService;
  readonly healthService: HealthService;
  /**
   * Makes a call, and makes it again as its rules say.
   *
   * @throws the typed errors of `rpc-errors/`; `WORKFLOW_CONNECTION_CLOSED`
   */
  call<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    request: MessageInitShape<I>,
    options?: CallOptions,
  ): Promise<MessageShape<O>>;
  /**
   * A signal that aborts with `signal`, or when the connection is closed. For who makes many calls that end by one
   * signal: with this one in its place, calls need not follow both. Dispose it after the last of them.
   */
  until(signal: AbortSignal): SignalUnion;
  /**
   * Waits until the server has answered, for so long as connecting may take.
   *
   * @throws `WORKFLOW_CONNECT_FAILED`; a server that refuses the caller by its own error
   */
  connect(): Promise<void>;
  /** What the server can do. Asked once. */
  capabilities(): Promise<ServerCapabilities>;
  /** Calls are authorised by another key from now on. */
  setApiKey(apiKey: ApiKey): void;
  /** Ends all calls and the connection. Calling it again is harmless. */
  close(): Promise<void>;
}

/**
 * A connection to a server that has answered.
 *
 * @throws `WORKFLOW_CONNECT_FAILED`, and what {@link lazyConnection} throws; a server that refuses the caller by its
 * own error.
 */
export async function connect(target: Target, options: ConnectionOptions = {}): Promise<Connection> {
  const connection = lazyConnection(target, options);
  try {
    await connection.connect();
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/**
 * A connection that connects at its first call.
 *
 * @throws `WORKFLOW_INVALID_ADDRESS`, `WORKFLOW_INVALID_OPTION`, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
export function lazyConnection(target: Target, options: ConnectionOptions = {}): Connection {
  return new ServerConnection(target, options);
}

/** @internal The one implementation; the official names derive theirs from it. */
export class ServerConnection implements Connection {
  readonly target: Target;
  readonly context: CallContext = new CallContext();
  readonly service: WorkflowService;
  readonly operatorService: OperatorService;
  readonly testService: TestService;
  readonly healthService: HealthService;
  readonly #options: CheckedConnectionOptions;
  readonly #transports: Transports;
  readonly #headers: CallHeaders;
  readonly #calls: Calls;
  readonly #closing = new AbortController();
  #capabilities: Promise<ServerCapabilities> | undefined;

  constructor(target: Target, options: ConnectionOptions) {
    this.target = target;
    this.#options = checkConnectionOptions(target, options);
    this.#transports = createTransports(target, this.#options);
    this.#headers = new CallHeaders(this.#options);
    setMaxListeners(0, this.#closing.signal);
    this.#calls = new Calls({
      transports: this.#transports,
      headers: this.#headers,
      context: this.context,
      callTimeoutMs: this.#options.callTimeoutMs,
      closed: this.#closing.signal,
    });
    this.service = createGrpcClient(workflowservice.WorkflowService, this.#calls);
    this.operatorService = createGrpcClient(operatorservice.OperatorService, this.#calls);
    this.testService = createGrpcClient(testservice.TestService, this.#calls);
    this.healthService = createGrpcClient(health.Health, this.#calls);
  }

  get address(): string {
    return this.#transports.address;
  }

  get identity(): string {
    return this.#options.identity;
  }

  async call<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    request: MessageInitShape<I>,
    options: CallOptions = {},
  ): Promise<MessageShape<O>> {
    checkOptions(options, ["signal", "timeoutMs", "retry", "about"], "call");
    const { signal, timeoutMs, retry: rules = clientRetries, about } = options;
    const parts = { signal, timeoutMs, rules, about, header: undefined, contextValues: undefined };
    return (await this.#calls.call(method, request, parts)).message;
  }

  until(signal: AbortSignal): SignalUnion {
    return this.#calls.until(signal);
  }

  capabilities(): Promise<ServerCapabilities> {
    this.#capabilities ??= this.#ask(clientRetries);
    // A failure is not kept: the next caller asks again.
    this.#capabilities.catch(() => (this.#capabilities = undefined));
    return this.#capabilities;
  }

  async connect(): Promise<void> {
    const { connectTimeoutMs } = this.#options;
    const rules = { ...clientRetries, maxAttempts: Infinity, codes: new Set([Code.Unavailable]) };
    try {
      const capabilities = await this.#ask(rules, connectTimeoutMs);
      this.#capabilities = Promise.resolve(capabilities);
    } catch (cause) {
      throw connectFailure(cause, this.address, connectTimeoutMs);
    }
  }

  async #ask(retry: RetryRules, timeoutMs?: number): Promise<ServerCapabilities> {
    const { getSystemInfo } = workflowservice.WorkflowService.method;
    try {
      return readCapabilities(await this.call(getSystemInfo, {}, { retry, timeoutMs }));
    } catch (error) {
      if (UnimplementedError.is(error)) return readCapabilities(undefined);
      throw error;
    }
  }

  setApiKey(apiKey: ApiKey): void {
    if (typeof apiKey !== "function") checkApiKey(apiKey, "setApiKey");
    this.#headers.setApiKey(apiKey);
  }

  async close(): Promise<void> {
    if (!this.#closing.signal.aborted) {
      const message = `the client of ${this.address} was closed`;
      this.#closing.abort(new WorkflowSdkError("WORKFLOW_CONNECTION_CLOSED", message));
    }
    await this.#transports.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** An error of a call is told as it is, unless it says no more than that there is no server. */
function connectFailure(cause: unknown, address: string, connectTimeoutMs: number): unknown {
  if (!UnavailableError.is(cause) && !DeadlineExceededError.is(cause)) return cause;
  const reason = `: ${cause.message}`;
  const message = `no Temporal server answered at ${address} within ${connectTimeoutMs} ms${reason}`;
  return new WorkflowSdkError("WORKFLOW_CONNECT_FAILED", message, { cause, details: { address } });
}
