import type { MaybePromise } from "../../component.ts";
import { isPromise } from "../../internal/when-done.ts";
import type { MapAnswer } from "../../answer.ts";
import type { EachCaller } from "../caller.ts";
import { fault, handlerFailure } from "../failure.ts";
import type { Flowing } from "../flowing.ts";
import type { Part } from "../spec/plan.ts";
import type { Tally } from "../tally.ts";
import type { Settlement } from "./settlement.ts";
import { verdictOf } from "./tag-rules.ts";

/** A map or a source transform: each message of a batch becomes any number of messages. */
export class EachStage<Answer extends MapAnswer> {
  readonly #part: Part;
  readonly #caller: EachCaller<Answer>;
  readonly #resultOf: (input: Flowing, answer: Answer, nth: number) => Flowing;
  readonly #tally: Tally;

  constructor(
    part: Part,
    caller: EachCaller<Answer>,
    resultOf: (input: Flowing, answer: Answer, nth: number) => Flowing,
    tally: Tally,
  ) {
    this.#part = part;
    this.#caller = caller;
    this.#resultOf = resultOf;
    this.#tally = tally;
  }

  /** The messages that go on, in the order of their inputs. */
  run(batch: readonly Flowing[], settlement: Settlement): MaybePromise<readonly Flowing[]> {
    if (batch.length === 0) return batch;
    const answers = this.#answersTo(batch);
    if (!isPromise(answers)) return this.#collect(batch, answers, settlement);
    return answers.then(
      (given) => this.#collect(batch, given, settlement),
      (error: unknown) => this.#refuse(error),
    );
  }

  #answersTo(batch: readonly Flowing[]): MaybePromise<readonly (readonly Answer[])[]> {
    try {
      return this.#caller.call(batch);
    } catch (error) {
      return this.#refuse(error);
    }
  }

  #collect(
    batch: readonly Flowing[],
    answers: readonly (readonly Answer[])[],
    settlement: Settlement,
  ): readonly Flowing[] {
    const results: Flowing[] = [];
    for (let nth = 0; nth < batch.length; nth++) {
      const input = batch[nth] as Flowing;
      const given = answers[nth] as readonly Answer[];
      if (given.length === 0) this.#tally.drop("tag");
      for (let index = 0; index < given.length; index++) {
        const answer = given[index] as Answer;
        const verdict = verdictOf(answer.tags);
        if (verdict === undefined) results.push(this.#resultOf(input, answer, index));
        else if (verdict === "nack") settlement.nack(input, answer.nackOptions);
        else if (verdict === "drop") this.#tally.drop("tag");
        else throw fault(this.#part, "UDF_MESSAGE_FAILED", `the handler marked message '${input.id}' as failed`);
      }
    }
    return results;
  }

  #refuse(error: unknown): never {
    throw handlerFailure(this.#part, error);
  }
}
