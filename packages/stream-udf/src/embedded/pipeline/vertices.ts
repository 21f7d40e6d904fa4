import { sleep } from "@millrace/protocol";
import { isPromise } from "../../internal/when-done.ts";
import type { Flowing } from "../flowing.ts";
import type { Scope } from "../run-scope.ts";
import type { Limits, Part, ReducePlan, SinkPlan, SourcePlan, WatermarkPlan } from "../spec/plan.ts";
import type { StageMaker } from "../stage-maker.ts";
import { Settlement } from "../stages/settlement.ts";
import type { Tally } from "../tally.ts";
import { turnOfTheLoop } from "../turn.ts";
import type { Edge, EdgeRead } from "./edge.ts";
import { SourceWatermark } from "./source-watermark.ts";

/** A vertex at work: resolves when everything that came before it is dealt with. */
export type VertexLoop = () => Promise<void>;

export interface VertexContext {
  readonly limits: Limits;
  readonly maker: StageMaker;
  readonly tally: Tally;
  readonly scope: Scope;
}

interface Input {
  readonly input: Edge;
}

interface Output {
  readonly output: Edge;
}

export async function sourceVertex(
  plan: SourcePlan,
  watermarkPlan: WatermarkPlan | undefined,
  context: VertexContext & Output,
): Promise<VertexLoop> {
  const { limits, maker, tally, scope, output } = context;
  const settlement = new Settlement(scope.clock, tally);
  const transformer = await maker.transformer(plan, limits.concurrency, tally);
  const watermark = watermarkPlan && new SourceWatermark(watermarkPlan, scope.clock);
  const source = maker.source(plan, settlement, tally);
  const waitMs = Math.min(limits.readTimeoutMs, watermark?.idleCheckMs ?? Infinity);

  return async () => {
    for (;;) {
      const batch = await source.read(limits.readBatchSize, waitMs);
      if (batch === undefined) return output.end();
      if (batch.length === 0) {
        // What is to come again is no idle source.
        const idles = settlement.heldMs === undefined && watermark?.idle() === true;
        if (idles && watermark.ms !== undefined) output.advance(watermark.ms);
      } else {
        const messages = transformer === undefined ? batch : await transformer.run(batch, settlement);
        watermark?.observe(messages, settlement.heldMs);
        await output.write(messages);
        settlement.settle(batch);
      }
      tally.watermarkMs = watermark?.ms;
      await turnOfTheLoop();
      scope.forced.throwIfAborted();
    }
  };
}

export async function mapVertex(part: Part, context: VertexContext & Input & Output): Promise<VertexLoop> {
  const { limits, maker, tally, output } = context;
  const map = await maker.map(part, limits.concurrency, tally);
  return async () => {
    let newestMs = -Infinity;
    let wasHeld = false;
    for await (const { messages, watermarkMs, settlement } of readsOf(context)) {
      const given = map.run(messages, settlement);
      const results = isPromise(given) ? await given : given;
      const { heldMs } = settlement;
      if (heldMs !== undefined) holdBack(results, heldMs);
      const written = await output.write(results);
      settlement.settle(messages);
      newestMs = Math.max(newestMs, messages.at(-1)?.watermarkMs ?? -Infinity, watermarkMs ?? -Infinity);
      // Where no message carries the watermark on: of a batch nothing goes on, or what held it back came again.
      if (written === 0 || watermarkMs !== undefined || wasHeld || heldMs !== undefined)
        output.advance(Math.min(newestMs, settlement.heldMs ?? Infinity));
      wasHeld = settlement.heldMs !== undefined;
    }
    output.end();
  };
}

/** A message that was handed back must not be late when it comes again. */
function holdBack(results: readonly Flowing[], heldMs: number): void {
  for (const result of results)
    if (result.watermarkMs !== undefined && result.watermarkMs > heldMs) result.watermarkMs = heldMs;
}

export async function reduceVertex(plan: ReducePlan, context: VertexContext & Input & Output): Promise<VertexLoop> {
  const { maker, tally, output } = context;
  const reduce = await maker.reduce(plan, tally);
  return async () => {
    try {
      for await (const { messages, watermarkMs, settlement } of readsOf(context)) {
        await output.write(await reduce.run(messages));
        if (watermarkMs !== undefined) await output.write(await reduce.advance(watermarkMs));
        if (reduce.watermarkMs !== undefined) output.advance(reduce.watermarkMs);
        settlement.settle(messages);
      }
      await output.write(await reduce.end());
      output.end();
    } catch (error) {
      reduce.discard(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  };
}

export async function sinkVertex(plan: SinkPlan, context: VertexContext & Input): Promise<VertexLoop> {
  const sink = await context.maker.sink(plan, context.tally);
  return async () => {
    for await (const { messages, settlement } of readsOf(context)) {
      await sink.deliver(messages, settlement);
      settlement.settle(messages);
    }
  };
}

interface Read extends EdgeRead {
  readonly settlement: Settlement;
}

/** What a vertex reads, with what it handed back among it. */
async function* readsOf({ input, limits, tally, scope }: VertexContext & Input): AsyncGenerator<Read, void> {
  const settlement = new Settlement(scope.clock, tally);
  for (;;) {
    const again: readonly Flowing[] = settlement.due();
    if (again.length > 0) yield { messages: again, watermarkMs: undefined, settlement };
    const { nextMs } = settlement;
    const read = await input.read(limits.readBatchSize, nextMs ?? limits.readTimeoutMs);
    if (read === undefined) {
      if (nextMs === undefined) return;
      await sleep(nextMs, { clock: scope.clock, signal: scope.forced });
      continue;
    }
    tally.read(read.messages);
    const watermarkMs = read.watermarkMs ?? read.messages.at(-1)?.watermarkMs;
    if (watermarkMs !== undefined) tally.watermarkMs = Math.max(tally.watermarkMs ?? -Infinity, watermarkMs);
    yield { ...read, settlement };
    await turnOfTheLoop();
    scope.forced.throwIfAborted();
  }
}
