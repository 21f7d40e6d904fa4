import { Node } from "../../node.ts";
import type { NodeFunction } from "../../run-dataflow.ts";
import { withLink } from "../../current-link.ts";
import type { NodeExit, NodeHost, NodeStart } from "../node-host.ts";
import { abandonable } from "./abandonable.ts";
import { failed } from "./failed.ts";

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
