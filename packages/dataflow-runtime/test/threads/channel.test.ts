import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import * as arrowType from "../../src/arrow/type-builders.ts";
import { DoraValue } from "../../src/value.ts";
import { type Got, memoryOf, metadataOf, pairOf, type Pair } from "./support.ts";

const open: Pair[] = [];
const channel = (capacity?: number): Pair => {
  const pair = pairOf(memoryOf(1), memoryOf(2), capacity);
  open.push(pair);
  return pair;
};
afterEach(() => {
  for (const pair of open.splice(0)) pair.close();
});

const through = ({ sender, receiver, got }: Pair, value: DoraValue | undefined): Got => {
  sender.send(3, metadataOf(), value);
  receiver.run();
  return got.pop() as Got;
};

const samples: readonly (readonly [string, DoraValue])[] = [
  ["bytes", DoraValue.from(Uint8Array.of(1, 2, 3))],
  ["no bytes", DoraValue.from(new Uint8Array())],
  ["floats", DoraValue.from(Float64Array.of(0.5, -1e300))],
  ["big integers", DoraValue.from(BigInt64Array.of(2n ** 60n, -1n))],
  ["text with nulls", DoraValue.from(["a", null, "äöü", ""])],
  ["booleans", DoraValue.from([true, false, null])],
  ["lists", DoraValue.from([[1, 2], null, [3]])],
  ["structs", DoraValue.from([{ label: "cat", score: 0.5 }, null, { label: "dog", score: null }])],
  [
    "a fixed size list",
    DoraValue.from(
      [
        [1, 2],
        [3, 4],
      ],
      arrowType.fixedSizeList("Float32", 2),
    ),
  ],
  ["a timestamp", DoraValue.from(BigInt64Array.of(5n), arrowType.timestamp("us", "UTC"))],
  ["a dictionary", DoraValue.from(["a", "b", null, "a"], arrowType.dictionary("Utf8"))],
  ["nulls", DoraValue.from([null, null])],
];

