import type { Logger } from "@millrace/protocol";
import { InputQueues, type EventOrder } from "../inputs/input-queues.ts";
import type { LinkEvent, NodeLink } from "../node-link.ts";
import { EventRecorder } from "../recording/event-recorder.ts";
import { TypeCheck, type TypeCheckMode } from "../types/type-check.ts";
import { Answers } from "./answers.ts";
import { NodeEvents } from "./events.ts";
import { KeepAlive } from "./keep-alive.ts";
import { NodeOutputs } from "./outputs.ts";
import { warnOfDrops } from "./warn-of-drops.ts";

export interface SessionOptions {
  readonly order: EventOrder;
  readonly typeCheck: TypeCheckMode;
  readonly logger: Logger;
}

/** A node on its link: what comes goes to who waits for an answer, else into the node's events. */
export class NodeSession {
  readonly link: NodeLink;
  readonly events: NodeEvents;
  readonly outputs: NodeOutputs;
  readonly answers: Answers;
  readonly queues: InputQueues;
  readonly #recorder: EventRecorder | undefined;

  constructor(link: NodeLink, { order, typeCheck, logger }: SessionOptions) {
    this.link = link;
    const warn = warnOfDrops(link.config.nodeId, logger);
    this.queues = new InputQueues({
      inputs: link.config.inputs,
      order,
      onDrop: (message, drop) => {
        link.dropped?.(message.id);
        warn(message, drop);
      },
      onDiscard: (message) => {
        link.taken?.(message);
        message.value?.release();
      },
    });
    this.#recorder = EventRecorder.of(link.config, logger);
    const alive = new KeepAlive(link);
    const types = new TypeCheck("input", link.config.inputTypes, { mode: typeCheck, logger });
    this.events = new NodeEvents(link, this.queues, { alive, types });
    this.outputs = new NodeOutputs(link, logger, typeCheck);
    this.answers = new Answers(link, alive);
  }

  start(): Promise<void> {
    return this.link.start((event) => this.#take(event));
  }

  async close(): Promise<void> {
    this.#take({ type: "end" });
    this.events.close();
    await this.link.close();
    await this.#recorder?.written;
  }

  #take(event: LinkEvent): void {
    this.#recorder?.record(event);
    if (this.answers.offer(event)) return;
    if (event.type === "end") this.events.end();
    else this.events.push(event);
  }
}
