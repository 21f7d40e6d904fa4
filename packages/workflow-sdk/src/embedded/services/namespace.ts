import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import { enums, type workflowservice } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import { msOf, toDuration } from "../engine/time.ts";
import type { Namespace } from "../namespaces.ts";
import { requireNamespace } from "../request-checks.ts";
import { invalidArgument, namespaceNotFound } from "../service-errors.ts";
import { namespaceCapabilities } from "./capabilities.ts";
import { pageOf } from "./page.ts";

type Namespaces = Pick<
  ServiceImpl<typeof workflowservice.WorkflowService>,
  "registerNamespace" | "describeNamespace" | "listNamespaces" | "updateNamespace"
>;

type Description = MessageInitShape<typeof workflowservice.DescribeNamespaceResponseSchema>;

const dayMs = 86_400_000;
const shortestRetentionMs = 3_600_000;
const defaultPageSize = 100;

const invalidRetention = (): Error => invalidArgument("A valid retention period is not set on request.");

/** Namespaces: made, described, listed and changed. */
export function namespaceService(core: ServerCore): Namespaces {
  return {
    registerNamespace: (request) => {
      if (request.namespace === "") throw invalidArgument("Namespace not set on request.");
      if (Buffer.byteLength(request.namespace) > core.settings.limits.idBytes) {
        throw invalidArgument("Namespace length exceeds limit.");
      }
      if (request.isGlobalNamespace) throw invalidArgument("Cannot register global namespace when not enabled");
      const retentionMs = msOf(request.workflowExecutionRetentionPeriod);
      if (retentionMs < shortestRetentionMs) throw invalidRetention();
      const retentionDays = retentionMs / dayMs;
      const { namespace, description, ownerEmail, data } = request;
      core.namespaces.add(namespace, { description, ownerEmail, data, retentionDays });
      return {};
    },
    describeNamespace: (request) => describe(core, find(core, request)),
    listNamespaces: ({ pageSize, nextPageToken }) => {
      const page = pageOf([...core.namespaces], pageSize > 0 ? pageSize : defaultPageSize, nextPageToken);
      return { namespaces: page.items.map((one) => describe(core, one)), nextPageToken: page.nextPageToken };
    },
    updateNamespace: ({ namespace, updateInfo, config, promoteNamespace }) => {
      const known = requireNamespace(core, namespace);
      if (promoteNamespace) throw invalidArgument("Cannot promote a namespace: this server is not part of a cluster");
      const retentionMs = msOf(config?.workflowExecutionRetentionTtl);
      if (retentionMs !== 0 && retentionMs < shortestRetentionMs) throw invalidRetention();
      const changed: Namespace = {
        ...known,
        description: updateInfo?.description || known.description,
        ownerEmail: updateInfo?.ownerEmail || known.ownerEmail,
        data: { ...known.data, ...updateInfo?.data },
        retentionDays: retentionMs === 0 ? known.retentionDays : retentionMs / dayMs,
      };
      core.namespaces.replace(changed);
      return describe(core, changed) as MessageInitShape<typeof workflowservice.UpdateNamespaceResponseSchema>;
    },
  };
}

/** By name, or by id where there is no name. */
function find(core: ServerCore, { namespace, id }: { readonly namespace: string; readonly id: string }): Namespace {
  if (namespace !== "" && id !== "") {
    throw invalidArgument("GetNamespace operation failed. Both ID and Name specified in request.");
  }
  if (id === "" && namespace === "") throw invalidArgument("Namespace not set on request.");
  if (id === "") return core.namespaces.require(namespace);
  const found = [...core.namespaces].find((one) => one.id === id);
  if (found === undefined) throw namespaceNotFound(id);
  return found;
}

function describe(
  core: ServerCore,
  { name, id, description, ownerEmail, data, retentionDays }: Namespace,
): Description {
  const { blobBytes, memoBytes } = core.settings.limits;
  const aliases = [...core.visibility.attributes.custom(name).keys()].map((attribute) => [attribute, attribute]);
  return {
    namespaceInfo: {
      name,
      id,
      description,
      ownerEmail,
      data: { ...data },
      state: enums.NamespaceState.REGISTERED,
      capabilities: namespaceCapabilities,
      limits: { blobSizeLimitError: BigInt(blobBytes), memoSizeLimitError: BigInt(memoBytes) },
    },
    config: {
      workflowExecutionRetentionTtl: toDuration(retentionDays * dayMs),
      historyArchivalState: enums.ArchivalState.DISABLED,
      visibilityArchivalState: enums.ArchivalState.DISABLED,
      badBinaries: {},
      customSearchAttributeAliases: Object.fromEntries(aliases) as Record<string, string>,
    },
    replicationConfig: {
      activeClusterName: "active",
      clusters: [{ clusterName: "active" }],
      state: enums.ReplicationState.NORMAL,
    },
    isGlobalNamespace: false,
  };
}
