import { withLink } from "../current-link.ts";
import { DataflowError } from "../errors.ts";
import { Node } from "../node.ts";
import type { NodeLink } from "../node-link.ts";
import type { OperatorSource } from "../operator.ts";
import { loadOperator, type OperatorModule } from "./load-operator.ts";
import { isDefinition, makeOperator } from "./make-operator.ts";
import { runOperatorLoop } from "./operator-loop.ts";
import { SharedLink } from "./shared-link.ts";

/** One operator of a host. */
export interface HostedOperator {
  readonly id: string;
  readonly source: OperatorSource | OperatorModule;
  /**
   * Runs the operator's module in a thread of its own, on the link that it is given, and ends the thread when the signal
   * aborts. Absent: it runs in this one.
   */
  readonly elsewhere?: (module: OperatorModule, link: NodeLink, signal: AbortSignal) => Promise<void>;
}

export interface OperatorHostOptions {
  readonly link: NodeLink;
  readonly operators: readonly HostedOperator[];
  /** Where relative files begin. */
  readonly directory: string;
  /** Aborting it ends the threads of operators, whatever they do. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs operators as one node until all have ended. One that fails ends the others: to the dataflow they are one.
 *
 * @throws what the first operator that failed threw, and what the link throws at its start
 */
export async function runOperatorHost({ link, operators, directory, signal }: OperatorHostOptions): Promise<void> {
  const nodes: Node[] = [];
  const threads: Promise<void>[] = [];
  const failed = new AbortController();
  const kill = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]);
  const closeAll = (): Promise<unknown> => Promise.all(nodes.map((node) => node.close()));
  const ids = operators.map(({ id }) => id);
  // Under the daemon a node cannot stop the dataflow: this host ends.
  const shared = new SharedLink(link, ids, () =>
    link.stopDataflow === undefined ? shared.end() : link.stopDataflow(),
  );
  try {
    refuseStrays(shared, ids, link);
    await Promise.all(
      operators.map(({ id, source, elsewhere }) => {
        const own = shared.linkOf(id);
        if (elsewhere !== undefined) {
          const thread = elsewhere(source as OperatorModule, own, kill);
          threads.push(thread);
          return thread;
        }
        const node = withLink(own, () => new Node());
        nodes.push(node);
        return runOperator({ id, source, node, directory, link: own });
      }),
    );
  } catch (error) {
    shared.abandon(error);
    failed.abort();
    throw error;
  } finally {
    await closeAll();
    await Promise.allSettled(threads);
    await link.close();
  }
}

export interface OperatorRun extends Pick<HostedOperator, "id" | "source"> {
  readonly node: Node;
  readonly link: NodeLink;
  readonly directory: string;
}

/** Runs one operator on its node until it has ended, and closes the node. */
export async function runOperator({ id, source, node, link, directory }: OperatorRun): Promise<void> {
  let lives = 0;
  const make = async (): Promise<ReturnType<typeof makeOperator>> => {
    const found = isModule(source) ? await loadOperator(source, directory, (lives += 1)) : source;
    if (isDefinition(found)) refuseUndeclared(id, found.inputIds, link);
    return makeOperator(found, id);
  };
  try {
    const end = await runOperatorLoop({
      id,
      node,
      operator: await make(),
      reload: async (present) => (isModule(source) ? withMemoryOf(present, await make()) : present),
    });
    if (end === "stop-all") link.stopDataflow?.();
  } finally {
    await node.close();
  }
}

/** What an operator keeps in its fields outlives a reload of its code, as dora has it; its methods do not. */
function withMemoryOf<T extends object>(present: object, fresh: T): T {
  const memory = Object.entries(present).filter(([, value]) => typeof value !== "function");
  return Object.assign(fresh, Object.fromEntries(memory));
}

const isModule = (source: HostedOperator["source"]): source is OperatorModule =>
  typeof source === "object" && "module" in source;

function refuseUndeclared(id: string, inputIds: readonly string[] | undefined, { config }: NodeLink): void {
  if (inputIds === undefined) return;
  const stranger = [...config.inputs.keys()].find((input) => !inputIds.includes(input));
  if (stranger === undefined) return;
  const message = `the dataflow file gives operator '${id}' an input '${stranger}', which its definition does not have (${inputIds.join(", ")}); declare a port for it, or take it out of the file`;
  throw new DataflowError("DATAFLOW_INVALID_OPERATOR", message, { details: { operator: id, input: stranger } });
}

function refuseStrays({ strayInputs }: SharedLink, ids: readonly string[], { config }: NodeLink): void {
  const [stray] = strayInputs;
  if (stray === undefined) return;
  const message = `no operator takes the input '${stray}' of node '${config.nodeId}'; begin its name with one of the operators' (${ids.join(", ")}) and a slash`;
  throw new DataflowError("DATAFLOW_INVALID_OPERATOR", message, { details: { input: stray } });
}
