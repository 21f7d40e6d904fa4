import { pathToFileURL } from "node:url";
import { withLink } from "../../current-link.ts";
import type { NodeExit, NodeHost, NodeStart } from "../node-host.ts";
import { abandonable } from "./abandonable.ts";
import { failed } from "./failed.ts";

/**
 * Runs scripts in this thread: each life evaluates the module anew. A script that awaits its work at the top level has
 * ended with its evaluation; one that only starts it there has ended when it closes its node.
 */
export function createScriptHost(): NodeHost {
  let lives = 0;
  return { start: (start) => abandonable(runScript(start, (lives += 1))), close: async () => undefined };
}

async function runScript({ plan, link }: NodeStart, life: number): Promise<NodeExit> {
  if (plan.command.kind !== "script") return { ok: false, error: "is no script and cannot run in this thread" };
  const { script } = plan.command;
  try {
    await withLink(link, () => import(`${pathToFileURL(script).href}?life=${life}`));
    // What was only started may have passed the barrier, and not asked for its first event yet.
    await new Promise((resolve) => setImmediate(resolve));
    if (link.phase === "waiting" || link.isAwaited) await link.closed;
    return { ok: true };
  } catch (error) {
    return failed(error);
  }
}
