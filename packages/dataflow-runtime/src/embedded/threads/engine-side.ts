import type { MessagePort } from "node:worker_threads";
import type { LinkEvent, RawMetadata } from "../../node-link.ts";
import type { DoraValue } from "../../value.ts";
import type { HostedLink } from "../node-host.ts";
import { BellRope } from "./bell.ts";
import type { ChannelEnd } from "./channel.ts";
import { errorText } from "./error-text.ts";
import type { CallName, FromWorker, ToWorker } from "./messages.ts";
import { Receiver } from "./receiver.ts";
import { queueCapacity } from "../../inputs/queue-capacity.ts";
import type { RoutedOutput } from "./routed-output.ts";
import { Sender } from "./sender.ts";
import type { ThreadWorld } from "./thread-host.ts";

export interface EngineSideOptions {
  readonly world: ThreadWorld;
  readonly link: HostedLink;
  readonly writing: ChannelEnd;
  readonly reading: ChannelEnd;
  /** The outputs that this thread reads, in the order of the channel. */
  readonly outputs: readonly RoutedOutput[];
  /** The link does not take what the worker has sent. The worker does not wait for it, and could not learn of it. */
  readonly onRefused: (error: unknown) => void;
}

/** The engine's thread, as one worker talks to it: does with the node's link what the worker says. */
export class EngineSide {
  readonly #options: EngineSideOptions;
  readonly #sender: Sender;
  readonly #rope: BellRope;
  readonly #receiver: Receiver;
  readonly #inputs: ReadonlyMap<string, number>;

  constructor(options: EngineSideOptions) {
    this.#options = options;
    const { world, link, writing, reading, outputs } = options;
    const { memory, bell, pump } = world;
    const onWaiting = (): void => pump.poke();
    const { inputs } = link.config;
    const inputList = [...inputs];
    this.#inputs = new Map(inputList.map(([id], index) => [id, index]));
    this.#sender = new Sender(writing, {
      memory,
      onWaiting,
      capacityOf: (input) => queueCapacity((inputList[input] as (typeof inputList)[number])[1]),
      onDropped: (input) => this.#dropped(inputList[input]?.[0]),
    });
    this.#rope = new BellRope(reading.bell, reading.port);
    this.#receiver = new Receiver(reading, {
      memory,
      bell,
      onWake: onWaiting,
      onInput: (output, metadata, value) => this.#send(outputs[output] as RoutedOutput, metadata, value),
      onControl: (message) => this.#obey(message as FromWorker),
    });
    pump.add(this.#receiver);
    pump.add(this.#sender);
  }

  tell(message: ToWorker): void {
    this.#sender.control(message);
  }

  errand(errand: unknown, transfer: readonly MessagePort[]): void {
    this.#sender.errand(errand, transfer);
  }

  /** The worker is gone: what it has left is read, and nothing is sent to it any more. */
  end(): void {
    const { pump } = this.#options.world;
    this.#receiver.run();
    pump.delete(this.#receiver);
    pump.delete(this.#sender);
    this.#receiver.close();
    this.#sender.close();
  }

  #send(output: RoutedOutput, metadata: RawMetadata, value: DoraValue | undefined): void {
    // Each reader gives the memory back once.
    if (value?.borrowed === true) for (let more = output.readers.length; more > 1; more--) value.retain();
    const { link, onRefused } = this.#options;
    try {
      const room = link.send(output.edge.outputId, metadata, value);
      if (room === undefined) this.#taken(output);
      else room.then(() => this.#taken(output), onRefused);
    } catch (error) {
      onRefused(error);
    }
  }

  #taken(output: RoutedOutput): void {
    if (output.taken()) this.#rope.ring();
  }

  #obey(message: FromWorker): void {
    const { link } = this.#options;
    if (message.op === "call") void this.#answer(message);
    else if (message.op === "log") link.log?.(message.line);
    else if (message.op === "stopDataflow") link.stopDataflow?.();
    else if (message.op === "taken") {
      const { inputId, taken, dropped } = message;
      const event = { type: "input", id: inputId } as LinkEvent & { readonly type: "input" };
      for (let count = taken; count > 0; count--) link.taken?.(event);
      for (let count = dropped; count > 0; count--) link.dropped?.(inputId);
    }
  }

  /** A message that found no room and was dropped: it counts as taken and thrown away. */
  #dropped(inputId: string | undefined): void {
    if (inputId === undefined) return;
    this.#obey({ op: "taken", inputId, taken: 1, dropped: 1 });
  }

  async #answer({ id, method, args }: FromWorker & { readonly op: "call" }): Promise<void> {
    try {
      const value = await this.#call(method, args);
      this.tell({ op: "reply", id, value });
    } catch (error) {
      this.tell({ op: "reply", id, error: errorText(error) });
    }
  }

  async #call(method: CallName, args: readonly unknown[]): Promise<unknown> {
    const { link } = this.#options;
    if (method === "start") return link.start((event) => this.#forward(event));
    if (method === "closeOutputs") return link.closeOutputs(args[0] as readonly string[]);
    if (method === "close") return link.close();
    const { extensions } = link;
    if (method === "store") return extensions?.store(...(args as [string, string, Uint8Array]));
    if (method === "load") return extensions?.load(...(args as [string, string, boolean]));
    return extensions?.drop(...(args as [string, string]));
  }

  #forward(event: LinkEvent): void {
    if (event.type === "error") return this.tell({ op: "event", event, error: errorText(event.error) });
    if (event.type !== "input") return this.tell({ op: "event", event });
    try {
      this.#sender.send(this.#inputs.get(event.id) as number, event.metadata, event.value);
    } catch (error) {
      // Its sender has gone on: the reader learns of it.
      this.#dropped(event.id);
      this.#forward({ type: "error", error: error as Error });
    }
    event.value?.release();
  }
}
