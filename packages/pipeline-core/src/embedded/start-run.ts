import { PipelineError } from "../errors.ts";
import type { Run } from "../definition.ts";
import type { PipelineGraph } from "../graph.ts";
import { checkRunOptions } from "../internal/check-options.ts";
import { suggestion } from "../internal/names.ts";
import type { Parameters } from "../parameters.ts";
import type { RunOptions } from "../run-options.ts";
import type { RunReport } from "../run-report.ts";
import { planOf } from "./plan.ts";
import { Scheduler } from "./scheduler.ts";

/** Starts a run of a graph. Wrong options throw here; wrong parameters reject the run's promises. */
export function startRun<Outputs>(graph: PipelineGraph, given: object = {}, options: RunOptions = {}): Run<Outputs> {
  checkRunOptions(options, `run of pipeline '${graph.name}'`);
  const plan = planOf(graph);
  for (const id of Object.keys(options.overrides ?? {})) {
    if (plan.indexOf.has(id)) continue;
    throw new PipelineError(
      "PIPELINE_UNKNOWN_STAGE",
      `'overrides' names stage '${id}', which pipeline '${graph.name}' does not have${suggestion(id, plan.indexOf.keys())}`,
    );
  }
  const runId = options.runId ?? crypto.randomUUID();
  let pendingCancel: { readonly reason: unknown } | undefined;
  let scheduler: Scheduler | undefined;

  const begin = (parameters: Parameters): Scheduler => {
    scheduler = new Scheduler(plan, parameters, graph.variables.forRun(), { ...options, runId });
    const running = scheduler;
    const { signal } = options;
    const abort = (): void => running.cancel(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    void running.ended.then(() => signal?.removeEventListener("abort", abort));
    if (signal?.aborted === true) abort();
    if (pendingCancel !== undefined) running.cancel(pendingCancel.reason);
    running.start();
    return running;
  };
  const started = promised(() => graph.parameters.forRun(given)).then(begin);
  // Whoever asks for the result or the report is told; a handle that nobody asks must not crash the process.
  started.catch(() => undefined);

  const cancel = (reason?: unknown): void => {
    if (scheduler === undefined) pendingCancel = { reason };
    else scheduler.cancel(reason);
  };
  const settled = async (): Promise<RunReport<Outputs>> =>
    (await (
      await started
    ).ended) as RunReport as RunReport<Outputs>;
  const close = async (): Promise<void> => {
    cancel();
    await settled().catch(() => undefined);
  };
  return {
    runId,
    settled,
    result: async () => {
      await settled();
      return (await started).outputs() as Outputs;
    },
    cancel,
    close,
    [Symbol.asyncDispose]: close,
  };
}

const promised = async <T>(make: () => T | Promise<T>): Promise<T> => make();
