import type { Args } from "../graph.ts";
import type { Activation } from "./activation.ts";
import { MapRunner } from "./map-runner.ts";
import type { PlanNode } from "./plan-node.ts";
import { refuseShared } from "./read-once.ts";
import { reduce, zip } from "./reduce.ts";
import { bindInputs, resolveInput } from "./resolve.ts";
import type { Scheduler } from "./scheduler.ts";
import { runChild } from "./sub-pipeline.ts";

/** The arguments of a stage, overrides applied; those to be logged go into the record. */
export function bindStage(node: PlanNode, { plan, record, options: { overrides } }: Scheduler): Args {
  const { id, index, loggedArgs } = node;
  const given = overrides !== undefined && Object.hasOwn(overrides, id) ? overrides[id] : undefined;
  const args = bindInputs(node, plan.edges, record, given);
  if (loggedArgs.length > 0) record.logged.set(index, Object.fromEntries(loggedArgs.map((arg) => [arg, args[arg]])));
  return args;
}

/** Does what the operation of a stage says. */
export function callStage(node: PlanNode, args: Args, activation: Activation, { record }: Scheduler): unknown {
  const { id, operation } = node.stage;
  switch (operation.kind) {
    case "task":
      return operation.fn(args, activation);
    case "map":
      refuseShared(args, id);
      return new MapRunner(activation, node, operation, resolveInput(id, "over", operation.over, record), args).start();
    case "reduce":
      return reduce(resolveInput(id, "over", operation.over, record), operation, activation);
    case "zip": {
      const lists = Object.entries(operation.lists);
      return zip(
        id,
        lists.map(([name, source]) => [name, resolveInput(id, name, source, record)] as const),
      );
    }
    case "when":
      return resolveInput(id, "condition", operation.condition, record)
        ? resolveInput(id, "then", operation.whenTrue, record)
        : resolveInput(id, "otherwise", operation.whenFalse, record);
    case "pipeline":
      return runChild(activation, node, operation.graph, args);
  }
}
