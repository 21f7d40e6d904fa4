import { Code, type ConnectError } from "@connectrpc/connect";
import { streamResetOf } from "@millrace/protocol/grpc";

/** When a failed call is made again, and how long that waits. */
export interface RetryRules {
  /** Calls in all, the first among them. */
  readonly maxAttempts: number;
  /** No new attempt begins so long after the first. */
  readonly maxElapsedMs: number;
  /** The pause after the first failure. */
  readonly initialMs: number;
  /** The same where the server says that it has too much to do. */
  readonly throttledInitialMs: number;
  /** Each pause is so many times as long as the one before. */
  readonly factor: number;
  readonly maxMs: number;
  /** Pauses vary by this share of themselves, so that clients do not come back all at once. */
  readonly jitter: number;
  readonly codes: ReadonlySet<Code>;
  /** Codes beyond {@link RetryRules.codes} are borne for so long: proxies answer oddly while a server starts. */
  readonly toleranceMs: number;
}

const passing = [
  Code.Unknown,
  Code.ResourceExhausted,
  Code.Unavailable,
  Code.Aborted,
  Code.DataLoss,
  Code.OutOfRange,
] as const;

const never = { maxElapsedMs: Infinity, toleranceMs: 0 };

/** Calls that a client makes. */
export const clientRetries: RetryRules = Object.freeze({
  ...never,
  maxAttempts: 10,
  initialMs: 100,
  throttledInitialMs: 1_000,
  factor: 1.7,
  maxMs: 5_000,
  jitter: 0.2,
  codes: new Set(passing),
});

/** Calls that a worker makes besides polls: answers to tasks, heartbeats. */
export const workerRetries: RetryRules = Object.freeze({
  ...clientRetries,
  maxElapsedMs: 10_000,
  codes: new Set([...passing, Code.Internal]),
});

/** Polls for tasks. An end by `canceled` or `deadline_exceeded` is that of an empty poll, and reaches the worker. */
export const pollRetries: RetryRules = Object.freeze({
  maxAttempts: Infinity,
  maxElapsedMs: Infinity,
  initialMs: 200,
  throttledInitialMs: 1_000,
  factor: 2,
  maxMs: 10_000,
  jitter: 0.2,
  codes: new Set([...passing, Code.Internal]),
  toleranceMs: 60_000,
});

/** One attempt alone. */
export const noRetries: RetryRules = Object.freeze({ ...clientRetries, maxAttempts: 1 });

const ends: ReadonlySet<Code> = new Set([Code.Canceled, Code.DeadlineExceeded]);

/** HTTP/2's NO_ERROR and INTERNAL_ERROR: a proxy or server let go of a call that may be made again. */
const passingResets: ReadonlySet<number> = new Set([0, 2]);

/** HTTP/2's CANCEL. Only a server or proxy that goes away resets calls by it: servers cancel by a status. */
const cancelReset = 8;

/** Counts the attempts of one call. */
export class RetryState {
  readonly #rules: RetryRules;
  readonly #random: () => number;
  #failures = 0;

  constructor(rules: RetryRules, random: () => number = Math.random) {
    this.#rules = rules;
    this.#random = random;
  }

  /** How long to wait until the next attempt; undefined if there is none. `elapsedMs` is since the first began. */
  pauseAfter(error: ConnectError, elapsedMs: number): number | undefined {
    const { maxAttempts, maxElapsedMs, initialMs, throttledInitialMs, factor, maxMs, jitter } = this.#rules;
    const failures = this.#failures++;
    if (failures + 1 >= maxAttempts || elapsedMs >= maxElapsedMs || isTooLarge(error)) return undefined;
    const vary = 1 + jitter * (2 * this.#random() - 1);
    if (!isPassing(error, this.#rules)) {
      return ends.has(error.code) || elapsedMs >= this.#rules.toleranceMs ? undefined : maxMs * vary;
    }
    const firstMs = error.code === Code.ResourceExhausted ? throttledInitialMs : initialMs;
    return Math.min(maxMs, firstMs * factor ** failures) * vary;
  }
}

function isPassing(error: ConnectError, { codes }: RetryRules): boolean {
  if (isTlsRefusal(error)) return false;
  const reset = streamResetOf(error);
  if (reset === cancelReset) return codes.has(Code.Unavailable);
  return codes.has(error.code) || (reset !== undefined && passingResets.has(reset));
}

/** Node's codes for certificates that do not fit and peers that do not speak TLS: trying again mends neither. */
const tlsCodes = /^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/;

function isTlsRefusal({ cause }: ConnectError): boolean {
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  return typeof code === "string" && tlsCodes.test(code);
}

/** A message over a limit, ours or the server's, stays over it. */
function isTooLarge(error: ConnectError): boolean {
  return error.code === Code.ResourceExhausted && / larger than /.test(error.rawMessage);
}
