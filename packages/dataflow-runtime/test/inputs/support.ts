import type { InputConfig, QueuePolicy } from "../../src/node-config.ts";
import type { LinkEvent } from "../../src/node-link.ts";
import type { TypedParameter } from "../../src/parameter.ts";
import type { InputMessage } from "../../src/inputs/input-queue.ts";
import { InputQueues, type Drop, type EventOrder } from "../../src/inputs/input-queues.ts";

export type Parameters = Readonly<Record<string, TypedParameter>>;

const timestamp = { time: 1n, id: new Uint8Array(16).fill(1) };

/** A message that is told from others by its number. */
export const message = (id: string, number: number, parameters: Parameters = {}): InputMessage => ({
  type: "input",
  id,
  metadata: {
    timestamp,
    parameters: new Map([["n", { kind: "integer", value: number } as const], ...Object.entries(parameters)]),
  },
  value: undefined,
});

export const requestOf = (id: string): Parameters => ({ request_id: { kind: "string", value: id } });
export const flush: Parameters = { flush: { kind: "bool", value: true } };

/** `id` and number of an input, the type of everything else. */
export function shown(event: LinkEvent): string {
  if (event.type !== "input") return "id" in event ? `${event.type} ${event.id}` : event.type;
  const number = event.metadata.parameters.get("n");
  return `${event.id}${String(number?.value)}`;
}

export interface TestQueues {
  readonly queues: InputQueues;
  readonly drops: { readonly text: string; readonly drop: Drop }[];
  readonly discarded: string[];
  readonly push: (...events: Parameters_<InputQueues["push"]>[]) => void;
  /** Everything that waits, in order. */
  readonly rest: () => string[];
}

type Parameters_<F extends (event: never) => void> = F extends (event: infer E) => void ? E : never;

export type Inputs = Readonly<Record<string, { readonly size: number; readonly policy?: QueuePolicy }>>;

export function testQueues(inputs: Inputs, order: EventOrder = "fair"): TestQueues {
  const drops: TestQueues["drops"] = [];
  const discarded: string[] = [];
  const config = (input: Inputs[string]): InputConfig => ({
    source: "a/b",
    queueSize: input.size,
    queuePolicy: input.policy ?? "drop_oldest",
  });
  const queues = new InputQueues({
    inputs: new Map(Object.entries(inputs).map(([id, input]) => [id, config(input)])),
    order,
    onDrop: (dropped, drop) => drops.push({ text: shown(dropped), drop }),
    onDiscard: (dropped) => discarded.push(shown(dropped)),
  });
  const rest = (): string[] => {
    const events: string[] = [];
    for (let event = queues.take(); event !== undefined; event = queues.take()) events.push(shown(event));
    return events;
  };
  return { queues, drops, discarded, push: (...events) => events.forEach((event) => queues.push(event)), rest };
}
