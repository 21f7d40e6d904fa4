import { checkNumber, checkOptions, type Logger } from "@millrace/protocol";

/** How a function is served. Sizes and times bound what one caller can cost. */
export interface ServeOptions {
  /** Default `127.0.0.1`. A service asks nobody who they are: on another address, put what does before it. */
  readonly host?: string;
  /** Default: the environment's `PORT`, else 0, which takes a free one. */
  readonly port?: number;
  /** Given to the function's init, once, before the service is ready. */
  readonly initParameters?: Readonly<Record<string, unknown>>;
  /** Reserved arguments that every call has beside `context`, `event` and `signal`: `project`, `run`. */
  readonly reserved?: Readonly<Record<string, unknown>>;
  /** Whether every path and method reaches the function, as under Nuclio. Default false: only `GET` and `POST` of `/`. */
  readonly anyRoute?: boolean;
  /** The `id` of this worker in the function's context. Default 0. */
  readonly workerId?: number;
  /** Calls at once; the next ones wait. Default 1,000. */
  readonly concurrency?: number;
  /** Requests that may wait for a call to end; the next ones get 503 with Retry-After. Default 1,000. */
  readonly queueSize?: number;
  /** What `Retry-After` says, rounded up to seconds. Default 1,000. */
  readonly retryAfterMs?: number;
  /** From a call's start to the first byte of its answer, and for the wait in the queue: 504 or 503. Default 60,000. */
  readonly timeoutMs?: number;
  /** Larger bodies get 413. Default 10 MiB. */
  readonly maxBodyBytes?: number;
  /** Of all headers and the request line together; more gets 431. Default 16 KiB. */
  readonly maxHeaderBytes?: number;
  /** Longer paths with query get 414. Default 8 KiB. */
  readonly maxUrlBytes?: number;
  /** How long a caller may take to send its headers; then 408. Default 10,000. */
  readonly headersTimeoutMs?: number;
  /** How long a caller may take to send its whole request; then 408. Default 60,000. */
  readonly requestTimeoutMs?: number;
  /** How long a connection without a request stays open. Default 65,000, longer than the usual 60 s of balancers. */
  readonly keepAliveTimeoutMs?: number;
  /** How long an answer may wait for a caller that does not read it; then the connection ends. Default 30,000. */
  readonly stalledTimeoutMs?: number;
  /** Between `/ready` saying 503 and the end of listening, for balancers to notice. Default 0. */
  readonly drainDelayMs?: number;
  /** How long open requests may take when the service closes; then they are cut. Default 10,000. */
  readonly graceMs?: number;
  /** The origin that browsers may call from, or `*`. Default: none. */
  readonly cors?: string;
  /** Whether problems have the stack of an error. Default false. */
  readonly development?: boolean;
  /** Default: to standard error, for people to read. */
  readonly logger?: Logger;
  /** Aborting it equals {@link RunningService.close}. */
  readonly signal?: AbortSignal;
}

const numbers = {
  concurrency: 1_000,
  queueSize: 1_000,
  retryAfterMs: 1_000,
  timeoutMs: 60_000,
  maxBodyBytes: 10_485_760,
  maxHeaderBytes: 16_384,
  maxUrlBytes: 8_192,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 60_000,
  keepAliveTimeoutMs: 65_000,
  stalledTimeoutMs: 30_000,
  drainDelayMs: 0,
  graceMs: 10_000,
};

/** Numbers of options, each with a value. */
export type ServeLimits = Readonly<Record<keyof typeof numbers, number>>;

/** What {@link ServeOptions} has where nothing is said. */
export const serveDefaults: ServeLimits = Object.freeze(numbers);

const others = ["host", "port", "initParameters", "reserved", "anyRoute", "workerId", "cors", "development"];

/** Where 0 would let nothing through, or means "forever" to Node. */
const atLeastOne = [
  "concurrency",
  "timeoutMs",
  "maxHeaderBytes",
  "maxUrlBytes",
  "headersTimeoutMs",
  "requestTimeoutMs",
  "keepAliveTimeoutMs",
  "stalledTimeoutMs",
];

/** Every name of {@link ServeOptions}. */
export const serveOptionNames: readonly string[] = [...Object.keys(numbers), ...others, "logger", "signal"];

/**
 * The numbers of some options.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
export function limitsOf(options: ServeOptions, where: string): ServeLimits {
  checkOptions(options, serveOptionNames, where);
  const limits: Record<string, number> = { ...serveDefaults };
  for (const name of Object.keys(numbers) as (keyof ServeLimits)[]) {
    const value = options[name];
    if (value === undefined) continue;
    checkNumber(value, name, where, { min: atLeastOne.includes(name) ? 1 : 0 });
    limits[name] = value;
  }
  return limits as ServeLimits;
}
