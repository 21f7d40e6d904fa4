import type { workflowservice } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import {
  Client,
  createPayload,
  defineSearchAttributeKey,
  encodingOf,
  TypedSearchAttributes,
  type Payload,
  type PayloadCodec,
  type SerializationContext,
} from "../../src/index.ts";
import { closing } from "./support/history.ts";
import { value } from "./support/payloads.ts";
import { scriptedServer } from "./support/scripted-server.ts";

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

/** Turns payloads into `test/reversed` and back, and keeps what it was told of where they belong. */
class ReversingCodec implements PayloadCodec {
  readonly contexts: (SerializationContext | undefined)[] = [];

  encode(payloads: readonly Payload[], context?: SerializationContext): readonly Payload[] {
    this.contexts.push(context);
    return payloads.map((payload) => createPayload("test/reversed", reversed(JSON.stringify(plain(payload)))));
  }

  decode(payloads: readonly Payload[], context?: SerializationContext): readonly Payload[] {
    this.contexts.push(context);
    return payloads.map((payload) => {
      if (encodingOf(payload) !== "test/reversed") return payload;
      const { encoding, data } = JSON.parse(fromUtf8.decode(payload.data.toReversed())) as ReturnType<typeof plain>;
      return createPayload(encoding, utf8.encode(data));
    });
  }
}

const plain = (payload: Payload): { readonly encoding: string; readonly data: string } => ({
  encoding: encodingOf(payload),
  data: fromUtf8.decode(payload.data),
});
const reversed = (text: string): Uint8Array => utf8.encode(text).toReversed();

test("[CLI-42] codecs see every value of a start and of its result, but no search attribute", async () => {
  const codec = new ReversingCodec();
  const key = defineSearchAttributeKey("CustomerId", "KEYWORD");
  await using server = await scriptedServer({
    startWorkflowExecution: () => ({ runId: "r" }),
    getWorkflowExecutionHistory: () => {
      const [payload] = codec.encode([createPayload("json/plain", utf8.encode('"secret result"'))]);
      const result = { payloads: [{ ...(payload as Payload) }] };
      return closing({ case: "workflowExecutionCompletedEventAttributes", value: { result } });
    },
  });
  await using client = new Client(server.address, { namespace: "n", dataConverter: { codecs: [codec] } });
  const result = await client.executeWorkflow("Order", {
    id: "w",
    taskQueue: "q",
    args: ["secret arg"],
    memo: { note: "secret memo" },
    summary: "secret summary",
    details: "secret details",
    searchAttributes: new TypedSearchAttributes([{ key, value: "open" }]),
  });
  expect(result).toBe("secret result");
  type Request = workflowservice.StartWorkflowExecutionRequest;
  const [request] = server.requests<Request>("startWorkflowExecution") as [Request];
  const encoded = [
    ...(request.input?.payloads ?? []),
    request.memo?.fields["note"],
    request.userMetadata?.summary,
    request.userMetadata?.details,
  ];
  expect(encoded.map((payload) => payload && encodingOf(payload))).toEqual(Array(4).fill("test/reversed"));
  expect(value(request.searchAttributes?.indexedFields["CustomerId"] as never)).toBe("open");
  const contexts = codec.contexts.filter((context) => context !== undefined);
  expect(contexts.length).toBeGreaterThan(0);
  for (const context of contexts) expect(context).toEqual({ type: "workflow", namespace: "n", workflowId: "w" });
});

test("[CLI-42] codecs of activities are told of the activity", async () => {
  const codec = new ReversingCodec();
  await using server = await scriptedServer({
    startActivityExecution: () => ({ runId: "r" }),
    respondActivityTaskCompletedById: () => ({}),
    respondActivityTaskCompleted: () => ({}),
  });
  await using client = new Client(server.address, { dataConverter: { codecs: [codec] } });
  await client.startActivity("job", { id: "a", taskQueue: "q", startToCloseTimeoutMs: 1, args: ["x"] });
  await client.getAsyncActivityHandle({ activityId: "a", workflowId: "w" }).complete("x");
  await client.getAsyncActivityHandle({ taskToken: new Uint8Array([1]) }).complete("x");
  const activity = { type: "activity", namespace: "default", isLocal: false };
  expect(codec.contexts).toEqual([
    { ...activity, activityId: "a" },
    { ...activity, activityId: "a", workflowId: "w" },
    activity,
  ]);
});
