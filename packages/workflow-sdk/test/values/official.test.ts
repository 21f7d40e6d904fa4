import { createRegistry, create, toBinary } from "@bufbuild/protobuf";
import {
  compilePriority,
  compileRetryPolicy,
  decompileRetryPolicy,
  defaultPayloadConverter,
  type Payload as OfficialPayload,
  SearchAttributeType as OfficialType,
  TypedSearchAttributes as OfficialSearchAttributes,
  type SearchAttributePair as OfficialPair,
} from "@temporalio/common";
import {
  decodeTypedSearchAttributes,
  encodeUnifiedSearchAttributes,
} from "@temporalio/common/lib/converter/payload-search-attributes.js";
import { historyFromJSON, historyToJSON } from "@temporalio/common/lib/proto-utils.js";
import { DefaultPayloadConverterWithProtobufs } from "@temporalio/common/lib/protobufs.js";
import { common, history, workflowservice } from "@millrace/protocol/temporal";
import { describe, expect, test } from "vitest";
import {
  BinaryProtoPayloadConverter,
  CompositePayloadConverter,
  createPayloadConverter,
  DataConverter,
  SearchAttributeType,
  TypedSearchAttributes,
  type Payload,
} from "../../src/index.ts";
import { historyFromJson, historyToJson } from "../../src/wire/history-json.ts";
import { wirePayload } from "../../src/wire/payloads.ts";
import { wirePriority } from "../../src/wire/priority.ts";
import { retryPolicyOf, wireRetryPolicy } from "../../src/wire/retry-policy.ts";
import { searchAttributesOf, wireSearchAttributes } from "../../src/wire/search-attributes.ts";
import { fromOfficial, officialMessage, officialRoot, toOfficial } from "./official-proto.ts";
import { goldenBytes } from "./vectors.ts";

const ours = new DataConverter();

const payloadToOfficial = (payload: Payload): OfficialPayload =>
  toOfficial(common.PayloadSchema, wirePayload(payload)) as OfficialPayload;

describe("payloads of the official TypeScript SDK", () => {
  test.each<[unknown]>([
    [undefined],
    [null],
    [new Uint8Array([0, 255])],
    [new Uint8Array()],
    [""],
    ["käse 🧀"],
    [0],
    [-1.5],
    [true],
    [{ a: [1, { b: null }], "": "x" }],
    [[]],
  ])("[VAL-38] %o is read, and ours is read there, and the bytes are the same", async (value) => {
    const official = defaultPayloadConverter.toPayload(value);
    expect(await ours.fromPayload(fromOfficial(common.PayloadSchema, official))).toEqual(value);
    const payload = await ours.toPayload(value);
    expect(defaultPayloadConverter.fromPayload(payloadToOfficial(payload))).toEqual(value);
    expect(toBinary(common.PayloadSchema, wirePayload(payload))).toEqual(
      toBinary(common.PayloadSchema, fromOfficial(common.PayloadSchema, official)),
    );
  });

  const registry = createRegistry(common.WorkflowExecutionSchema);
  const execution = { workflowId: "w", runId: "r" };
  const { typeName } = common.WorkflowExecutionSchema;

  test.each([
    ["json/protobuf", createPayloadConverter({ registry })],
    ["binary/protobuf", new CompositePayloadConverter([new BinaryProtoPayloadConverter({ registry })])],
  ])("[VAL-38] protobuf messages as %s", async (encoding, payloadConverter) => {
    const own = new DataConverter({ payloadConverter });
    const official = new DefaultPayloadConverterWithProtobufs({
      protobufRoot: officialRoot as Record<string, unknown>,
    });
    const message = create(common.WorkflowExecutionSchema, execution);
    const payload = await own.toPayload(message);
    const metadata = Object.entries(payload.metadata).map(([key, bytes]) => [key, new TextDecoder().decode(bytes)]);
    expect(Object.fromEntries(metadata)).toEqual({ encoding, messageType: typeName });
    expect(official.fromPayload(payloadToOfficial(payload))).toMatchObject(execution);
    const OfficialExecution = officialMessage(typeName) as unknown as { create(value: object): unknown };
    const back = fromOfficial(common.PayloadSchema, official.toPayload(OfficialExecution.create(execution)));
    // There the form is chosen by the converter's order; both of its forms must be read.
    expect(
      await new DataConverter({ payloadConverter: createPayloadConverter({ registry }) }).fromPayload(back),
    ).toEqual(message);
  });
});

