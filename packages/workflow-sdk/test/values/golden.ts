import { readFileSync } from "node:fs";
import { create, createRegistry, toBinary } from "@bufbuild/protobuf";
import { common } from "@millrace/protocol/temporal";
import * as sdk from "../../src/index.ts";
import { wirePayload } from "../../src/wire/payloads.ts";
import { wireSearchAttributes } from "../../src/wire/search-attributes.ts";
import { toBytes } from "./there-and-back.ts";

export interface Golden {
  readonly payloads: readonly { readonly kind: string; readonly value: unknown; readonly hex: string }[];
  readonly failures: readonly { readonly name: string; readonly hex: string }[];
  readonly searchAttributes: readonly {
    readonly type: sdk.SearchAttributeType;
    readonly value: unknown;
    readonly hex: string;
  }[];
}

const file = new URL("../../../../proto/vectors/temporal-payloads.json", import.meta.url);
export const golden = JSON.parse(readFileSync(file, "utf8")) as Golden;
export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

const registry = createRegistry(common.WorkflowExecutionSchema);
export const converter: sdk.DataConverter = new sdk.DataConverter({
  payloadConverter: sdk.createPayloadConverter({ registry }),
});
const binaryFirst = new sdk.DataConverter({ payloadConverter: new sdk.BinaryProtoPayloadConverter({ registry }) });

/** What writes a row: one of them has protobuf messages as bytes. */
export function converterOf(kind: string): sdk.DataConverter {
  return kind === "binary message" ? binaryFirst : converter;
}

/** What a row of the file stands for. */
export function valueOf(kind: string, value: unknown): unknown {
  if (kind === "undefined") return undefined;
  if (kind === "bytes") return bytesOf(value as string);
  if (kind.endsWith("message")) return create(common.WorkflowExecutionSchema, value as { workflowId: string });
  return value;
}

const noStock = new sdk.ApplicationFailure("no stock", {
  type: "NoStock",
  nonRetryable: true,
  details: [{ left: 0 }, "reserved"],
  nextRetryDelayMs: 1500,
  category: "BENIGN",
});
const late = new sdk.TimeoutFailure("late", { timeoutType: "HEARTBEAT", heartbeatDetails: [1, "two"] });
export const ourFailures: Readonly<Record<string, sdk.TemporalFailure>> = {
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

/** The file as we would write it: the same values, in our bytes. */
export async function goldenOfOurs(): Promise<Golden> {
  return {
    payloads: await Promise.all(golden.payloads.map(async (row) => ({ ...row, hex: await hexOf(row) }))),
    failures: await Promise.all(
      golden.failures.map(async ({ name }) => {
        const failure = await (name === "hidden" ? hiding : converter).encodeFailure(ourFailures[name]);
        return { name, hex: hexed(toBytes(failure)) };
      }),
    ),
    searchAttributes: golden.searchAttributes.map((row) => ({ ...row, hex: hexed(searchAttributeBytes(row)) })),
  };
}

const hiding = new sdk.DataConverter({
  failureConverter: new sdk.DefaultFailureConverter({ encodeCommonAttributes: true }),
});

async function hexOf({ kind, value }: Golden["payloads"][number]): Promise<string> {
  const payload = await converterOf(kind).toPayload(valueOf(kind, value));
  return hexed(toBinary(common.PayloadSchema, wirePayload(payload)));
}

function searchAttributeBytes({ type, value }: Golden["searchAttributes"][number]): Uint8Array {
  const given = type === "DATETIME" ? new Date(value as string) : value;
  const update = { key: sdk.defineSearchAttributeKey("a", type), value: given } as sdk.SearchAttributeUpdatePair;
  return toBinary(common.PayloadSchema, wireSearchAttributes([update]).indexedFields["a"] as common.Payload);
}

function hexed(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
