import { DataflowError } from "../errors.ts";
import type { InputMessage } from "../inputs/input-queue.ts";
import { describedNodes, sourceOf } from "../internal/described-nodes.ts";
import type { LinkEvent, NodeLink } from "../node-link.ts";
import type { KeepAlive } from "./keep-alive.ts";

/** Somebody who waits for inputs that carry an id of theirs. */
export interface Awaited {
  readonly key: "request_id" | "goal_id";
  readonly id: string;
  /** The output over which it began: who reads it may answer. */
  readonly outputId: string;
  /** @returns whether more is to come */
  readonly onInput: (message: InputMessage) => boolean;
  readonly onFailure: (error: unknown) => void;
}

/** The inputs that answer a node's own requests and goals; they go to who asked instead of into the node's events. */
export class Answers {
  readonly #link: NodeLink;
  readonly #alive: KeepAlive;
  readonly #awaited = new Map<string, Awaited>();

  constructor(link: NodeLink, alive: KeepAlive) {
    this.#link = link;
    this.#alive = alive;
  }

  expect(awaited: Awaited): void {
    this.#awaited.set(awaited.id, awaited);
    this.#alive.hold();
  }

  /** Waits no longer; harmless when nothing is awaited. */
  forget(id: string): void {
    if (this.#awaited.delete(id)) this.#alive.release();
  }

  /** @returns whether the event was an answer */
  offer(event: LinkEvent): boolean {
    if (this.#awaited.size === 0) return false;
    switch (event.type) {
      case "input":
        return this.#answer(event);
      case "nodeRestarted":
        this.#failFrom(event.id, "was started again");
        return false;
      case "nodeFailed":
        this.#failFrom(event.sourceNodeId, `failed: ${event.error}`);
        return false;
      case "end":
        this.#failAll();
        return false;
      default:
        return false;
    }
  }

  #answer(message: InputMessage): boolean {
    const { parameters } = message.metadata;
    for (const key of ["request_id", "goal_id"] as const) {
      const id = parameters.get(key);
      const awaited = id?.kind === "string" ? this.#awaited.get(id.value) : undefined;
      if (awaited?.key !== key) continue;
      this.#link.taken?.(message);
      if (!awaited.onInput(message)) this.forget(awaited.id);
      return true;
    }
    return false;
  }

  #failFrom(nodeId: string, what: string): void {
    for (const awaited of this.#awaited.values()) {
      const receivers = this.#receiversOf(awaited.outputId);
      if (receivers.length > 0 && !receivers.includes(nodeId)) continue;
      const message = `the answer to what was sent over '${awaited.outputId}' will not come: node '${nodeId}' ${what}; send it again`;
      this.#fail(awaited, new DataflowError("DATAFLOW_SERVER_LOST", message, { details: { nodeId } }));
    }
  }

  #failAll(): void {
    for (const awaited of this.#awaited.values()) {
      const message = `the answer to what was sent over '${awaited.outputId}' will not come: the events of this node have ended`;
      this.#fail(awaited, new DataflowError("DATAFLOW_SERVER_LOST", message, { retryable: false }));
    }
  }

  #fail(awaited: Awaited, error: DataflowError): void {
    this.forget(awaited.id);
    awaited.onFailure(error);
  }

  #receiversOf(outputId: string): readonly string[] {
    const { nodeId, dataflowDescriptor } = this.#link.config;
    const source = `${nodeId}/${outputId}`;
    return describedNodes(dataflowDescriptor)
      .filter(({ inputs }) => Object.values(inputs).some((input) => sourceOf(input) === source))
      .map(({ id }) => id);
  }
}
