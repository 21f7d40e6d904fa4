import type { Logger } from "@millrace/protocol";
import { DataflowError } from "../errors.ts";
import type { NodeConfig } from "../node-config.ts";
import { nodeConfigFromYaml } from "../wire/node-config-read.ts";
import { DaemonLink } from "./daemon-link.ts";
import { findDynamicNode } from "./find-dynamic-node.ts";
import { unreachableInputs, type UnreachableInput } from "./unreachable-inputs.ts";

/** What to do about inputs of a dynamic node that its sources will not serve: see `unreachable-inputs.ts`. */
export type UnreachablePolicy = "warn" | "error";

export interface DynamicNodeOptions {
  readonly nodeId: string;
  readonly port: number;
  readonly parentPid: number | undefined;
  readonly onUnreachableInput: UnreachablePolicy;
  readonly logger: Logger;
}

/** The link of a node that the daemon has started. Opens nothing yet. */
export function staticLink(nodeConfigYaml: string, parentPid: number | undefined): DaemonLink {
  return new DaemonLink(nodeConfigFromYaml(nodeConfigYaml), { parentPid });
}

/**
 * The link of a node that attaches itself to a running dataflow.
 *
 * @throws `DATAFLOW_NO_DAEMON`, `DATAFLOW_NO_DYNAMIC_NODE`, `DATAFLOW_UNREACHABLE_INPUT`
 */
export async function dynamicLink(options: DynamicNodeOptions): Promise<DaemonLink> {
  const { config, directPaths } = await findDynamicNode(options.nodeId, options.port);
  const unreachable = directPaths ? unreachableInputs(config) : [];
  if (unreachable.length > 0) tell(config, unreachable, options);
  return new DaemonLink(config, { parentPid: options.parentPid });
}

function tell({ nodeId }: NodeConfig, inputs: readonly UnreachableInput[], options: DynamicNodeOptions): void {
  const names = inputs.map(({ inputId, source }) => `'${inputId}' (from ${source})`).join(", ");
  const error = new DataflowError(
    "DATAFLOW_UNREACHABLE_INPUT",
    `the dynamic node '${nodeId}' will get nothing at ${names}: their sources send past the daemon to all their other receivers. Set 'queue_policy: backpressure' at the input in the dataflow file, or add a static node of this package that reads the same output`,
    { details: { nodeId, inputs } },
  );
  if (options.onUnreachableInput === "error") throw error;
  options.logger.warn({ code: error.code, inputs }, error.message);
}
