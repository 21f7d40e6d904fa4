import { sleep } from "@millrace/protocol";
import type { MaybePromise } from "../../component.ts";
import { isPromise } from "../../internal/when-done.ts";
import type { SinkAnswer } from "../../answer.ts";
import type { SinkCaller } from "../caller.ts";
import { fault, handlerFailure, partText } from "../failure.ts";
import { Flowing, metadataOf } from "../flowing.ts";
import type { Scope } from "../run-scope.ts";
import type { Part, RetryPlan, SinkPlan } from "../spec/plan.ts";
import type { Tally } from "../tally.ts";
import type { Settlement } from "./settlement.ts";
import { pairUp } from "./sink-answers.ts";

export interface SinkCallers {
  readonly sink: SinkCaller;
  readonly fallback: SinkCaller | undefined;
  readonly onSuccess: SinkCaller | undefined;
}

type Role = keyof SinkCallers;

/** Where messages went that the sink did not keep. */
interface Detours {
  readonly fallback: Flowing[];
  readonly onSuccess: Flowing[];
}

/** A sink with its fallback and on-success sink: tries what failed again, and only that. */
export class SinkStage {
  readonly #plan: SinkPlan;
  readonly #callers: SinkCallers;
  readonly #tally: Tally;
  readonly #scope: Scope;

  constructor(plan: SinkPlan, callers: SinkCallers, tally: Tally, scope: Scope) {
    this.#plan = plan;
    this.#callers = callers;
    this.#tally = tally;
    this.#scope = scope;
  }

  /** Resolves when each message is stored, dropped or handed back. */
  deliver(batch: readonly Flowing[], settlement: Settlement): MaybePromise<void> {
    if (batch.length === 0) return undefined;
    const answers = this.#call("sink", batch);
    if (isPromise(answers)) return answers.then((given) => this.#settle("sink", batch, given, settlement));
    return this.#settle("sink", batch, answers, settlement);
  }

  /** Delivers to a sink that is not the primary one: what bypasses it. */
  async divert(role: "fallback" | "onSuccess", batch: readonly Flowing[], settlement: Settlement): Promise<void> {
    if (batch.length > 0) await this.#settle(role, batch, await this.#call(role, batch), settlement);
  }

  #settle(
    role: Role,
    batch: readonly Flowing[],
    answers: readonly SinkAnswer[],
    settlement: Settlement,
  ): MaybePromise<void> {
    const pairs = this.#pairUp(role, batch, answers);
    if (pairs === "stored") return this.#stored(role, batch);
    const detours: Detours = { fallback: [], onSuccess: [] };
    const failed = this.#route(role, pairs, detours, settlement);
    return this.#finish(role, failed, detours, settlement);
  }

  async #finish(role: Role, first: readonly Failure[], detours: Detours, settlement: Settlement): Promise<void> {
    const { retry } = this.#plan;
    let failed = first;
    for (let attempt = 1; failed.length > 0; attempt++) {
      // The fallback and on-success sinks have nothing to fall back to: they are tried until they take it.
      if (attempt > retry.steps && role === "sink" && retry.onFailure !== "retry") {
        this.#giveUp(failed, detours);
        break;
      }
      this.#warn(role, failed, attempt);
      await sleep(backoffMs(retry, attempt), { clock: this.#scope.clock, signal: this.#scope.forced });
      const again = failed.map(({ message }) => retried(message, attempt));
      const pairs = this.#pairUp(role, again, await this.#call(role, again));
      if (pairs === "stored") {
        this.#stored(role, again);
        break;
      }
      failed = this.#route(role, pairs, detours, settlement);
    }
    await this.divert("fallback", detours.fallback, settlement);
    await this.divert("onSuccess", detours.onSuccess, settlement);
  }

  /** Sorts out what the sink answered, and gives what failed. */
  #route(
    role: Role,
    pairs: Iterable<readonly [Flowing, SinkAnswer]>,
    detours: Detours,
    settlement: Settlement,
  ): readonly Failure[] {
    const failed: Failure[] = [];
    const stored: Flowing[] = [];
    for (const [message, answer] of pairs) {
      switch (answer.status) {
        case "success":
          stored.push(message);
          break;
        case "failure":
          failed.push({ message, error: answer.error ?? "" });
          break;
        case "nack":
          settlement.nack(message, answer.nackOptions);
          break;
        case "fallback":
          this.#mayDivert(role, "fallback");
          detours.fallback.push(message);
          break;
        case "onSuccess":
          this.#mayDivert(role, "onSuccess");
          stored.push(message);
          detours.onSuccess.push(replaced(message, answer.message));
          break;
        case "serve":
          throw fault(this.#part(role), "UDF_SINK_UNROUTABLE", "the local engine has no serving store");
      }
    }
    this.#stored(role, stored);
    return failed;
  }

  #pairUp(role: Role, batch: readonly Flowing[], answers: readonly SinkAnswer[]): ReturnType<typeof pairUp> {
    try {
      return pairUp(batch, answers);
    } catch (error) {
      throw handlerFailure(this.#part(role), error);
    }
  }

  #stored(role: Role, batch: readonly Flowing[]): void {
    if (role === "sink") this.#tally.write(batch);
    else this.#tally.add(role === "fallback" ? "fallbackWrite" : "onSuccessWrite", batch.length);
  }

