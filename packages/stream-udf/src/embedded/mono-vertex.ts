import { isPromise } from "../internal/when-done.ts";
import type { MapAnswer, TransformAnswer } from "../answer.ts";
import type { Flowing } from "./flowing.ts";
import type { Scope } from "./run-scope.ts";
import type { Bypass, Limits, MonoVertexPlan } from "./spec/plan.ts";
import type { StageMaker } from "./stage-maker.ts";
import type { EachStage } from "./stages/each-stage.ts";
import { Settlement } from "./stages/settlement.ts";
import type { SinkStage } from "./stages/sink-stage.ts";
import type { SourceStage } from "./stages/source-stage.ts";
import { fulfils } from "./stages/tag-rules.ts";
import type { Tally } from "./tally.ts";
import { turnOfTheLoop } from "./turn.ts";

/** Runs a whole MonoVertex: source → transformer → map → sink, a batch at a time. */
export async function runMonoVertex(
  plan: MonoVertexPlan,
  maker: StageMaker,
  tally: Tally,
  scope: Scope,
): Promise<void> {
  const settlement = new Settlement(scope.clock, tally);
  const { limits, source, udf, sink, bypass } = plan;
  const vertex = new MonoVertex({
    limits,
    bypass,
    settlement,
    tally,
    transformer: await maker.transformer(source, limits.concurrency, tally),
    map: udf && (await maker.map(udf, limits.concurrency, tally)),
    sink: await maker.sink(sink, tally),
    source: maker.source(source, settlement, tally),
  });
  await vertex.run(scope.forced);
}

interface Stages {
  readonly source: SourceStage;
  readonly transformer: EachStage<TransformAnswer> | undefined;
  readonly map: EachStage<MapAnswer> | undefined;
  readonly sink: SinkStage;
  readonly bypass: Bypass | undefined;
  readonly limits: Limits;
  readonly settlement: Settlement;
  readonly tally: Tally;
}

/** Messages of a batch that skip the rest of the way. */
type Skipping = Readonly<Record<keyof Bypass, Flowing[]>>;

class MonoVertex {
  readonly #stages: Stages;

  constructor(stages: Stages) {
    this.#stages = stages;
  }

  async run(forced: AbortSignal): Promise<void> {
    const { source, limits } = this.#stages;
    for (;;) {
      const batch = await source.read(limits.readBatchSize, limits.readTimeoutMs);
      if (batch === undefined) return;
      if (batch.length > 0) await this.#forward(batch);
      await turnOfTheLoop();
      forced.throwIfAborted();
    }
  }

  async #forward(batch: readonly Flowing[]): Promise<void> {
    const { transformer, map, sink, bypass, settlement, tally } = this.#stages;
    const skipping: Skipping = { sink: [], fallback: [], onSuccess: [] };
    let messages = batch;
    for (const stage of [transformer, map]) {
      if (stage === undefined) continue;
      const results = stage.run(messages, settlement);
      messages = isPromise(results) ? await results : results;
      if (bypass !== undefined) messages = takeAside(messages, bypass, skipping);
    }
    if (bypass?.sink !== undefined) {
      tally.drop("bypass", messages.length);
      messages = skipping.sink;
    }
    const delivered = sink.deliver(messages, settlement);
    if (isPromise(delivered)) await delivered;
    await sink.divert("fallback", skipping.fallback, settlement);
    await sink.divert("onSuccess", skipping.onSuccess, settlement);
    settlement.settle(batch);
  }
}

/** Takes the messages that skip the rest of the way out of the batch. The first condition that fits decides. */
function takeAside(messages: readonly Flowing[], bypass: Bypass, skipping: Skipping): readonly Flowing[] {
  return messages.filter((message) => {
    for (const to of ["sink", "fallback", "onSuccess"] as const) {
      const condition = bypass[to];
      if (condition === undefined || !fulfils(condition, message.tags)) continue;
      skipping[to].push(message);
      return false;
    }
    return true;
  });
}
