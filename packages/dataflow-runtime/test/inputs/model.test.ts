import fc from "fast-check";
import { expect, test } from "vitest";
import type { QueuedEvent } from "../../src/inputs/input-queues.ts";
import { flush, message, requestOf, shown, testQueues, type Inputs } from "./support.ts";

type Step = { readonly push: QueuedEvent } | "take";

const inputs: Inputs = { a: { size: 1 }, b: { size: 3 }, c: { size: 1, policy: "backpressure" } };
const bounds: Readonly<Record<string, number>> = { a: 1, b: 3, c: 100 };

interface Entry {
  readonly id: string;
  readonly text: string;
  readonly correlated: boolean;
}

/** The rules, written down without a thought for speed. */
class Model {
  control: string[] = [];
  entries: Entry[] = [];
  turns: string[] = Object.keys(bounds);
  stopped = false;
  dropped: string[] = [];

  push(event: QueuedEvent): void {
    if (this.stopped) return;
    if (event.type !== "input") return void this.control.push(shown(event));
    const { parameters } = event.metadata;
    const entry: Entry = { id: event.id, text: shown(event), correlated: parameters.has("request_id") };
    const own = (other: Entry): boolean => other.id === event.id;
    if (parameters.has("flush")) this.entries = this.entries.filter((other) => !own(other) || other.correlated);
    this.entries.push(entry);
    if (this.entries.filter(own).length <= (bounds[event.id] as number)) return;
    const goes = this.entries.find((other) => own(other) && !other.correlated) ?? this.entries.find(own);
    this.entries = this.entries.filter((other) => other !== goes);
    if (goes !== undefined) this.dropped.push(goes.text);
  }

  take(): string | undefined {
    const control = this.control.shift();
    if (control !== undefined) {
      if (control === "stop") {
        this.stopped = true;
        this.control = [];
      }
      return control;
    }
    const turn = this.turns.find((id) => this.entries.some((entry) => entry.id === id));
    if (turn === undefined) return undefined;
    this.turns = [...this.turns.filter((id) => id !== turn), turn];
    const entry = this.entries.find(({ id }) => id === turn) as Entry;
    this.entries.splice(this.entries.indexOf(entry), 1);
    return entry.text;
  }
}

const numbered = fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 999 }));
const push = fc
  .oneof(
    { weight: 6, arbitrary: numbered.map(([id, number]) => message(id, number)) },
    { weight: 2, arbitrary: numbered.map(([id, number]) => message(id, number, requestOf("r"))) },
    { weight: 1, arbitrary: numbered.map(([id, number]) => message(id, number, flush)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<QueuedEvent>({ type: "inputClosed", id: "a" }, { type: "nodeRestarted", id: "n" }),
    },
  )
  .map((event): Step => ({ push: event }));
const steps = fc.array(fc.oneof({ weight: 3, arbitrary: push }, { weight: 2, arbitrary: fc.constant<Step>("take") }), {
  maxLength: 250,
  size: "max",
});
const stop: Step = { push: { type: "stop" } };

test("[WIRE-20] [WIRE-21] [WIRE-22] [WIRE-23] [WIRE-24] queues do what the rules say, step by step", () => {
  const check = fc.property(steps, steps, (before, after) => {
    const model = new Model();
    const { queues, drops } = testQueues(inputs);
    for (const step of [...before, stop, ...after]) {
      const events = step === "take" ? [] : [step.push];
      for (const event of events) {
        queues.push(event);
        model.push(event);
      }
      for (let takes = 1 - events.length; takes > 0; takes--) {
        const event = queues.take();
        expect(event === undefined ? undefined : shown(event)).toBe(model.take());
      }
      expect(queues.size).toBe(model.control.length + model.entries.length);
      expect(queues.stopped).toBe(model.stopped);
    }
    expect(drops.map(({ text }) => text)).toEqual(model.dropped);
  });
  fc.assert(check, { numRuns: 200, seed: 5 });
});
