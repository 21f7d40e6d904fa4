import { createRunnable } from "@millrace/protocol";
import type { Clock, Logger } from "@millrace/protocol";
import type { SpecComponents } from "../spec-components.ts";
import type { SpecCounters, SpecResult, VertexStats } from "../spec-result.ts";
import { Binding } from "./binding.ts";
import type { Callers } from "./callers.ts";
import { runMonoVertex } from "./mono-vertex.ts";
import { runPipeline } from "./pipeline/run-pipeline.ts";
import type { Scope } from "./run-scope.ts";
import type { Plan } from "./spec/plan.ts";
import { StageMaker } from "./stage-maker.ts";
import { Tally } from "./tally.ts";

export interface RunSettings {
  readonly components: SpecComponents;
  readonly callersOf: (signal: AbortSignal) => Callers;
  readonly signal: AbortSignal | undefined;
  readonly graceMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What the sink `log` writes to. */
  readonly sinkLogger: Logger;
  readonly maxMessages: number;
  readonly openWindows: "close" | "discard";
  readonly engineQuirks: boolean;
}

/** Runs a plan until its source ends or the signal aborts, and tells what happened. */
export async function runPlan(plan: Plan, settings: RunSettings): Promise<SpecResult> {
  const { components, callersOf, signal, clock, logger, graceMs } = settings;
  const { maxMessages, openWindows, engineQuirks } = settings;
  const binding = new Binding(plan, components);
  const startedMs = clock.monotonic();
  const tallies = talliesOf(plan);
  for (const { field, why, file, line, column } of plan.notes)
    logger.warn({ field, file, line, column }, `'${field}': ${why}`);

  const runnable = createRunnable(
    async ({ stopping, forced: graceOver }) => {
      // Handlers are let go when the run is over, however it ended.
      const over = new AbortController();
      const forced = AbortSignal.any([graceOver, over.signal]);
      const scope: Scope = { clock, logger, stopping, forced, maxMessages, openWindows, engineQuirks };
      const callers = callersOf(forced);
      const maker = new StageMaker(binding, callers, scope, settings.sinkLogger);
      try {
        const running =
          plan.kind === "MonoVertex"
            ? runMonoVertex(plan, maker, tallies[0] as Tally, scope)
            : runPipeline(plan, maker, tallies, scope);
        // A handler that never answers must not keep a run that is to end at once.
        await Promise.race([running, rejectionOf(graceOver)]);
      } finally {
        over.abort(new DOMException("the run is over", "AbortError"));
        // Not by `await using`, which Node 22 knows only where a build has replaced it.
        await callers[Symbol.asyncDispose]();
      }
    },
    { name: `${plan.kind} '${plan.name}'`, graceMs, clock },
  );
  await runnable.run({ signal });
  return resultOf(plan, tallies, clock.monotonic() - startedMs);
}

const rejectionOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true }));

const talliesOf = (plan: Plan): readonly Tally[] =>
  plan.kind === "MonoVertex"
    ? [new Tally(plan.name, "monoVertex")]
    : plan.vertices.map(({ name, kind }) => new Tally(name, kind));

function resultOf({ kind, name, notes }: Plan, tallies: readonly Tally[], elapsedMs: number): SpecResult {
  const vertices = tallies.map(({ stats }) => stats);
  const dropped = tallies.flatMap(({ drops }) => drops);
  return { kind, name, vertices, counters: sumOf(vertices), dropped, notes, elapsedMs };
}

function sumOf(vertices: readonly VertexStats[]): SpecCounters {
  const sum: Record<string, number> = {};
  for (const { counters } of vertices)
    for (const [name, count] of Object.entries(counters)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
