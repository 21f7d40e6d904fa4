import type { Args, PipelineGraph } from "../graph.ts";
import { loggerBelow } from "../observe/run-logger.ts";
import type { Activation } from "./activation.ts";
import { planOf } from "./plan.ts";
import type { PlanNode } from "./plan-node.ts";
import type { Scheduler } from "./scheduler.ts";

/** Runs a pipeline as one stage of another: it shares slots and deadlines, and is cancelled with its stage. */
export async function runChild(
  activation: Activation,
  node: PlanNode,
  graph: PipelineGraph,
  args: Args,
): Promise<unknown> {
  const parent = activation.host as Scheduler;
  const { signal } = activation;
  const { overrides: _, signal: __, onEvent: ___, ...options } = parent.options;
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
  // A schema may take its time; a run that is cancelled meanwhile ends without.
  const parameters = await Promise.race([graph.parameters.forRun(args), aborted]);
  const child = parent.child(planOf(graph), parameters, graph.variables.forRun(), {
    ...options,
    runId: `${activation.runId}/${node.stage.id}`,
    logger: loggerBelow(parent.logger, node.stage.id),
    onEvent: (event) => {
      if ("stage" in event)
        parent.emit({
          ...event,
          runId: activation.runId,
          pipeline: activation.pipeline,
          stage: `${node.stage.id}.${event.stage}`,
        });
    },
  });
  parent.record.children.set(node.index, child.record);
  const cancel = (): void => child.cancel(signal.reason);
  signal.addEventListener("abort", cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    child.start();
    await child.ended;
    return child.outputs();
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}
