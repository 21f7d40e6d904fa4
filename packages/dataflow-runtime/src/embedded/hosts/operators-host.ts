import type { NodeLink } from "../../node-link.ts";
import type { OperatorSource } from "../../operator.ts";
import type { NodeExit, NodeHost, NodeLife, NodeStart } from "../node-host.ts";
import { abandonable } from "./abandonable.ts";
import { failed } from "./failed.ts";

/** What is run: the words of a command line that name operators, or one of them by the id of its node. */
export type OperatorsToRun = readonly string[] | Readonly<Record<string, OperatorSource>>;

/** Runs operators on a link until all of them have ended. */
export type RunOperators = (operators: OperatorsToRun, start: OperatorsStart) => Promise<void>;

export interface OperatorsStart extends Pick<NodeStart, "output"> {
  readonly link: NodeLink;
  readonly directory: string;
  readonly inThreads: boolean;
  /** Aborting it ends the threads that operators have of their own. */
  readonly signal: AbortSignal;
}

export interface OperatorsHostOptions {
  readonly run: RunOperators;
  /** Gives each operator of a command line a thread of its own. */
  readonly inThreads: boolean;
  /** By node: what stands in the place of the file's command. */
  readonly operators: ReadonlyMap<string, OperatorSource>;
  /** Where their files begin if no command says so. */
  readonly directory: string;
}

/** Runs nodes that are hosts of operators. */
export function createOperatorsHost(options: OperatorsHostOptions): NodeHost {
  return { start: (start) => startHost(start, options), close: async () => undefined };
}

/** Operators of this thread cannot be killed; those with a thread of their own can. */
function startHost(start: NodeStart, options: OperatorsHostOptions): NodeLife {
  const killed = new AbortController();
  const life = abandonable(runHost(start, options, killed.signal));
  return {
    ...life,
    kill: () => {
      killed.abort();
      life.kill();
    },
  };
}

async function runHost(
  { plan, link, output }: NodeStart,
  { run, inThreads, operators, directory }: OperatorsHostOptions,
  signal: AbortSignal,
): Promise<NodeExit> {
  const own = operators.get(plan.id);
  try {
    if (own !== undefined) await run({ [plan.id]: own }, { link, directory, inThreads: false, output, signal });
    else if (plan.command.kind !== "operators") return { ok: false, error: "is no host of operators" };
    else await run(plan.command.hostArgs, { link, directory: plan.command.cwd, inThreads, output, signal });
    return { ok: true };
  } catch (error) {
    return failed(error);
  }
}
