import type { MapAnswer } from "../../answer.ts";
import type { ReduceCaller, Window, WindowCaller } from "../caller.ts";
import { fault, handlerFailure } from "../failure.ts";
import { Flowing, instantOfMs, metadataOf, msOfInstant } from "../flowing.ts";
import type { Scope } from "../run-scope.ts";
import type { ReducePlan } from "../spec/plan.ts";
import type { Tally } from "../tally.ts";
import { verdictOf } from "./tag-rules.ts";

interface OpenWindow extends Window {
  readonly caller: WindowCaller;
  messages: number;
}

/** What a vertex without keys calls the key of all messages. */
const nonKeyed: readonly string[] = Object.freeze(["NON_KEYED_STREAM"]);

/** A reduce in fixed windows of event time: aligned to the epoch, closed by the watermark. */
export class ReduceStage {
  readonly #plan: ReducePlan;
  readonly #caller: ReduceCaller;
  readonly #tally: Tally;
  readonly #scope: Scope;
  readonly #windows = new Map<number, OpenWindow>();
  #watermarkMs = -1;

  constructor(plan: ReducePlan, caller: ReduceCaller, tally: Tally, scope: Scope) {
    this.#plan = plan;
    this.#caller = caller;
    this.#tally = tally;
    this.#scope = scope;
  }

  /** Takes a batch, in the engine's order of steps, and gives the results of the windows that it closed. */
  async run(batch: readonly Flowing[]): Promise<readonly Flowing[]> {
    const results: Flowing[] = [];
    for (const message of batch) {
      if (message.watermarkMs !== undefined) this.#raise(message.watermarkMs);
      if (this.#isTooLate(message)) continue;
      if (this.#closes()) results.push(...(await this.#close()));
      await this.#add(message);
    }
    return results;
  }

  /** Takes a watermark that came without a message. */
  async advance(watermarkMs: number): Promise<readonly Flowing[]> {
    this.#raise(watermarkMs);
    return this.#closes() ? this.#close() : [];
  }

  /** No more messages come. */
  async end(): Promise<readonly Flowing[]> {
    if (this.#scope.openWindows === "close") return this.#close(Infinity);
    for (const { messages } of this.#windows.values()) this.#tally.drop("open-window", messages);
    this.discard(new Error("the source ended before the watermark closed the window"));
    return [];
  }

  discard(reason: Error): void {
    for (const { caller } of this.#windows.values()) caller.discard(reason);
    this.#windows.clear();
  }

  /** No result will be earlier than this: an open window's results come a millisecond before its end. */
  get watermarkMs(): number | undefined {
    if (this.#watermarkMs < 0) return undefined;
    let boundMs = this.#watermarkMs - this.#plan.allowedLatenessMs;
    for (const { endMs } of this.#windows.values()) boundMs = Math.min(boundMs, endMs - 1);
    return boundMs;
  }

  #raise(watermarkMs: number): void {
    this.#watermarkMs = Math.max(this.#watermarkMs, watermarkMs);
  }

  #isTooLate(message: Flowing): boolean {
    const timeMs = msOfInstant(message.eventTime);
    const reason = this.#lateness(message.isLate, timeMs);
    if (reason === undefined) return false;
    this.#tally.drop(reason);
    const fields = {
      vertex: this.#plan.vertex,
      reason,
      id: message.id,
      eventTimeMs: timeMs,
      watermarkMs: this.#watermarkMs,
    };
    this.#scope.logger.debug(fields, "dropped a late message");
    return true;
  }

  #lateness(
    isLate: boolean,
    timeMs: number,
  ): "no-valid-wm-late-message" | "late-message" | "old-message-popped-up" | undefined {
    if (isLate && this.#watermarkMs < 0) return "no-valid-wm-late-message";
    const allowedFromMs = this.#watermarkMs - this.#plan.allowedLatenessMs;
    if (isLate && timeMs < allowedFromMs) return "late-message";
    // The engine drops what the watermark has passed even where lateness is allowed; its documentation says otherwise.
    const passedMs = this.#scope.engineQuirks ? this.#watermarkMs : allowedFromMs;
    return passedMs > timeMs ? "old-message-popped-up" : undefined;
  }

  get #closedMs(): number {
    return this.#watermarkMs - this.#plan.allowedLatenessMs;
  }

  #closes(): boolean {
    for (const { endMs } of this.#windows.values()) if (endMs <= this.#closedMs) return true;
    return false;
  }

  async #close(untilMs: number = this.#closedMs): Promise<readonly Flowing[]> {
    const closing = [...this.#windows.values()].filter(({ endMs }) => endMs <= untilMs);
    const results: Flowing[] = [];
    for (const window of closing.toSorted((a, b) => a.endMs - b.endMs)) {
      const answers = await window.caller.close().catch((error: unknown) => this.#refuse(error));
      this.#windows.delete(window.startMs);
      results.push(...this.#resultsOf(window, answers));
    }
    return results;
  }

  async #add(message: Flowing): Promise<void> {
    const window = await this.#windowOf(msOfInstant(message.eventTime));
    window.messages++;
    try {
      window.caller.add(this.#plan.keyed ? message : withoutKeys(message));
      const ready = window.caller.ready();
      if (ready !== undefined) await ready;
    } catch (error) {
      this.#refuse(error);
    }
  }

  async #windowOf(timeMs: number): Promise<OpenWindow> {
    const { lengthMs } = this.#plan;
    const startMs = Math.floor(timeMs / lengthMs) * lengthMs;
    const open = this.#windows.get(startMs);
    if (open !== undefined) return open;
    const bounds = { startMs, endMs: startMs + lengthMs };
    const window = { ...bounds, caller: await this.#open(bounds), messages: 0 };
    this.#windows.set(startMs, window);
    return window;
  }

  async #open(window: Window): Promise<WindowCaller> {
    try {
      return await this.#caller.open(window);
    } catch (error) {
      return this.#refuse(error);
    }
  }

  #resultsOf({ startMs, endMs }: Window, answers: readonly MapAnswer[]): readonly Flowing[] {
    const results: Flowing[] = [];
    for (const [nth, { keys, value, tags, userMetadata }] of answers.entries()) {
      const verdict = verdictOf(tags);
      if (verdict === "drop") this.#tally.drop("tag");
      else if (verdict !== undefined)
        throw fault(this.#plan, "UDF_MESSAGE_FAILED", `a reduce cannot answer '${verdict}': its messages are many`);
      else {
        const id = `${this.#plan.vertex}-${startMs}-${endMs}-${nth}`;
        const metadata = metadataOf(undefined, userMetadata);
        const result = new Flowing(id, keys, value, instantOfMs(endMs - 1), undefined, metadata, tags);
        result.watermarkMs = endMs - 1;
        results.push(result);
      }
    }
    return results;
  }

  #refuse(error: unknown): never {
    throw handlerFailure(this.#plan, error);
  }
}

function withoutKeys(message: Flowing): Flowing {
  const { id, value, eventTime, headers, metadata, watermarkMs } = message;
  const same = new Flowing(id, nonKeyed, value, eventTime, headers, metadata);
  same.watermarkMs = watermarkMs;
  return same;
}
