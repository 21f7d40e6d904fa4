import type { Logger } from "@millrace/protocol";
import type { SinkComponent } from "../component.ts";
import { missing, type Binding } from "./binding.ts";
import { blackholeSink, logSink } from "./built-in-sinks.ts";
import type { MapAnswer, TransformAnswer } from "../answer.ts";
import type { SinkCaller } from "./caller.ts";
import type { Callers } from "./callers.ts";
import { AsyncFeed } from "./feeds/async-feed.ts";
import type { Feed } from "./feeds/feed.ts";
import { GeneratorFeed } from "./feeds/generator-feed.ts";
import { IterableFeed } from "./feeds/iterable-feed.ts";
import { resultOf, transformedOf } from "./flowing.ts";
import type { Scope } from "./run-scope.ts";
import type { Part, ReducePlan, SinkPart, SinkPlan, SourcePlan } from "./spec/plan.ts";
import { EachStage } from "./stages/each-stage.ts";
import { ReduceStage } from "./stages/reduce-stage.ts";
import type { Settlement } from "./stages/settlement.ts";
import { SinkStage } from "./stages/sink-stage.ts";
import { SourceStage } from "./stages/source-stage.ts";
import type { Tally } from "./tally.ts";

/** Makes the stages of a plan from what is bound to its parts. */
export class StageMaker {
  readonly #binding: Binding;
  readonly #callers: Callers;
  readonly #scope: Scope;
  readonly #sinkLogger: Logger;

  constructor(binding: Binding, callers: Callers, scope: Scope, sinkLogger: Logger) {
    this.#binding = binding;
    this.#callers = callers;
    this.#scope = scope;
    this.#sinkLogger = sinkLogger;
  }

  source(plan: SourcePlan, settlement: Settlement, tally: Tally): SourceStage {
    return new SourceStage(plan, this.#feed(plan), settlement, tally, this.#scope);
  }

  async transformer(
    plan: SourcePlan,
    concurrency: number,
    tally: Tally,
  ): Promise<EachStage<TransformAnswer> | undefined> {
    const part = plan.transformer;
    if (part === undefined) return undefined;
    const component = this.#binding.need(part, "sourceTransform");
    return new EachStage(part, await this.#callers.transform(part, component, concurrency), transformedOf, tally);
  }

  async map(part: Part, concurrency: number, tally: Tally): Promise<EachStage<MapAnswer>> {
    const component = this.#binding.need(part, "map");
    return new EachStage(part, await this.#callers.map(part, component, concurrency), resultOf, tally);
  }

  async reduce(plan: ReducePlan, tally: Tally): Promise<ReduceStage> {
    const component = this.#binding.need(plan, "reduce");
    return new ReduceStage(plan, await this.#callers.reduce(plan, component), tally, this.#scope);
  }

  async sink(plan: SinkPlan, tally: Tally): Promise<SinkStage> {
    const { fallback, onSuccess } = plan;
    const callers = {
      sink: await this.#oneSink(plan),
      fallback: fallback && (await this.#oneSink(fallback)),
      onSuccess: onSuccess && (await this.#oneSink(onSuccess)),
    };
    return new SinkStage(plan, callers, tally, this.#scope);
  }

  async #oneSink(part: SinkPart): Promise<SinkCaller> {
    const component: SinkComponent | undefined = this.#binding.component(part, "sink");
    if (component !== undefined) return this.#callers.sink(part, component);
    if (part.does === "log") return logSink(this.#sinkLogger, part.vertex);
    return part.does === "blackhole" ? blackholeSink : missing(part, "a sink");
  }

  #feed(plan: SourcePlan): Feed {
    const records = this.#binding.source(plan);
    if (records === undefined) {
      if (plan.generator === undefined) return missing(plan, "an iterable of records");
      return new GeneratorFeed(plan.generator, this.#scope.clock);
    }
    return Symbol.asyncIterator in records ? new AsyncFeed(records, this.#scope.clock) : new IterableFeed(records);
  }
}
