import { Node } from "../../node.ts";
import type { NodeFunction } from "../../run-dataflow.ts";
import { withLink } from "../../current-link.ts";
import type { NodeExit, NodeHost, NodeLife, NodeStart } from "../node-host.ts";

/** Runs functions of this thread as nodes. A node has ended when its function has. */
export function createFunctionHost(functions: ReadonlyMap<string, NodeFunction>): NodeHost {
  return {
    start: (start) => abandonable(runFunction(functions.get(start.plan.id) as NodeFunction, start)),
    close: async () => undefined,
  };
}

async function runFunction(run: NodeFunction, { link }: NodeStart): Promise<NodeExit> {
  try {
    const node = await withLink(link, () => Node.connect());
    // A failure is told before the outputs are closed, which is why the node is closed last.
    void link.closed.then(() => node.close());
    await withLink(link, async () => run(node));
    return { ok: true };
  } catch (error) {
    return failed(error);
  }
}

/** Code of this thread cannot be ended from outside: after the grace its life is over, whatever it still does. */
export function abandonable(exit: Promise<NodeExit>): NodeLife {
  let abandon: (exit: NodeExit) => void = () => undefined;
  const abandoned = new Promise<NodeExit>((resolve) => (abandon = resolve));
  return {
    ended: Promise.race([exit, abandoned]),
    terminate: () => undefined,
    kill: () =>
      abandon({ ok: false, error: "did not stop within the grace, and a function of this thread cannot be killed" }),
  };
}

export function failed(error: unknown): NodeExit {
  return {
    ok: false,
    error: `threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
    cause: error,
  };
}
