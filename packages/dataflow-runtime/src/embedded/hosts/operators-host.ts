import type { NodeLink } from "../../node-link.ts";
import type { NodeExit, NodeHost, NodeStart } from "../node-host.ts";
import { abandonable, failed } from "./function-host.ts";

/** Runs the operators that a command line names, on a link. */
export type RunOperatorArguments = (
  hostArgs: readonly string[],
  start: { readonly link: NodeLink; readonly directory: string; readonly inThreads: boolean } & Pick<NodeStart, "output">,
) => Promise<void>;

/** Runs nodes that are hosts of operators; `inThreads` gives each operator a thread of its own. */
export function createOperatorsHost(run: RunOperatorArguments, inThreads: boolean): NodeHost {
  return {
    start: (start) => abandonable(runHost(run, start, inThreads)),
    close: async () => undefined,
  };
}

async function runHost(
  run: RunOperatorArguments,
  { plan: { command }, link, output }: NodeStart,
  inThreads: boolean,
): Promise<NodeExit> {
  if (command.kind !== "operators") return { ok: false, error: "is no host of operators" };
  try {
    await run(command.hostArgs, { link, directory: command.cwd, inThreads, output });
    return { ok: true };
  } catch (error) {
    return failed(error);
  }
}
