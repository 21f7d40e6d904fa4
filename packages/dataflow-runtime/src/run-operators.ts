import { checkOptions } from "@millrace/protocol";
import { openLink } from "./node/open-link.ts";
import { logLine, nodeLogger } from "./node/node-logger.ts";
import { runOperatorHost, type HostedOperator } from "./host/operator-host.ts";
import { runOperatorThread, type OperatorOutput } from "./host/operator-threads.ts";
import type { OperatorModule } from "./host/load-operator.ts";
import type { NodeLink } from "./node-link.ts";
import type { OperatorSource } from "./operator.ts";

/** An operator of {@link runOperators}: itself, or the file that it is in. */
export type OperatorEntry = OperatorSource | (OperatorModule & { readonly placement?: "same-thread" | "worker" });

export interface RunOperatorsOptions {
  /** Where relative files begin. Default: the working directory. */
  readonly directory?: string;
  /** The node of a running dataflow that this process shall be, declared with `path: dynamic`. */
  readonly nodeId?: string;
  /** Where the daemon of this machine answers dynamic nodes. Default `DORA_DAEMON_LOCAL_LISTEN_PORT`, else 53291. */
  readonly daemonPort?: number;
}

/**
 * Runs operators as the one node that this process is, until all of them have ended. Inputs and outputs are named as
 * dora names those of its operators: `detect/image` is `image` of the operator `detect`; with one operator alone its
 * name may be left out. An operator in a file can have a thread of its own.
 *
 * `STOP` of one operator leaves the others running; `STOP_ALL` stops the whole dataflow where it runs embedded, and
 * this host under dora's daemon, which takes such wishes from nobody.
 *
 * @throws `DATAFLOW_INVALID_OPERATOR`, `DATAFLOW_OPERATOR_FAILED` with the operator's id and its error as the cause,
 *   `DATAFLOW_INVALID_STATUS`, and what {@link Node.connect} throws
 */
export async function runOperators(
  operators: Readonly<Record<string, OperatorEntry>>,
  options: RunOperatorsOptions = {},
): Promise<void> {
  checkOptions(options, ["directory", "nodeId", "daemonPort"], "runOperators");
  const { directory = process.cwd(), ...place } = options;
  // Until an operator's own node logs, there is only standard output.
  const logger = nodeLogger((record) => process.stdout.write(`${logLine(record)}\n`));
  await hostOperators(await openLink({ ...place, logger }), operators, { directory });
}

export interface HostOperatorsOptions {
  readonly directory: string;
  /** Gets what threads of operators print. Default: this process prints it. */
  readonly print?: OperatorOutput;
  /** Aborting it ends the threads of operators, whatever they do. */
  readonly signal?: AbortSignal;
}

/** {@link runOperators} on a link. */
export const hostOperators = (
  link: NodeLink,
  operators: Readonly<Record<string, OperatorEntry>>,
  { directory, print = (stream, text) => process[stream].write(text), signal }: HostOperatorsOptions,
): Promise<void> =>
  runOperatorHost({
    link,
    directory,
    signal,
    operators: Object.entries(operators).map(([id, entry]) => hosted(id, entry, directory, print)),
  });

function hosted(id: string, entry: OperatorEntry, directory: string, output: OperatorOutput): HostedOperator {
  if (typeof entry !== "object" || !("module" in entry)) return { id, source: entry };
  const { module, exportName, placement } = entry;
  const source: OperatorModule = { module, ...(exportName === undefined ? {} : { exportName }) };
  if (placement !== "worker") return { id, source };
  return {
    id,
    source,
    elsewhere: (own, link, signal) => runOperatorThread({ id, directory, ...own }, link, { output, signal }),
  };
}
