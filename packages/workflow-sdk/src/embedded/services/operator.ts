import type { ServiceImpl } from "@connectrpc/connect";
import type { operatorservice } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import { requireNamespace } from "../request-checks.ts";
import { invalidArgument } from "../service-errors.ts";
import { fromWireType, isReservedName, ownAttributes } from "../visibility/attribute-types.ts";
import { wireTypes } from "./system.ts";

type Operator = Pick<
  ServiceImpl<typeof operatorservice.OperatorService>,
  "addSearchAttributes" | "removeSearchAttributes" | "listSearchAttributes" | "listClusters"
>;

/** The search attributes of namespaces, and the one cluster that there is. */
export function operatorService(core: ServerCore): Operator {
  const { attributes } = core.visibility;
  const namespaceOf = (name: string): string => requireNamespace(core, name).name;
  return {
    addSearchAttributes: ({ namespace, searchAttributes }) => {
      const added = Object.entries(searchAttributes);
      if (added.length === 0) throw invalidArgument("SearchAttributes are not set on request.");
      const known = namespaceOf(namespace);
      const types = added.map(([name, wireType]) => {
        const type = fromWireType(wireType);
        if (isReservedName(name)) throw invalidArgument(`Search attribute ${name} is reserved by system.`);
        if (type === undefined) throw invalidArgument(`Unknown search attribute type: ${wireType}.`);
        return [name, type] as const;
      });
      for (const [name, type] of types) attributes.add(known, name, type);
      return {};
    },
    removeSearchAttributes: ({ namespace, searchAttributes }) => {
      if (searchAttributes.length === 0) throw invalidArgument("SearchAttributes are not set on request.");
      const known = namespaceOf(namespace);
      const fixed = searchAttributes.find((name) => ownAttributes.has(name));
      if (fixed !== undefined) throw invalidArgument(`Unable to remove non-custom search attributes: ${fixed}.`);
      for (const name of searchAttributes) attributes.remove(known, name);
      return {};
    },
    listSearchAttributes: ({ namespace }) => ({
      customAttributes: wireTypes(attributes.custom(namespaceOf(namespace))),
      systemAttributes: wireTypes(ownAttributes),
    }),
    listClusters: () => ({ clusters: [{ clusterName: "active", historyShardCount: 1, isConnectionEnabled: true }] }),
  };
}
