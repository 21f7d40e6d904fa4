import type { InputEvent } from "../event.ts";
import type { InputMessage } from "../inputs/input-queue.ts";
import type { MetadataInput } from "../metadata.ts";
import type { DataInput } from "../value.ts";
import type { Answers } from "./answers.ts";
import type { NodeOutputs } from "./outputs.ts";
import { inputEvent } from "./to-event.ts";
import { uuidV7 } from "./uuid-v7.ts";
import { withParameters } from "./with-parameters.ts";

/** How a goal ended: what its server says in `goal_status`. */
export type GoalStatus = "succeeded" | "aborted" | "canceled";

export interface GoalResult {
  /** Another word than the three only from a server that has its own. */
  readonly status: GoalStatus | (string & {});
  readonly event: InputEvent;
}

export interface GoalOptions {
  /** The output that carries a wish to cancel. Default `"cancel"`. */
  readonly cancelOutput?: string;
  /** Aborting it asks the server to cancel; the goal then ends as the server says. */
  readonly signal?: AbortSignal | undefined;
  /** Parameters of the goal besides its `goal_id`. */
  readonly metadata?: MetadataInput;
}

export const goalOptionNames = ["cancelOutput", "signal", "metadata"] as const;

/** Feedback that nobody has read yet; of more, the oldest is dropped. */
const unreadFeedback = 1000;

/** A goal that another node works on: iterate over its feedback, await its result. */
export class Goal implements AsyncIterable<InputEvent> {
  readonly goalId: string = uuidV7();
  /** Rejects with `DATAFLOW_SERVER_LOST` when it will not come. */
  readonly result: Promise<GoalResult>;
  readonly #outputs: NodeOutputs;
  readonly #cancelOutput: string;
  readonly #settle: PromiseWithResolvers<GoalResult> = Promise.withResolvers();
  #feedback: InputEvent[] = [];
  #wake: (() => void) | undefined;
  #over = false;

  constructor(outputs: NodeOutputs, options: GoalOptions) {
    this.#outputs = outputs;
    this.#cancelOutput = options.cancelOutput ?? "cancel";
    this.result = this.#settle.promise;
    // Who only iterates learns of a failure there.
    this.result.catch(() => undefined);
  }

  /** Sends it; resolves when it was handed over. */
  async send(
    answers: Answers,
    outputId: string,
    data: DataInput | null | undefined,
    options: GoalOptions,
  ): Promise<this> {
    const id = this.goalId;
    const onInput = (message: InputMessage): boolean => this.#take(message);
    const onFailure = (error: unknown): void => this.#fail(error);
    answers.expect({ key: "goal_id", id, outputId, onInput, onFailure });
    try {
      await this.#outputs.send(outputId, data, withParameters(options.metadata, { goal_id: id }));
    } catch (error) {
      answers.forget(id);
      throw error;
    }
    this.#follow(options.signal);
    return this;
  }

  /** Asks the server to give up; whether it does, {@link result} tells. */
  cancel(): Promise<void> {
    return this.#outputs.send(this.#cancelOutput, undefined, { goal_id: this.goalId });
  }

  /** What the server reports on its way; ends with the result, and throws as {@link result} rejects. */
  async *[Symbol.asyncIterator](): AsyncGenerator<InputEvent, void, undefined> {
    for (;;) {
      const event = this.#feedback.shift();
      if (event !== undefined) yield event;
      else if (this.#over) break;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    await this.result;
  }

  #take(message: InputMessage): boolean {
    const event = inputEvent(message);
    const status = message.metadata.parameters.get("goal_status");
    if (status === undefined) {
      this.#feedback.push(event);
      if (this.#feedback.length > unreadFeedback) this.#feedback.shift();
      this.#wake?.();
      return true;
    }
    this.#settle.resolve({ status: String(status.value), event });
    this.#end();
    return false;
  }

  #fail(error: unknown): void {
    this.#settle.reject(error);
    this.#end();
  }

  #end(): void {
    this.#over = true;
    this.#wake?.();
  }

  #follow(signal: AbortSignal | undefined): void {
    if (signal === undefined) return;
    const cancel = (): void => void this.cancel().catch((error: unknown) => this.#fail(error));
    if (signal.aborted) return cancel();
    signal.addEventListener("abort", cancel, { once: true });
    const forget = (): void => signal.removeEventListener("abort", cancel);
    this.result.then(forget, forget);
  }
}
