import { readFileSync } from "node:fs";
import { create, createRegistry, fromBinary, toBinary } from "@bufbuild/protobuf";
import { common, type failure as wire } from "@millrace/protocol/temporal";
import { describe, expect, test } from "vitest";
import * as sdk from "../../src/index.ts";
import { wirePayload } from "../../src/wire/payloads.ts";
import { searchAttributesOf, wireSearchAttributes } from "../../src/wire/search-attributes.ts";
import { fromBytes, toBytes } from "./there-and-back.ts";

interface Golden {
  readonly payloads: readonly { readonly kind: string; readonly value: unknown; readonly hex: string }[];
  readonly failures: readonly { readonly name: string; readonly hex: string }[];
  readonly searchAttributes: readonly {
    readonly type: sdk.SearchAttributeType;
    readonly value: unknown;
    readonly hex: string;
  }[];
}

const file = new URL("../../../../proto/vectors/temporal-payloads.json", import.meta.url);
const golden = JSON.parse(readFileSync(file, "utf8")) as Golden;
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

const registry = createRegistry(common.WorkflowExecutionSchema);
const converter = new sdk.DataConverter({ payloadConverter: sdk.createPayloadConverter({ registry }) });
const binaryFirst = new sdk.DataConverter({ payloadConverter: new sdk.BinaryProtoPayloadConverter({ registry }) });

/** What a row of the file stands for. */
function valueOf(kind: string, value: unknown): unknown {
  if (kind === "undefined") return undefined;
  if (kind === "bytes") return bytesOf(value as string);
  if (kind.endsWith("message")) return create(common.WorkflowExecutionSchema, value as { workflowId: string });
  return value;
}

describe("payloads of the Python SDK", () => {
  test.each(golden.payloads.map((row) => [row.kind, JSON.stringify(row.value), row] as const))(
    "[VAL-45] %s %s is read, and written alike",
    async (kind, text, { value, hex }) => {
      const payload = fromBinary(common.PayloadSchema, bytesOf(hex));
      expect(await converter.fromPayload(payload)).toEqual(valueOf(kind, value));
      const own = await (kind === "binary message" ? binaryFirst : converter).toPayload(valueOf(kind, value));
      const written = toBinary(common.PayloadSchema, wirePayload(own));
      expect(await converter.fromPayload(fromBinary(common.PayloadSchema, written))).toEqual(valueOf(kind, value));
      // Python sorts the members of messages as JSON, and escapes what is not ASCII.
      const otherText = kind === "message" || /[^ -~]/.test(text);
      expect(otherText || Buffer.from(written).toString("hex")).toBe(otherText || hex);
    },
  );
});

describe("search attributes of the Python SDK", () => {
  test.each(golden.searchAttributes.map((row) => [row.type, row] as const))(
    "[VAL-45] of type %s are read",
    (type, { value, hex }) => {
      const indexedFields = { a: fromBinary(common.PayloadSchema, bytesOf(hex)) };
      const read = searchAttributesOf(create(common.SearchAttributesSchema, { indexedFields })).getAll();
      const wanted = type === "DATETIME" ? new Date(value as string) : value;
      expect(read).toEqual(value === null ? [] : [{ key: { name: "a", type }, value: wanted }]);
    },
  );

  test("[VAL-45] one that is removed is the same bytes", () => {
    const removed = golden.searchAttributes.find(({ value }) => value === null);
    const own = wireSearchAttributes([{ key: sdk.defineSearchAttributeKey("a", "INT"), value: null }]);
    expect(toBinary(common.PayloadSchema, own.indexedFields["a"] as common.Payload)).toEqual(
      bytesOf(removed?.hex ?? ""),
    );
  });
});

describe("failures of the Python SDK", () => {
  const noStock = new sdk.ApplicationFailure("no stock", {
    type: "NoStock",
    nonRetryable: true,
    details: [{ left: 0 }, "reserved"],
    nextRetryDelayMs: 1500,
    category: "BENIGN",
  });
  const late = new sdk.TimeoutFailure("late", { timeoutType: "HEARTBEAT", heartbeatDetails: [1, "two"] });
  const ours: Readonly<Record<string, sdk.TemporalFailure>> = {
    application: noStock,
    cancelled: new sdk.CancelledFailure("stop", { details: ["why"] }),
    timeout: late,
    terminated: new sdk.TerminatedFailure("killed"),
    server: new sdk.ServerFailure("down", { nonRetryable: true }),
    activity: new sdk.ActivityFailure("activity failed", {
      scheduledEventId: 5,
      startedEventId: 6,
      identity: "1@host",
      activityType: "reserve",
      activityId: "7",
      retryState: "MAXIMUM_ATTEMPTS_REACHED",
      cause: noStock,
    }),
    child: new sdk.ChildWorkflowFailure("child failed", {
      namespace: "default",
      execution: { workflowId: "w", runId: "r" },
      workflowType: "order",
      initiatedEventId: 8,
      startedEventId: 9,
      retryState: "TIMEOUT",
      cause: late,
    }),
    error: new sdk.ApplicationFailure("bad", {
      type: "ValueError",
      cause: new sdk.ApplicationFailure("'deeper'", { type: "KeyError" }),
    }),
    hidden: new sdk.ApplicationFailure("secret", { type: "ValueError" }),
  };

  test.each(golden.failures.map(({ name, hex }) => [name, bytesOf(hex)] as const))(
    "[VAL-45] %s is read as what it was, and sent again as it came",
    async (name, bytes) => {
      const read = await converter.decodeFailure(fromBytes(bytes));
      expect(told(read)).toEqual(told(ours[name]));
      expect(toBytes(await converter.encodeFailure(read))).toEqual(bytes);
      if (name !== "application" && name !== "cancelled" && name !== "timeout") return;
      const own = (await converter.encodeFailure(ours[name])) as wire.Failure;
      // Python names no source, and these were never raised.
      expect(toBytes({ ...own, source: "", stackTrace: "" })).toEqual(bytes);
    },
  );

  test("[VAL-45] stack traces are those of Python", async () => {
    const hidden = golden.failures.find(({ name }) => name === "hidden");
    const read = await converter.decodeFailure(fromBytes(bytesOf(hidden?.hex ?? "")));
    expect(read.stack).toContain('File "activities.py", line 4, in raised');
  });
});

function told(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  return { name: error.name, message: error.message, fields: Object.entries(error), cause: told(error.cause) };
}