describe("search attributes", () => {
  const values = {
    TEXT: "some words",
    KEYWORD: "käse",
    INT: 42,
    DOUBLE: 1.5,
    BOOL: true,
    DATETIME: new Date("2026-02-03T04:05:06.789Z"),
    KEYWORD_LIST: ["x", "y"],
  };
  const pairs = Object.values(SearchAttributeType).map((type) => ({ key: { name: type, type }, value: values[type] }));

  test("[VAL-39] of all types are read on both sides", () => {
    expect(Object.keys(OfficialType)).toEqual(Object.keys(SearchAttributeType));
    const official = new OfficialSearchAttributes(pairs as OfficialPair[]);
    const indexedFields = encodeUnifiedSearchAttributes(undefined, official);
    const message = fromOfficial(common.SearchAttributesSchema, { indexedFields });
    expect(searchAttributesOf(message).getAll()).toEqual(pairs);
    const own = toOfficial(
      common.SearchAttributesSchema,
      wireSearchAttributes(new TypedSearchAttributes(pairs as never)),
    );
    const { indexedFields: fields } = own as { readonly indexedFields: Record<string, OfficialPayload> };
    expect(decodeTypedSearchAttributes(fields).getAll()).toEqual(pairs);
  });

  test("[VAL-39] those written without types are none of these", () => {
    const indexedFields = encodeUnifiedSearchAttributes({ old: ["x"] });
    const message = fromOfficial(common.SearchAttributesSchema, { indexedFields });
    expect(searchAttributesOf(message).getAll()).toEqual([]);
  });
});

test("[VAL-40] histories as JSON are read on both sides", () => {
  const { HistorySchema } = history;
  const bytes = goldenBytes("temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse");
  const response = officialMessage(workflowservice.GetWorkflowExecutionHistoryResponseSchema.typeName).decode(bytes);
  const official = (response as { readonly history: Parameters<typeof historyToJSON>[0] }).history;
  const message = fromOfficial(HistorySchema, official);
  expect(historyFromJson(historyToJSON(official))).toEqual(message);
  expect(historyFromJson(JSON.stringify(official))).toEqual(message);
  expect(historyToJson(message.events)).toEqual(JSON.parse(historyToJSON(official)));
  expect(fromOfficial(HistorySchema, historyFromJSON(historyToJson(message.events)))).toEqual(message);
});

test("[VAL-41] retry policies and priorities are the same messages", () => {
  const official = compileRetryPolicy({
    initialInterval: 500,
    maximumInterval: 10_000,
    backoffCoefficient: 3,
    maximumAttempts: 4,
    nonRetryableErrorTypes: ["NoMoney"],
  });
  const own = retryPolicyOf(fromOfficial(common.RetryPolicySchema, official));
  expect(own).toEqual({
    initialIntervalMs: 500,
    maximumIntervalMs: 10_000,
    backoffCoefficient: 3,
    maximumAttempts: 4,
    nonRetryableErrorTypes: ["NoMoney"],
  });
  const back = toOfficial(common.RetryPolicySchema, wireRetryPolicy(own));
  expect(decompileRetryPolicy(back)).toEqual(decompileRetryPolicy(official));
  const priority = { priorityKey: 2, fairnessKey: "tenant", fairnessWeight: 4 };
  expect(fromOfficial(common.PrioritySchema, compilePriority(priority))).toMatchObject(wirePriority(priority));
});
