import { checkNumber, checkOptions, systemClock } from "@millrace/protocol";
import type { Run } from "../definition.ts";
import type { PipelineGraph } from "../graph.ts";
import { checkRunOptions } from "../internal/check-options.ts";
import { messageOf } from "../internal/message-of.ts";
import { observeRun } from "../observe/observe-run.ts";
import type { Parameters } from "../parameters.ts";
import type { RunOptions } from "../run-options.ts";
import type { RunReport } from "../run-report.ts";
import { checkOverrides } from "./overrides.ts";
import { planOf } from "./plan.ts";
import { Scheduler } from "./scheduler.ts";

/** Starts a run of a graph. Wrong options throw here; wrong parameters reject the run's promises. */
export function startRun<Outputs>(graph: PipelineGraph, given: object = {}, options: RunOptions = {}): Run<Outputs> {
  checkRunOptions(options, `run of pipeline '${graph.name}'`);
  const plan = planOf(graph);
  checkOverrides(plan, options.overrides);
  checkOptions(options.limits, [...plan.limits.keys()], `'limits' of a run of pipeline '${graph.name}'`);
  const runId = options.runId ?? crypto.randomUUID();
  let cancelled: { readonly reason: unknown } | undefined;
  let scheduler: Scheduler | undefined;
  const early = Promise.withResolvers<void>();
  const cancel = (reason?: unknown): void => {
    if (scheduler !== undefined) {
      scheduler.cancel(reason);
    } else {
      cancelled ??= { reason };
      early.resolve();
    }
  };
  const { signal } = options;
  const abort = (): void => cancel(signal?.reason);
  const observation = observeRun(graph.name, runId, options);

  const make = (parameters: Parameters): Scheduler => {
    scheduler = new Scheduler(plan, parameters, graph.variables.forRun(), { ...observation.options, runId });
    void scheduler.ended.then(() => {
      signal?.removeEventListener("abort", abort);
      observation.close();
    });
    return scheduler;
  };

  const started = (async (): Promise<Scheduler> => {
    let parameters: Parameters | undefined;
    try {
      // A schema may take its time; a run that is cancelled meanwhile ends without.
      parameters = (await Promise.race([graph.parameters.forRun(given), early.promise])) ?? undefined;
    } catch (error) {
      const refused = make(graph.parameters);
      refused.refuse(error instanceof Error ? error : new Error(messageOf(error), { cause: error }));
      return refused;
    }
    const running = make(parameters ?? graph.parameters);
    if (cancelled !== undefined) running.cancel(cancelled.reason);
    running.start();
    return running;
  })();

  if (signal?.aborted === true) abort();
  else signal?.addEventListener("abort", abort, { once: true });

  const ended = async (): Promise<Scheduler> => {
    const running = await started;
    await running.ended;
    return running;
  };
  const close = async (closing: { readonly graceMs?: number } = {}): Promise<void> => {
    checkOptions(closing, ["graceMs"], "close");
    const { graceMs = 0 } = closing;
    checkNumber(graceMs, "graceMs", "close", { min: 0 });
    const stopWaiting = graceMs === 0 ? cancel() : (options.clock ?? systemClock).setTimer(graceMs, cancel);
    await ended();
    stopWaiting?.();
  };
  return {
    runId,
    settled: async () => (await ended()).record as RunReport as RunReport<Outputs>,
    result: async () => (await ended()).outputs() as Outputs,
    cancel,
    close,
    [Symbol.asyncDispose]: () => close(),
  };
}
