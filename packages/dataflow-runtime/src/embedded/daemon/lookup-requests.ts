import type { NodeConfig } from "../../node-config.ts";
import { replyFrame } from "../../wire/codec.ts";
import type { StampedRequest } from "../../wire/messages.ts";
import { nodeConfigReplyFrame } from "../../wire/node-config-reply.ts";
import type { Answer, RequestHandler } from "./connection.ts";

/** What a dynamic node of this name gets. */
export type Lookup = (nodeId: string) => NodeConfig | { readonly error: string };

/** Answers at the lookup port: the one request whose answer is JSON. */
export class LookupRequests implements RequestHandler {
  readonly #lookup: Lookup;

  constructor(lookup: Lookup) {
    this.#lookup = lookup;
  }

  handle({ request }: StampedRequest): Answer {
    if (request.type === "nodeConfig") return nodeConfigReplyFrame(this.#lookup(request.nodeId));
    const error = "this port answers questions for a node's configuration only";
    return replyFrame({ type: "result", error });
  }

  closed(): void {
    // Nothing is kept for a question.
  }
}