describe("a channel", () => {
  test.each(samples)("[THR-4] carries %s", (_, value) => {
    const pair = channel();
    for (const { value: got } of [through(pair, value), through(pair, value)]) {
      expect(got?.toJSON()).toEqual(value.toJSON());
      expect(got?.type).toEqual(value.type);
      expect(got?.nullCount).toBe(value.nullCount);
      expect(Buffer.from(got?.ipc() ?? []).equals(value.ipc())).toBe(true);
    }
  });

  test("[THR-4] carries bytes of every length around its limits", () => {
    const pair = channel();
    for (const length of [1, 7, 8, 255, 256, 257, 4095, 4096, 65_535, 65_536, 65_537, 1_000_000]) {
      const bytes = Uint8Array.from({ length }, (_, index) => index * 31);
      const { value } = through(pair, DoraValue.from(bytes));
      expect(Buffer.from(value?.bytes ?? []).equals(bytes)).toBe(true);
      expect(value?.borrowed).toBe(length >= 65_536);
      value?.release();
    }
  });

  test("[THR-4] carries the stamp, the input and all kinds of parameters", () => {
    const { sender, receiver, got } = channel();
    const metadata = metadataOf(
      {
        b: { kind: "bool", value: true },
        i: { kind: "integer", value: 2n ** 60n },
        f: { kind: "float", value: 2 },
        s: { kind: "string", value: "x".repeat(100_000) },
        l: { kind: "listString", value: ["a", ""] },
      },
      2n ** 63n + 5n,
    );
    sender.send(65_535, metadata, undefined);
    receiver.run();
    expect(got).toEqual([{ input: 65_535, metadata, value: undefined }]);
  });

  test("[THR-4] tells clocks apart", () => {
    const { sender, receiver, got } = channel();
    const stamps = [1, 2, 2, 1].map((id, time) => ({ time: BigInt(time), id: new Uint8Array(16).fill(id) }));
    for (const timestamp of stamps) sender.send(0, { timestamp, parameters: new Map() }, undefined);
    receiver.run();
    expect(got.map(({ metadata }) => metadata.timestamp)).toEqual(stamps);
  });

  test("[THR-2] keeps messages and events of the engine in order, however full it is", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 60 }), (sizes) => {
        const { sender, receiver, got, controls } = channel();
        const order: string[] = [];
        sizes.forEach((size, index) => {
          if (size % 3 === 0) sender.control({ index, padding: "x".repeat(size) });
          else sender.send(index, metadataOf(), DoraValue.from(new Uint8Array(size)));
        });
        for (let rounds = 0; rounds < 100; rounds++) {
          receiver.run();
          sender.run();
          order.push(...got.splice(0).map(({ input, value }) => `${input} ${value?.length}`));
        }
        const inputs = sizes.flatMap((size, index) => (size % 3 === 0 ? [] : [`${index} ${size}`]));
        expect(order).toEqual(inputs);
        expect(controls).toHaveLength(sizes.length - inputs.length);
        expect(sender.isCrowded).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  test("[THR-2] a sender that finds no room is told when there is some", async () => {
    const { sender, receiver, got } = channel();
    const send = (): void => sender.send(0, metadataOf(), DoraValue.from(new Uint8Array(60_000)));
    while (!sender.isCrowded) send();
    const before = got.length;
    let hasRoom = false;
    const room = sender.room().then(() => (hasRoom = true));
    await Promise.resolve();
    expect(hasRoom).toBe(false);
    expect(sender.isReady).toBe(false);
    receiver.run();
    expect(sender.isReady).toBe(true);
    sender.run();
    await room;
    receiver.run();
    expect(got.length - before).toBeGreaterThan(10);
  });

  test("[THR-2] of what waits for room, an input keeps as many as its queue does; the oldest are dropped and counted", () => {
    const { sender, receiver, got, dropped } = channel(3);
    let sent = 0;
    while (dropped.length < 5) {
      sender.send(
        sent % 2,
        metadataOf({ n: { kind: "integer", value: sent } }),
        DoraValue.from(new Uint8Array(60_000)),
      );
      sent++;
    }
    for (let rounds = 0; rounds < 5; rounds++) {
      receiver.run();
      sender.run();
    }
    expect(got.length + dropped.length).toBe(sent);
    const numbers = got.map(({ metadata }) => Number(metadata.parameters.get("n")?.value));
    expect(numbers.slice(-6)).toEqual([6, 5, 4, 3, 2, 1].map((back) => sent - back));
  });

  test("[THR-2] requests are kept where other messages are dropped", () => {
    const { sender, receiver, got, dropped } = channel(1);
    const request = metadataOf({ request_id: { kind: "string", value: "r" } });
    while (!sender.isCrowded) sender.send(0, metadataOf(), DoraValue.from(new Uint8Array(60_000)));
    for (let sent = 0; sent < 5; sent++) sender.send(0, request, undefined);
    sender.send(0, metadataOf(), undefined);
    for (let rounds = 0; rounds < 3; rounds++) {
      receiver.run();
      sender.run();
    }
    expect(got.filter(({ metadata }) => metadata.parameters.size > 0)).toHaveLength(5);
    expect(dropped.length).toBeGreaterThan(0);
  });

  test("[THR-17] who sends to a reader that is gone does not wait", async () => {
    const { sender, receiver } = channel();
    while (!sender.isCrowded) sender.send(0, metadataOf(), DoraValue.from(new Uint8Array(60_000)));
    receiver.close();
    expect(sender.isReady).toBe(true);
    sender.run();
    await sender.room();
    expect(sender.isCrowded).toBe(false);
  });

  test("a type that is too wide to be told of is a coded error", () => {
    const { sender } = channel();
    const children = Array.from({ length: 20_000 }, (_, index) => ({
      name: `column ${index}`,
      type: "UInt8" as const,
      nullable: true,
    }));
    const value = DoraValue.from([Object.fromEntries(children.map(({ name }) => [name, 1]))]);
    expect(() => sender.send(0, metadataOf(), value)).toThrow(
      expect.objectContaining({ code: "DATAFLOW_TYPE_TOO_LARGE" }),
    );
  });
});
