import fc from "fast-check";
import type { HlcTimestamp, RawMetadata } from "../../src/node-link.ts";
import type { TypedParameter } from "../../src/parameter.ts";
import type { DaemonReply, DaemonRequest, NodeEvent, StampedEvent } from "../../src/wire/messages.ts";

const int64 = fc
  .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
  .map((value) => (Number.isSafeInteger(Number(value)) ? Number(value) : value));
// Minus zero comes back as it was, and NaN as a NaN.
const float64 = fc.double();
const text = fc.string({ unit: "binary", maxLength: 50 }).filter((value) => value.isWellFormed());
const bytes = (maxLength: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength });

const timestamp: fc.Arbitrary<HlcTimestamp> = fc.record({
  time: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  id: fc.uint8Array({ minLength: 16, maxLength: 16 }),
});

const parameter: fc.Arbitrary<TypedParameter> = fc.oneof(
  fc.record({ kind: fc.constant("bool" as const), value: fc.boolean() }),
  fc.record({ kind: fc.constant("integer" as const), value: int64 }),
  fc.record({ kind: fc.constant("string" as const), value: text }),
  fc.record({ kind: fc.constant("listInteger" as const), value: fc.array(int64) }),
  fc.record({ kind: fc.constant("float" as const), value: float64 }),
  fc.record({ kind: fc.constant("listFloat" as const), value: fc.array(float64) }),
  fc.record({ kind: fc.constant("listString" as const), value: fc.array(text) }),
  fc.record({ kind: fc.constant("timestamp" as const), value: text }),
);

const metadata: fc.Arbitrary<RawMetadata> = fc.record({
  timestamp,
  parameters: fc.array(fc.tuple(text, parameter), { maxLength: 6 }).map((entries) => new Map(entries)),
});

const data = fc.option(
  fc.oneof(
    bytes(60),
    fc.integer({ min: 0, max: 20_000 }).map((length) => new Uint8Array(length).fill(length)),
  ),
  { nil: undefined },
);
const type = <T extends string>(name: T): fc.Arbitrary<T> => fc.constant(name);

export const request: fc.Arbitrary<{ request: DaemonRequest; timestamp: HlcTimestamp }> = fc.record({
  timestamp,
  request: fc.oneof(
    fc.record({
      type: type("register"),
      dataflowId: fc.uuid(),
      nodeId: text,
      doraVersion: text,
      metadataVersion: fc.integer({ min: 0, max: 65_535 }),
    }),
    fc.record({ type: type("sendMessage"), outputId: text, metadata, data }),
    fc.record({ type: type("outputSent"), outputId: text, metadata }),
    fc.record({ type: type("closeOutputs"), outputIds: fc.array(text) }),
    fc.record({ type: fc.constantFrom("subscribe", "outputsDone", "nextEvent", "eventStreamDropped") }),
    fc.record({ type: type("nodeConfig"), nodeId: text }),
    fc.record({ type: type("extensionStore"), namespace: text, key: text, value: bytes(40) }),
    fc.record({ type: type("extensionLoad"), namespace: text, key: text, remove: fc.boolean() }),
    fc.record({ type: type("extensionDrop"), namespace: text, key: text }),
    fc.record({ type: type("extensionRequest"), namespace: text, payload: bytes(40) }),
  ) as fc.Arbitrary<DaemonRequest>,
});

const event = fc.oneof(
  fc.record({ type: fc.constantFrom("stop", "allInputsClosed") }),
  fc.record({ type: type("reload"), operatorId: fc.option(text, { nil: undefined }) }),
  fc.record({ type: type("input"), id: text, metadata, data }),
  fc.record({ type: fc.constantFrom("inputClosed", "inputRecovered", "nodeRestarted"), id: text }),
  fc.record({ type: type("paramUpdate"), key: text, valueJson: bytes(30) }),
  fc.record({ type: type("paramDeleted"), key: text }),
  fc.record({ type: type("nodeFailed"), affectedInputIds: fc.array(text), error: text, sourceNodeId: text }),
  fc.record({ type: type("extensionDropped"), namespace: text, key: text }),
) as fc.Arbitrary<NodeEvent>;

const stamped: fc.Arbitrary<StampedEvent> = fc.record({ event, timestamp });

export const reply: fc.Arbitrary<DaemonReply> = fc.oneof(
  fc.record({ type: type("result"), error: fc.option(text, { nil: undefined }) }),
  fc.record({ type: type("nextEvents"), events: fc.array(stamped, { maxLength: 5 }) }),
  fc.record({ type: type("extensionValue"), value: fc.option(bytes(40), { nil: undefined }) }),
  fc.record({ type: type("empty") }),
  fc.record({ type: type("extensionReply"), payload: bytes(40) }),
);
