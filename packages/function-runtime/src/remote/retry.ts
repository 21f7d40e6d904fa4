import { sleep, type Clock } from "@millrace/protocol";
import { FunctionError } from "../errors.ts";
import type { Answer } from "./exchange.ts";

export interface RetryPolicy {
  /** How often beyond the first time. */
  readonly retries: number;
  readonly clock: Clock;
  /** The caller's, and the end of the client. */
  readonly signal?: AbortSignal | undefined;
  /** Whether the request may have its effect twice. */
  readonly idempotent: boolean;
}

const firstPauseMs = 200;
const longestPauseMs = 5_000;
/** A server that asks for more is told of the failure instead. */
const longestAskedMs = 30_000;

/** Gateways that have no server, servers that have no time. */
const passing = new Set([429, 502, 503, 504]);

/** Sends again what failed for a passing reason, with growing pauses, and gives the last answer or failure. */
export async function withRetries(send: () => Promise<Answer>, policy: RetryPolicy): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    const isLast = attempt >= policy.retries;
    let askedMs: number | undefined;
    try {
      const answer = await send();
      if (isLast || !policy.idempotent || !passing.has(answer.status)) return answer;
      askedMs = askedPauseMs(answer.headers.get("retry-after"), policy.clock);
      if (askedMs !== undefined && askedMs > longestAskedMs) return answer;
    } catch (error) {
      if (isLast || !mayRepeat(error, policy.idempotent)) throw error;
    }
    await sleep(askedMs ?? pauseMs(attempt), {
      clock: policy.clock,
      ...(policy.signal === undefined ? {} : { signal: policy.signal }),
    });
  }
}

function mayRepeat(error: unknown, idempotent: boolean): boolean {
  if (!FunctionError.is(error, "FUNCTION_CORE_UNREACHABLE")) return false;
  return idempotent || error.details?.["sent"] === false;
}

/** Doubled each time, and spread so that many clients do not come back at once. */
function pauseMs(attempt: number): number {
  const full = Math.min(firstPauseMs * 2 ** attempt, longestPauseMs);
  return full * (0.5 + Math.random() / 2);
}

/** `Retry-After`: seconds or a date. */
function askedPauseMs(header: string | null, clock: Clock): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - clock.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
