import { embeddedLink } from "../current-link.ts";
import { readEnv } from "../env.ts";
import { DataflowError } from "../errors.ts";
import type { NodeLink } from "../node-link.ts";
import { defaultDaemonPort } from "../remote/find-dynamic-node.ts";
import { fileLink } from "../testing/file-link.ts";
import { dynamicLink, staticLink } from "../remote/open-daemon-link.ts";
import type { NodeOptions } from "./node-options.ts";

export interface OpenLinkOptions extends NodeOptions {
  readonly logger: NonNullable<NodeOptions["logger"]>;
}

/**
 * The engine of this process: the embedded runtime that runs the caller, the daemon that started the process, a daemon
 * that has a dynamic node of the name, or a file of test inputs.
 *
 * @throws `DATAFLOW_NOT_IN_DATAFLOW`, and what the links throw
 */
export function openLink(options: OpenLinkOptions): NodeLink | Promise<NodeLink> {
  const embedded = embeddedLink();
  if (embedded !== undefined) return embedded;
  const env = readEnv();
  const { nodeId, daemonPort, onUnreachableInput = "warn", logger } = options;
  const asksDaemon = nodeId !== undefined && (daemonPort !== undefined || env.nodeConfig === undefined);
  if (asksDaemon) {
    const port = daemonPort ?? env.daemonPort ?? defaultDaemonPort;
    return dynamicLink({ nodeId, port, parentPid: env.runParentPid, onUnreachableInput, logger });
  }
  if (env.nodeConfig !== undefined) return staticLink(env.nodeConfig, env.runParentPid);
  if (env.testWithInputs !== undefined) {
    const { testWithInputs: inputs, testWriteOutputsTo: outputs, testNoOutputTimeOffset: withoutTimes } = env;
    return fileLink({ inputs, outputs, withoutTimes });
  }
  throw new DataflowError(
    "DATAFLOW_NOT_IN_DATAFLOW",
    "no dataflow started this process (DORA_NODE_CONFIG is not set); run it by a dataflow, give the `nodeId` of a dynamic node, or set DORA_TEST_WITH_INPUTS",
  );
}
