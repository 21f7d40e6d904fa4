import { ContextSlot } from "@millrace/protocol/context";
import type { NodeLink } from "./node-link.ts";

const slot = new ContextSlot<NodeLink>("@millrace/dataflow-runtime/link");
const registered = Symbol.for("@millrace/dataflow-runtime/link");
const holder = globalThis as { [registered]?: NodeLink };

/** Calls `fn`; a node that it connects, now or later, gets this link. For nodes that share a thread. */
export const withLink = <T>(link: NodeLink, fn: () => T): T => slot.run(link, fn);

/** Gives the link of the one node of this thread, before the user's module is loaded. Every installed copy sees it. */
export function setThreadLink(link: NodeLink | undefined): void {
  if (link === undefined) delete holder[registered];
  else holder[registered] = link;
}

/** The link that the embedded runtime gave to the caller, if it runs there. */
export const embeddedLink = (): NodeLink | undefined => slot.get() ?? holder[registered];
