import { randomUUID } from "node:crypto";
import type { ServiceImpl } from "@connectrpc/connect";
import type { workflowservice } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import { ownAttributes, toWireType, type AttributeType } from "../visibility/attribute-types.ts";
import { serverVersion, systemCapabilities } from "./capabilities.ts";

type System = Pick<
  ServiceImpl<typeof workflowservice.WorkflowService>,
  "getSystemInfo" | "getClusterInfo" | "getSearchAttributes"
>;

/** Versions of clients that this version of the API is for. */
const supportedClients: Readonly<Record<string, string>> = {
  "Nexus-go-sdk": "<2.0.0",
  "temporal-cli": "<2.0.0",
  "temporal-go": "<2.0.0",
  "temporal-java": "<2.0.0",
  "temporal-php": "<2.0.0",
  "temporal-server": "<2.0.0",
  "temporal-typescript": "<2.0.0",
  "temporal-ui": "<3.0.0",
};

/** What a server says of itself. */
export function systemService(core: ServerCore): System {
  const clusterId = randomUUID();
  return {
    getSystemInfo: () => ({ serverVersion, capabilities: systemCapabilities }),
    getClusterInfo: () => ({
      serverVersion,
      clusterId,
      clusterName: "active",
      historyShardCount: 1,
      persistenceStore: "memory",
      visibilityStore: "memory",
      supportedClients,
      initialFailoverVersion: 1n,
      failoverVersionIncrement: 10n,
    }),
    getSearchAttributes: () => ({
      keys: wireTypes([
        ...ownAttributes,
        ...[...core.namespaces].flatMap(({ name }) => [...core.visibility.attributes.custom(name)]),
      ]),
    }),
  };
}

/** Types of search attributes as messages have them. */
export const wireTypes = (
  types: Iterable<readonly [name: string, type: AttributeType]>,
): Record<string, ReturnType<typeof toWireType>> =>
  Object.fromEntries([...types].map(([name, type]) => [name, toWireType(type)]));
