/** What becomes of the watermark while a message that was handed back has not come again. */
import { ManualClock, silentLogger } from "@millrace/protocol";
import { expect, test } from "vitest";
import {
  defineMap,
  defineReduce,
  defineSourceTransform,
  nack,
  runSpec,
  text,
  type SourceMessage,
  type SpecComponents,
} from "../../src/index.ts";
import { keep } from "./parts.ts";

const yaml = `
apiVersion: numaflow.numaproj.io/v1alpha1
kind: Pipeline
metadata: { name: returned }
spec:
  limits: { readBatchSize: 1 }
  watermark: { maxDelay: 0s }
  vertices:
    - { name: in, source: { udsource: { container: { image: x } }, transformer: { container: { image: x } } } }
    - { name: look, udf: { container: { image: x } } }
    - name: count
      udf:
        container: { image: x }
        groupBy: { keyed: true, window: { fixed: { length: 10s } }, storage: { no_store: {} } }
    - { name: out, sink: { udsink: { container: { image: x } } } }
  edges:
    - { from: in, to: look }
    - { from: look, to: count }
    - { from: count, to: out }
`;

const count = defineReduce({
  input: text,
  output: text,
  initial: () => 0,
  step: (n: number) => n + 1,
  finish: (n, { window }) => ({ value: `${n}@${window.start.getTime() / 1000}` }),
});

const delayMs = 500;

const messageOf = (second: number): SourceMessage => ({
  value: String(second),
  keys: ["k"],
  eventTime: new Date(second * 1000),
});

/** Runs messages of 40 seconds, and some that carry the watermark through two edges; `returned` are handed back by `where`, once. */
async function run(where: "transformer" | "map", returned: readonly string[], after: readonly number[] = []) {
  const clock = new ManualClock();
  const kept = keep();
  const seen = new Set<string>();
  const handedBack = new Set<string>();
  const seconds = [...Array.from({ length: 40 }, (_, second) => second), 100, 101, 102];

  const handsBack = (value: string): boolean => {
    if (!returned.includes(value) || handedBack.has(value)) return false;
    handedBack.add(value);
    return true;
  };
  async function* source(): AsyncGenerator<SourceMessage, void> {
    yield* seconds.map(messageOf);
    // All others are on their way before the first is read again.
    while (seen.size < seconds.length - (where === "transformer" ? returned.length : 0))
      await new Promise(setImmediate);
    await clock.advance(delayMs);
    yield* after.map(messageOf);
  }
  const components: SpecComponents = {
    in: {
      source: source(),
      transformer: defineSourceTransform({
        input: text,
        output: text,
        handle: (value, { eventTime }) =>
          where === "transformer" && handsBack(value) ? nack({ delayMs }) : { value, eventTime },
      }),
    },
    look: defineMap({
      input: text,
      output: text,
      handle: (value) => {
        seen.add(value);
        return where === "map" && handsBack(value) ? nack({ delayMs }) : { value };
      },
    }),
    count,
    out: kept.sink,
  };
  // A window that only the end of the source would close counts as dropped: the watermark has to close them.
  const result = await runSpec(yaml, components, { logger: silentLogger, clock, openWindows: "discard" });
  return { values: kept.values, drops: result.dropped.map(({ reason, count: n }) => [reason, n]) };
}

const whole = { values: ["10@0", "10@10", "10@20", "10@30"], drops: [["open-window", 3]] };

test("without any", async () => {
  expect(await run("map", [])).toEqual(whole);
});

test("a map holds it until the message has gone on, and lets it go then", async () => {
  expect(await run("map", ["3"])).toEqual(whole);
});

test("a map holds it at the earliest of several", async () => {
  expect(await run("map", ["25", "3", "14"])).toEqual(whole);
});

test("a source holds it while its transformer has a message to come again, and lets it go with the next", async () => {
  expect(await run("transformer", ["3"], [103, 104, 105, 106])).toEqual({ ...whole, drops: [["open-window", 7]] });
});
