import { create, equals, fromBinary, type MessageInitShape } from "@bufbuild/protobuf";
import { enums, history, workflowservice } from "@millrace/protocol/temporal";
import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { historyFromJson, historyToJson } from "../../src/wire/history-json.ts";
import { goldenBytes } from "./vectors.ts";

const { HistorySchema } = history;
const responseType = "temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse";

/** Events of many kinds, with payloads, failures, times and enums. */
function golden(): history.History {
  const response = fromBinary(workflowservice.GetWorkflowExecutionHistoryResponseSchema, goldenBytes(responseType));
  return response.history as history.History;
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

function started(attributes: object): unknown {
  return {
    events: [
      { eventId: "1", eventType: "WorkflowExecutionStarted", workflowExecutionStartedEventAttributes: attributes },
    ],
  };
}

/** The attributes of the one event of a history. */
function attributesOf(json: unknown): history.WorkflowExecutionStartedEventAttributes {
  const event = historyFromJson(json).events[0];
  expect(event?.eventType).toBe(enums.EventType.WORKFLOW_EXECUTION_STARTED);
  return event?.attributes.value as history.WorkflowExecutionStartedEventAttributes;
}

const payloadTexts = (payloads: readonly { metadata: Record<string, Uint8Array>; data: Uint8Array }[]): unknown =>
  payloads.map(({ metadata, data }) => [
    Object.fromEntries(Object.entries(metadata).map(([key, bytes]) => [key, new TextDecoder().decode(bytes)])),
    new TextDecoder().decode(data),
  ]);

describe("a history", () => {
  test("[VAL-33] is written as official tools write it, and comes back", () => {
    const message = golden();
    const json = historyToJson(message.events) as { readonly events: readonly Record<string, unknown>[] };
    expect(json.events[0]).toMatchObject({ eventId: "1", eventType: "EVENT_TYPE_WORKFLOW_EXECUTION_STARTED" });
    expect(equals(HistorySchema, historyFromJson(json), message)).toBe(true);
  });

  test("[VAL-33] is read from text, bytes, the answer that holds it, and the list of its events", () => {
    const message = golden();
    const json = historyToJson(message.events) as { readonly events: unknown[] };
    const text = JSON.stringify(json);
    const forms = [text, new TextEncoder().encode(text), { history: json, archived: true }, json.events];
    for (const form of forms) expect(equals(HistorySchema, historyFromJson(form), message)).toBe(true);
  });
});

describe("dialects", () => {
  test("[VAL-34] enums as older servers wrote them, as numbers, and from newer servers", () => {
    const attributes = attributesOf(
      started({
        taskQueue: { name: "q", kind: "Normal" },
        initiator: "CronSchedule",
        continuedFailure: { childWorkflowExecutionFailureInfo: { retryState: "MaximumAttemptsReached" } },
        parentInitiatedEventVersion: "-24",
        versioningOverride: { behavior: "VERSIONING_BEHAVIOR_OF_TOMORROW" },
      }),
    );
    expect(attributes.taskQueue?.kind).toBe(enums.TaskQueueKind.NORMAL);
    expect(attributes.initiator).toBe(enums.ContinueAsNewInitiator.CRON_SCHEDULE);
    expect(attributes.continuedFailure?.failureInfo.value).toMatchObject({
      retryState: enums.RetryState.MAXIMUM_ATTEMPTS_REACHED,
    });
    const numbered = historyFromJson([{ eventType: 1, workflowExecutionStartedEventAttributes: {} }]);
    expect(numbered.events[0]?.eventType).toBe(enums.EventType.WORKFLOW_EXECUTION_STARTED);
  });

  test("[VAL-34] fields by their names in the contract, and fields that nobody knows", () => {
    const event = {
      event_id: "7",
      event_type: "EVENT_TYPE_WORKFLOW_EXECUTION_STARTED",
      workflow_execution_started_event_attributes: { first_execution_run_id: "r", field_of_tomorrow: { a: 1 } },
    };
    expect(historyFromJson([event]).events[0]).toMatchObject({
      eventId: 7n,
      attributes: { value: { firstExecutionRunId: "r" } },
    });
  });

  test("[VAL-35] payloads as the values that they hold", () => {
    const attributes = attributesOf(
      started({
        input: ["text", { a: 1 }, null, [1, 2], { _protoMessageType: "orders.Order", id: 7 }, { data: 1 }],
        memo: {
          fields: { note: "text", none: null, long: { metadata: { encoding: base64("x/y") }, data: base64("z") } },
        },
      }),
    );
    expect(payloadTexts(attributes.input?.payloads ?? [])).toEqual([
      [{ encoding: "json/plain" }, '"text"'],
      [{ encoding: "json/plain" }, '{"a":1}'],
      [{ encoding: "binary/null" }, ""],
      [{ encoding: "json/plain" }, "[1,2]"],
      [{ encoding: "json/protobuf", messageType: "orders.Order" }, '{"id":7}'],
      [{ encoding: "json/plain" }, '{"data":1}'],
    ]);
    expect(payloadTexts(Object.values(attributes.memo?.fields ?? {}))).toEqual([
      [{ encoding: "json/plain" }, '"text"'],
      [{ encoding: "binary/null" }, ""],
      [{ encoding: "x/y" }, "z"],
    ]);
  });

  test("[VAL-36] what JSON.stringify makes of the official SDK's messages", () => {
    const attributes = attributesOf(
      started({
        input: { payloads: [{ metadata: { encoding: Buffer.from("json/plain") }, data: { "0": 49, "1": 50 } }] },
        parentInitiatedEventId: { low: -2, high: -1, unsigned: false },
        workflowRunTimeout: { seconds: { low: 60, high: 0, unsigned: false }, nanos: 500_000_000 },
        workflowExecutionExpirationTime: { seconds: "1700000000", nanos: 5 },
        workflowTaskTimeout: { seconds: 10 },
        searchAttributes: null,
      }),
    );
    expect(payloadTexts(attributes.input?.payloads ?? [])).toEqual([[{ encoding: "json/plain" }, "12"]]);
    expect(attributes.parentInitiatedEventId).toBe(-2n);
    expect(attributes.workflowRunTimeout).toMatchObject({ seconds: 60n, nanos: 500_000_000 });
    expect(attributes.workflowExecutionExpirationTime).toMatchObject({ seconds: 1_700_000_000n, nanos: 5 });
    expect(attributes.workflowTaskTimeout).toMatchObject({ seconds: 10n, nanos: 0 });
  });
});

describe("what is no history", () => {
  const deep = (levels: number): unknown => {
    let failure: MessageInitShape<typeof history.WorkflowExecutionFailedEventAttributesSchema>["failure"] = {};
    for (let level = 0; level < levels; level++) failure = { cause: failure };
    return { events: [{ workflowExecutionFailedEventAttributes: { failure } }] };
  };

  test.each<[string, unknown]>([
    ["text that is not JSON", "{"],
    ["nothing", undefined],
    ["a number", 7],
    ["an object without events", { event: [] }],
    ["events that are no list", { events: {} }],
    ["events that are no objects", [1]],
    ["a field of another type", [{ eventId: {} }]],
    ["bytes that are no base64", started({ input: { payloads: [{ data: "%%" }] } })],
    ["failures within failures without end", deep(100_000)],
  ])("[VAL-37] %s is refused", async (_what, json) => {
    await expectCode(() => historyFromJson(json), "WORKFLOW_INVALID_HISTORY");
  });

  test("[VAL-37] as many causes as a failure may have are none of these", () => {
    expect(historyFromJson(deep(60)).events).toHaveLength(1);
    expect(create(HistorySchema).events).toEqual([]);
  });
});
