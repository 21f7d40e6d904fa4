import type { LinkEvent } from "../node-link.ts";
import { DoraValue } from "../value.ts";
import type { NodeEvent } from "../wire/messages.ts";

/** What the daemon tells, as links tell it; `undefined` for what no node needs to know. */
export function linkEvent(event: NodeEvent): LinkEvent | undefined {
  switch (event.type) {
    case "input": {
      const { id, metadata, data } = event;
      // No data, or none of it, is the unit value.
      const value = data === undefined || data.length === 0 ? undefined : DoraValue.fromIpc(data);
      return { type: "input", id, metadata, value };
    }
    // Of the daemon's own store; the node did nothing that waits for it.
    case "extensionDropped":
      return undefined;
    default:
      return event;
  }
}

export const unknownEvent = (tag: number): LinkEvent => ({
  type: "unknown",
  detail: `the daemon sent an event with the tag ${tag}, which this version of @millrace/dataflow-runtime does not know, and what came with it is lost; update the package to one that speaks the daemon's dora 1.x`,
});
