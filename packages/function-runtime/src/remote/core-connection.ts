import { anySignal, type Clock, type Logger } from "@millrace/protocol";
import { FunctionError } from "../errors.ts";
import { pathOf, type PathParameters, type PathQuery } from "../wire/paths.ts";
import { routes, type RouteName } from "../wire/routes.ts";
import { ApiLevelCheck } from "./api-level.ts";
import { Authorization } from "./authorization.ts";
import { storedRefreshToken, type CoreConfig } from "./config.ts";
import { badAnswer, errorOfAnswer } from "./core-errors.ts";
import { exchange, type Answer, type Exchange, type Fetch } from "./exchange.ts";
import { Redactor, withoutQuery } from "./redact.ts";
import { withRetries } from "./retry.ts";
import { askForTokens, type TokenRequest } from "./token-endpoint.ts";
import { keepTokens } from "./token-file.ts";

export interface ConnectionOptions {
  readonly fetch: Fetch;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly retries: number;
}

export interface CoreRequest {
  readonly parameters?: PathParameters;
  readonly query?: PathQuery;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** What a body adds to the time of its request: parts of files go over slow lines, too. 100 kB/s. */
const slowestBytesPerMs = 100;

/** Requests to one Core: with credentials, again when that helps, and with our errors. */
export class CoreConnection {
  readonly endpoint: string;
  readonly options: ConnectionOptions;
  readonly redactor: Redactor = new Redactor();
  readonly #authorization: Authorization;
  readonly #levels: ApiLevelCheck;
  readonly #closing = new AbortController();
  #discovered: Promise<Readonly<Record<string, unknown>>> | undefined;

  constructor(config: CoreConfig, options: ConnectionOptions) {
    this.endpoint = config.endpoint;
    this.options = options;
    this.redactor.add(...config.secrets);
    this.#levels = new ApiLevelCheck(options.logger);
    const { tokenFile } = config;
    this.#authorization = new Authorization(
      config.mode,
      {
        ask: (request: TokenRequest) =>
          askForTokens(request, {
            ...config,
            discovered: () => this.discover(),
            send: (one) => this.send({ ...one }, one.method === "GET"),
          }),
        keep: async (tokens) => {
          if (tokenFile === undefined) return;
          try {
            await keepTokens(tokenFile, tokens);
          } catch {
            options.logger.warn(
              { file: tokenFile.file },
              "new tokens could not be kept; the next login may be asked for",
            );
          }
        },
        stored: async () => (tokenFile === undefined ? undefined : storedRefreshToken(tokenFile)),
      },
      this.redactor,
    );
  }

  /** Ends all requests; later ones are refused. */
  close(): void {
    this.#closing.abort(new FunctionError("FUNCTION_CLOSED", `the connection to ${this.endpoint} was closed`));
  }

  /** What requests are sent with; absent: without credentials. */
  async authorization(): Promise<string | undefined> {
    return this.#authorization.header();
  }

  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /**
   * The JSON of an answer; `undefined` for an empty one.
   *
   * @throws the error of {@link errorOfAnswer}, `FUNCTION_CORE_UNREACHABLE`, `FUNCTION_CORE_BAD_ANSWER`,
   *   `FUNCTION_CORE_API_LEVEL`, `FUNCTION_CLOSED`
   */
  async request(route: RouteName, request: CoreRequest = {}): Promise<unknown> {
    const { what, text } = await this.#success(route, request);
    if (text.trim() === "") return undefined;
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw badAnswer(what, "something that is no JSON", this.redactor.text(text));
    }
  }

  /** Makes sure that Core answers and takes the credentials; what it says to that is nobody's business. */
  async check(): Promise<void> {
    const { what, text } = await this.#success("checkAuth", {});
    if (/^\s*</.test(text)) throw badAnswer(what, "a page for people", this.redactor.text(text));
  }

  /** What Core says of itself to everybody; nothing if it says nothing. */
  async discover(): Promise<Readonly<Record<string, unknown>>> {
    this.#discovered ??= this.#readConfiguration();
    return this.#discovered;
  }

  /** Sends without credentials: to Core's open paths, to token endpoints and to signed addresses. */
  async send(request: Omit<Exchange, "timeoutMs">, idempotent: boolean): Promise<Answer> {
    const { fetch, clock, logger, retries } = this.options;
    const timeoutMs = this.options.timeoutMs + Math.ceil((request.body?.length ?? 0) / slowestBytesPerMs);
    const ends = anySignal(this.#closing.signal, request.signal);
    const started = clock.monotonic();
    try {
      ends.signal.throwIfAborted();
      const attempt = async (): Promise<Answer> => exchange(fetch, { ...request, timeoutMs, signal: ends.signal });
      const answer = await withRetries(attempt, { retries, clock, idempotent, signal: ends.signal });
      const ms = Math.round(clock.monotonic() - started);
      logger.debug({ method: request.method, url: withoutQuery(request.url), status: answer.status, ms }, "asked Core");
      return answer;
    } finally {
      ends[Symbol.dispose]();
    }
  }

  async #success(
    route: RouteName,
    { parameters, query, body, signal }: CoreRequest,
  ): Promise<{ readonly what: string; readonly text: string }> {
    const { method } = routes[route];
    const path = pathOf(route, parameters, query);
    const what = `${method} ${withoutQuery(path)}`;
    const answer = await this.#authorized({
      method,
      url: `${this.endpoint}${path}`,
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal,
    });
    this.#levels.check(answer.headers.get("x-api-level"));
    if (answer.status >= 200 && answer.status < 300) return { what, text: answer.text };
    const { anonymous } = this.#authorization;
    throw errorOfAnswer(answer, this.redactor.text(answer.text), { what, endpoint: this.endpoint, anonymous });
  }

  async #authorized(request: Omit<Exchange, "timeoutMs">): Promise<Answer> {
    const header = await this.#authorization.header();
    const answer = await this.#sendAs(header, request);
    if (answer.status !== 401 || !(await this.#authorization.renew(header))) return answer;
    return this.#sendAs(await this.#authorization.header(), request);
  }

  async #sendAs(header: string | undefined, request: Omit<Exchange, "timeoutMs">): Promise<Answer> {
    const headers = { ...request.headers, ...(header === undefined ? {} : { authorization: header }) };
    return this.send({ ...request, headers }, request.method !== "POST");
  }

  async #readConfiguration(): Promise<Readonly<Record<string, unknown>>> {
    const url = `${this.endpoint}${routes.configuration.path}`;
    const { status, text } = await this.send({ method: "GET", url, headers: { accept: "application/json" } }, true);
    try {
      const value: unknown = status === 200 ? JSON.parse(text) : undefined;
      return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
    } catch {
      return {};
    }
  }
}
