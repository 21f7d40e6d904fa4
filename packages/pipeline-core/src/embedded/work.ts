import type { Operation, Source, StageNode } from "../graph.ts";
import type { Activation, Work } from "./activation.ts";
import { MapRunner } from "./map-runner.ts";
import type { Plan, PlanNode } from "./plan.ts";
import { reduce, zip } from "./reduce.ts";
import { bindInputs, resolverOf, unbound, type Resolver } from "./resolve.ts";
import type { Scheduler } from "./scheduler.ts";
import { runChild } from "./sub-pipeline.ts";

/** The compiled form of a stage. */
export interface StageWork extends Work {
  readonly index: number;
  /** It only contains other work, which takes slots itself. */
  readonly container: boolean;
}

export function workOf(plan: Plan, node: PlanNode): StageWork {
  return (node.work ??= compile(plan, node));
}

function compile(plan: Plan, node: PlanNode): StageWork {
  const { stage, index } = node;
  const { inputs, operation } = stage;
  const resolvers = inputs.map((input) => resolverOf(input.source, plan.indexOf));
  const loggedArgs = inputs.filter((input) => input.logged).map((input) => input.arg);
  const container = operation.kind === "map" || operation.kind === "pipeline";
  return {
    index,
    container,
    stage: stage.id,
    // The items of a map and the stages of a sub-pipeline have attempts and limits of their own.
    options: container ? { label: stage.id } : stage.options,
    loggedArgs,
    bind: (activation) => {
      const scheduler = activation.host as Scheduler;
      const args = bindInputs(stage.id, inputs, resolvers, scheduler.record, scheduler.options.overrides?.[stage.id]);
      if (loggedArgs.length > 0)
        scheduler.record.logged.set(index, Object.fromEntries(loggedArgs.map((arg) => [arg, args[arg]])));
      return args;
    },
    call: callOf(plan, node, operation),
  };
}

function callOf(plan: Plan, node: PlanNode, operation: Operation): Work["call"] {
  const stage: StageNode = node.stage;
  const resolve = (source: Source, arg: string): ((activation: Activation) => unknown) => {
    const resolver: Resolver = resolverOf(source, plan.indexOf);
    return (activation) => {
      try {
        return resolver((activation.host as Scheduler).record);
      } catch (cause) {
        throw unbound(stage.id, arg, cause);
      }
    };
  };
  switch (operation.kind) {
    case "task":
      return operation.fn;
    case "map": {
      const over = resolve(operation.over, "over");
      return (args, activation) => new MapRunner(activation, node, operation, over(activation), args).start();
    }
    case "reduce": {
      const over = resolve(operation.over, "over");
      return (_args, activation) => reduce(stage.id, over(activation), operation, activation);
    }
    case "zip": {
      const lists = Object.entries(operation.lists).map(([name, source]) => [name, resolve(source, name)] as const);
      return (_args, activation) =>
        zip(
          stage.id,
          lists.map(([name, list]) => [name, list(activation)] as const),
        );
    }
    case "when": {
      const condition = resolve(operation.condition, "condition");
      const [whenTrue, whenFalse] = [resolve(operation.whenTrue, "then"), resolve(operation.whenFalse, "otherwise")];
      return (_args, activation) => (condition(activation) ? whenTrue(activation) : whenFalse(activation));
    }
    case "pipeline":
      return (args, activation) => runChild(activation, node, operation.graph, args);
  }
}
