import { join } from "node:path";
import type { DataflowPlan, InputPlan } from "../descriptor/plan.ts";
import type { InputConfig, NodeConfig } from "../node-config.ts";
import type { Seat } from "./seat.ts";

export interface NodeConfigContext {
  readonly plan: DataflowPlan;
  readonly dataflowId: string;
  /** Where nodes shall record their inputs, if they shall. */
  readonly writeEventsTo: string | undefined;
}

/** What a node of the embedded runtime is told about itself. */
export function nodeConfigOf(seat: Seat, { plan, dataflowId, writeEventsTo }: NodeConfigContext): NodeConfig {
  const { plan: node, restarts, isDynamic } = seat;
  return {
    dataflowId,
    nodeId: node.id,
    inputs: new Map([...node.inputs].map(([id, input]) => [id, inputConfig(input)])),
    outputs: [...node.outputs.keys()],
    inputTypes: typesOf(node.inputs),
    outputTypes: typesOf(node.outputs),
    dataflowDescriptor: plan.descriptor,
    dynamic: isDynamic,
    restartCount: restarts,
    // dora's daemon names the file, too.
    ...(writeEventsTo === undefined ? {} : { writeEventsTo: join(writeEventsTo, `inputs-${node.id}.json`) }),
  };
}

function inputConfig({ sourceText, queueSize, queuePolicy, inputTimeoutMs }: InputPlan): InputConfig {
  return {
    source: sourceText,
    queueSize,
    queuePolicy,
    ...(inputTimeoutMs === undefined ? {} : { inputTimeoutMs }),
  };
}

const typesOf = (ports: ReadonlyMap<string, { readonly type?: string }>): Map<string, string> =>
  new Map([...ports].flatMap(([id, { type }]) => (type === undefined ? [] : [[id, type] as const])));
