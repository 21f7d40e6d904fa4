import { describedNodes, isRecord, sourceOf, type DescribedNode } from "../internal/described-nodes.ts";
import type { NodeConfig } from "../node-config.ts";

/** An input of a dynamic node that its source will not serve. */
export interface UnreachableInput {
  readonly inputId: string;
  /** `node/output` */
  readonly source: string;
}

/**
 * The inputs of a dynamic node that get nothing under dora's daemon. A node of dora's own sends past the daemon when
 * every static receiver of the output says that it can listen there; dynamic ones are not asked. This package receives
 * from the daemon only, so that it gets such an output only if something else keeps it there:
 * - an input with `queue_policy: backpressure`, of whatever node;
 * - a static receiver that does not listen past the daemon: a node of this package;
 * - a receiver on another machine.
 */
export function unreachableInputs({ inputs, dataflowDescriptor, dynamic }: NodeConfig): readonly UnreachableInput[] {
  if (!dynamic) return [];
  const nodes = describedNodes(dataflowDescriptor);
  return [...inputs].flatMap(([inputId, { source }]) => {
    if (source.startsWith("dora/")) return [];
    const producer = nodes.find(({ id }) => source.startsWith(`${id}/`));
    if (producer === undefined || isOurs(producer)) return [];
    const kept = nodes.some((node) => keepsAtDaemon(node, source, producer));
    return kept ? [] : [{ inputId, source }];
  });
}

function keepsAtDaemon(node: DescribedNode, source: string, producer: DescribedNode): boolean {
  const edges = Object.values(node.inputs).filter((input) => sourceOf(input) === source);
  if (edges.length === 0) return false;
  if (edges.some(hasBackpressure)) return true;
  if (node.machine !== producer.machine) return true;
  return node.path !== "dynamic" && isOurs(node);
}

const hasBackpressure = (input: unknown): boolean => isRecord(input) && input["queue_policy"] === "backpressure";

/** Programs that run JavaScript: nobody else makes nodes in it. */
const runtimes = /^(?:node|tsx|bun|deno|npx|pnpm|millrace-dataflow)$/;
const scripts = /\.[cm]?[jt]s$/;

function isOurs({ path }: DescribedNode): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return runtimes.test(name) || scripts.test(name);
}