  #giveUp(failed: readonly Failure[], detours: Detours): void {
    if (this.#plan.retry.onFailure === "fallback") detours.fallback.push(...failed.map(({ message }) => message));
    else this.#tally.drop("sink-retries", failed.length);
  }

  #warn(role: Role, failed: readonly Failure[], attempt: number): void {
    const fields = { vertex: this.#plan.vertex, sink: role, failed: failed.length, attempt, error: failed[0]?.error };
    // A sink that fails for long is not to fill the log: the first attempts, then each thousandth.
    if (attempt <= 3 || attempt % 1000 === 0) this.#scope.logger.warn(fields, "sink failed; trying again");
  }

  #mayDivert(role: Role, to: "fallback" | "onSuccess"): void {
    if (role === "sink" && this.#callers[to] !== undefined) return;
    const why = role === "sink" ? `the vertex has no '${to}' sink` : `only the primary sink may send on`;
    throw fault(this.#part(role), "UDF_SINK_UNROUTABLE", `the sink answered '${to}', and ${why}`);
  }

  #part(role: Role): Part {
    return role === "sink" ? this.#plan : (this.#plan[role] ?? this.#plan);
  }

  #call(role: Role, batch: readonly Flowing[]): MaybePromise<readonly SinkAnswer[]> {
    const part = this.#part(role);
    const caller = this.#callers[role];
    if (caller === undefined) throw new Error(`${partText(part)} has no sink`);
    const refuse = (error: unknown): never => {
      throw handlerFailure(part, error);
    };
    try {
      const answers = caller.call(batch);
      return isPromise(answers) ? answers.catch(refuse) : answers;
    } catch (error) {
      return refuse(error);
    }
  }
}

interface Failure {
  readonly message: Flowing;
  readonly error: string;
}

function backoffMs({ intervalMs, factor, capMs, jitter }: RetryPlan, attempt: number): number {
  const spread = 1 + Math.random() * jitter;
  return Math.min(capMs, intervalMs * factor ** (attempt - 1) * spread);
}

/** The message as it is sent again: its metadata tells how often. */
function retried(message: Flowing, attempt: number): Flowing {
  const sysMetadata = {
    ...message.metadata?.sysMetadata,
    sink: { keyValue: { retry_count: Buffer.from(`${attempt}`) } },
  };
  const { id, keys, value, eventTime, headers, tags, origin, watermarkMs } = message;
  const metadata = { sysMetadata, userMetadata: message.metadata?.userMetadata ?? {} };
  const again = new Flowing(id, keys, value, eventTime, headers, metadata, tags, origin);
  again.watermarkMs = watermarkMs;
  return again;
}

function replaced(message: Flowing, by: SinkAnswer["message"]): Flowing {
  if (by === undefined) return message;
  const { id, eventTime, headers, tags, origin, watermarkMs } = message;
  const metadata = metadataOf(message.metadata?.sysMetadata, by.userMetadata);
  const other = new Flowing(id, by.keys, by.value, eventTime, headers, metadata, tags, origin);
  other.watermarkMs = watermarkMs;
  return other;
}
