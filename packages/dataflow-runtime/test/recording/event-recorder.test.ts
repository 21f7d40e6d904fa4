import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryLogger } from "@millrace/protocol/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as arrowType from "../../src/arrow/type-builders.ts";
import type { DoraValue } from "../../src/value.ts";
import { array } from "../../src/value.ts";
import { FakeLink } from "../node/fake-link.ts";

let directory = "";
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "millrace-recording-"));
});
afterEach(() => rm(directory, { recursive: true }));

/** What a node with these inputs records, without its times. */
async function recorded(...values: readonly (DoraValue | undefined)[]): Promise<Record<string, unknown>> {
  const link = new FakeLink({ writeEventsTo: join(directory, "inputs-js.json") });
  await using node = await link.connect();
  for (const value of values) link.input(value);
  link.tell({ type: "inputClosed", id: "in" }, { type: "nodeRestarted", id: "x" }, { type: "allInputsClosed" });
  await node.close();
  const text = await readFile(join(directory, "inputs-js.json"), "utf8");
  return JSON.parse(text.replaceAll(/,"time_offset_secs":[\d.e-]+|"time_offset_secs":[\d.e-]+,/g, "")) as never;
}

const field = (name: string, data_type: unknown): unknown => ({
  name,
  data_type,
  nullable: true,
  dict_id: 0,
  dict_is_ordered: false,
  metadata: {},
});

test("[WIRE-50] inputs, closed inputs and stops, as dora's nodes record them", async () => {
  const recording = await recorded(undefined, array("UInt8", [1, 2]), array("Float64", [1.5, null, NaN, Infinity]));
  expect(recording).toEqual({
    id: "js",
    recording_status: { state: "clean" },
    events: [
      { type: "Input", id: "in" },
      { type: "Input", id: "in", data: [1, 2], data_type: "UInt8" },
      { type: "Input", id: "in", data: [1.5, null, "NaN", "Infinity"], data_type: "Float64" },
      { type: "InputClosed", id: "in" },
      { type: "AllInputsClosed" },
    ],
  });
});

test.for<readonly [string, DoraValue, unknown, readonly unknown[]]>([
  ["text", array("Utf8", ["a", null]), "Utf8", ["a", null]],
  ["truth", array("Boolean", [true]), "Boolean", [true]],
  ["bytes", array("Binary", [Uint8Array.of(0x61, 0x62)]), "Binary", ["6162"]],
  ["days", array("Date32", [1]), "Date32", ["1970-01-02"]],
  [
    "times",
    array(arrowType.timestamp("us"), [1n, -1n, 1_000_000n]),
    { Timestamp: ["Microsecond", null] },
    ["1970-01-01T00:00:00.000001", "1969-12-31T23:59:59.999999", "1970-01-01T00:00:01"],
  ],
  ["lists", array(arrowType.list("Int32"), [[1], [2, 3]]), { List: field("item", "Int32") }, [[1], [2, 3]]],
  [
    "lists of a size",
    array(arrowType.fixedSizeList("Float32", 2), [[1, 2]]),
    { FixedSizeList: [field("item", "Float32"), 2] },
    [[1, 2]],
  ],
  [
    "structs",
    array(arrowType.struct({ a: "Int8", b: "Utf8" }), [{ a: 1, b: "x" }]),
    { Struct: [field("a", "Int8"), field("b", "Utf8")] },
    [{ a: 1, b: "x" }],
  ],
])("[WIRE-50] %s", async ([, value, data_type, data]) => {
  const { events } = (await recorded(value)) as { readonly events: readonly unknown[] };
  expect(events[0]).toEqual({ type: "Input", id: "in", data, data_type });
});

test("[WIRE-50] integers of 64 bits keep all their digits, and times are seconds since the start", async () => {
  await recorded(array("Int64", [9007199254740993n]));
  const text = await readFile(join(directory, "inputs-js.json"), "utf8");
  expect(text).toContain('"data":[9007199254740993]');
  const { events } = JSON.parse(text) as { readonly events: readonly { readonly time_offset_secs: number }[] };
  expect(events.every(({ time_offset_secs }) => time_offset_secs >= 0 && time_offset_secs < 60)).toBe(true);
});

test("[WIRE-50] a type that has no form poisons the recording and nothing else", async () => {
  const zoned = array(arrowType.timestamp("ns", "UTC"), [1n]);
  const recording = await recorded(array("UInt8", [1]), zoned, zoned, array("UInt8", [2]));
  expect(recording["recording_status"]).toMatchObject({
    state: "poisoned",
    first_failure_event_index: 1,
    first_failure_error: expect.stringContaining("Timestamp(ns, UTC)") as string,
    additional_failures: 1,
  });
  expect(recording["events"]).toHaveLength(4);
});

test("[WIRE-50] a directory that is not there costs a warning", async () => {
  const logger = memoryLogger();
  const link = new FakeLink({ writeEventsTo: join(directory, "missing", "inputs-js.json") });
  const node = await link.connect({ logger });
  await node.close();
  expect(logger.records.map(({ level }) => level)).toEqual(["warn"]);
});
