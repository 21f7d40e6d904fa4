import type { LinkEvent, NodeLink } from "../node-link.ts";
import { operatorConfig, operatorNames, type OperatorNames } from "./operator-ports.ts";

interface Party {
  readonly id: string;
  readonly names: OperatorNames;
  deliver: ((event: LinkEvent) => void) | undefined;
  /** Its inputs from other nodes that may still get something. */
  readonly openInputs: Set<string>;
  readonly hadInputs: boolean;
}

/**
 * One link for many operators: each gets a link of its own, with its inputs and outputs and the events that concern
 * it. To the engine all of them are one node.
 */
export class SharedLink {
  readonly #link: NodeLink;
  readonly #stopAll: () => void;
  readonly #parties: Party[] = [];
  readonly #ready: PromiseWithResolvers<void> = Promise.withResolvers();
  #listening = 0;
  #waiting = 0;

  /** @param stopAll what STOP_ALL of an operator does */
  constructor(link: NodeLink, operatorIds: readonly string[], stopAll: () => void) {
    this.#link = link;
    this.#stopAll = stopAll;
    // Whoever starts learns of a failure.
    this.#ready.promise.catch(() => undefined);
    const isAlone = operatorIds.length === 1;
    for (const id of operatorIds) {
      const names = operatorNames(id, isAlone, link.config);
      const inputs = [...link.config.inputs].filter(([hostId]) => names.own(hostId) !== undefined);
      const fromNodes = inputs.filter(([, { source }]) => !source.startsWith("dora/")).map(([hostId]) => hostId);
      this.#parties.push({
        id,
        names,
        deliver: undefined,
        openInputs: new Set(fromNodes),
        hadInputs: fromNodes.length > 0,
      });
    }
  }

  /** Inputs of the node that no operator takes. */
  get strayInputs(): readonly string[] {
    const { inputs } = this.#link.config;
    return [...inputs.keys()].filter((id) => this.#parties.every(({ names }) => names.own(id) === undefined));
  }

  linkOf(operatorId: string): NodeLink {
    const party = this.#parties.find(({ id }) => id === operatorId) as Party;
    const link = this.#link;
    const { names } = party;
    return {
      config: operatorConfig(link.config, names),
      now: () => link.now(),
      start: (deliver) => {
        party.deliver = deliver;
        this.#listening += 1;
        // Nothing that comes early may pass an operator by: the engine is asked when the last one listens.
        if (this.#listening === this.#parties.length) {
          link.start((event) => this.#hand(event)).then(this.#ready.resolve, this.#ready.reject);
        }
        return this.#ready.promise;
      },
      send: (outputId, metadata, value) => link.send(names.host(outputId), metadata, value),
      closeOutputs: (ids) => link.closeOutputs(ids.map((id) => names.host(id))),
      taken: (event) => link.taken?.({ ...event, id: names.host(event.id) }),
      dropped: (inputId) => link.dropped?.(names.host(inputId)),
      ...(link.allocate === undefined ? {} : { allocate: (bytes: number) => link.allocate?.(bytes) as Uint8Array }),
      ...(link.log === undefined ? {} : { log: (line: string) => link.log?.(line) }),
      ...(link.keepAlive === undefined ? {} : { keepAlive: (on: boolean) => this.#keepAlive(on) }),
      ...(link.extensions === undefined ? {} : { extensions: link.extensions }),
      stopDataflow: this.#stopAll,
      close: async () => {
        party.deliver = undefined;
        await link.closeOutputs(link.config.outputs.filter((id) => names.own(id) !== undefined));
      },
    };
  }

  /** An operator will never listen: the others need not wait for it. */
  abandon(reason: unknown): void {
    this.#ready.reject(reason);
  }

  /** Ends the events of all operators, in whatever thread they are. */
  end(): void {
    for (const { deliver } of this.#parties) deliver?.({ type: "end" });
  }

  #hand(event: LinkEvent): void {
    if (event.type === "input") return this.#handInput(event);
    for (const party of this.#parties) {
      const own = ownEvent(event, party);
      if (own === undefined) continue;
      party.deliver?.(own);
      // Each operator ends with its own inputs, whatever the others still get.
      if (own.type === "inputClosed" && party.hadInputs && party.openInputs.size === 0) {
        party.deliver?.({ type: "allInputsClosed" });
      }
    }
  }

  /** The process lives on while one of the operators waits. */
  #keepAlive(on: boolean): void {
    const before = this.#waiting;
    this.#waiting += on ? 1 : -1;
    if (before === 0 || this.#waiting === 0) this.#link.keepAlive?.(on);
  }

  #handInput(event: Extract<LinkEvent, { readonly type: "input" }>): void {
    for (const { names, deliver } of this.#parties) {
      const id = names.own(event.id);
      if (id === undefined) continue;
      if (deliver !== undefined) return deliver({ ...event, id });
      break;
    }
    // Its operator has ended: nobody will read it.
    this.#link.taken?.(event);
    event.value?.release();
  }
}

/** An event as one operator hears it; `undefined`: it concerns others. */
function ownEvent(event: LinkEvent, { id, names, openInputs, hadInputs }: Party): LinkEvent | undefined {
  switch (event.type) {
    case "inputClosed":
    case "inputRecovered": {
      const own = names.own(event.id);
      if (own === undefined) return undefined;
      if (event.type === "inputClosed") openInputs.delete(event.id);
      else openInputs.add(event.id);
      return { type: event.type, id: own };
    }
    case "nodeFailed": {
      const affectedInputIds = event.affectedInputIds.flatMap((hostId) => names.own(hostId) ?? []);
      return affectedInputIds.length === 0 ? undefined : { ...event, affectedInputIds };
    }
    case "reload":
      return event.operatorId === undefined || event.operatorId === id ? event : undefined;
    case "allInputsClosed":
      // Told when its own last input closed.
      return hadInputs ? undefined : event;
    default:
      return event;
  }
}
