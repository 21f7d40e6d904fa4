import type { LogFields } from "@millrace/protocol";
import { expect, test } from "vitest";
import { log } from "../../src/activity-face.ts";
import {
  ApplicationFailure,
  encodingTypes,
  extractWorkflowType,
  JsonPayloadConverter,
  SdkComponent,
  type ActivitySerializationContext,
  type DataConverter,
  type DefaultFailureConverterOptions,
  type Duration,
  type EncodingType,
  type Logger,
  type LogLevel,
  type LogMetadata,
  type Payload,
  type PayloadCodec,
  type ProtoFailure,
  type SearchAttributeUpdatePair,
  type SearchAttributeValue,
  type StringValue,
  type Workflow,
  type WorkflowSerializationContext,
  DefaultFailureConverter,
  defaultPayloadConverter,
  defineSearchAttributeKey,
  TypedSearchAttributes,
} from "../../src/common-face.ts";
import { Client } from "../../src/client-face.ts";
import { DataConverter as OwnDataConverter } from "../../src/data-converter.ts";
import { MockActivityEnvironment } from "../../src/testing.ts";

test("[FACE-1] durations are texts of the official kind, or milliseconds", () => {
  const delayOf = (nextRetryDelay: Duration): number | undefined =>
    ApplicationFailure.create({ nextRetryDelay }).nextRetryDelayMs;
  const texts: readonly (readonly [StringValue, number])[] = [
    ["5 seconds", 5000],
    ["1.5h", 5_400_000],
    ["1 day", 86_400_000],
    ["2 weeks", 1_209_600_000],
    ["100", 100],
    ["30ms", 30],
  ];
  expect(texts.map(([text]) => delayOf(text))).toEqual(texts.map(([, ms]) => ms));
  expect(delayOf(250)).toBe(250);
  expect(() => delayOf("a while" as StringValue)).toThrow("nextRetryDelay");
});

test("[FACE-5] log has the official levels, and says which activity a line comes from", async () => {
  const lines: unknown[] = [];
  const write =
    (level: string) =>
    (fields: LogFields, message: string): void =>
      void lines.push([level, message, fields]);
  const logger = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
  const speak = (to: Logger, level: LogLevel, meta: LogMetadata): void => to.log(level, `at ${level}`, meta);
  await new MockActivityEnvironment({ logger }).run(() => {
    for (const level of ["TRACE", "DEBUG", "INFO", "WARN", "ERROR"] as const) speak(log, level, { level });
    log.trace("t");
    log.debug("d");
    log.error("e");
  });
  const [first] = lines;
  expect(first).toMatchObject([
    "debug",
    "at TRACE",
    { level: "TRACE", activityId: "test", sdkComponent: SdkComponent.activity },
  ]);
  const levels = lines.map((line) => (line as readonly [string])[0]);
  expect(levels).toEqual(["debug", "debug", "info", "warn", "error", "debug", "debug", "error"]);
});

test("[FACE-6] codecs are told what values belong to", async () => {
  const seen: unknown[] = [];
  const codec: PayloadCodec = {
    encode: async (payloads, context) => {
      seen.push(context);
      return payloads;
    },
    decode: async (payloads) => payloads.toReversed(),
  };
  const options: DataConverter = { payloadCodecs: [codec] };
  const { dataConverter } = new Client({ dataConverter: options });
  const workflow: WorkflowSerializationContext = { type: "workflow", namespace: "n", workflowId: "w" };
  const activity: ActivitySerializationContext = { type: "activity", namespace: "n", isLocal: false };
  await dataConverter.toPayload(1, workflow);
  await dataConverter.toPayload(1, activity);
  expect(seen).toEqual([workflow, activity]);
  expect(await dataConverter.fromPayloads(await dataConverter.toPayloads([1, 2]))).toEqual([2, 1]);
});

test("[FACE-6] [FACE-9] failures travel as messages, with their texts hidden if that is wanted", async () => {
  const converters: DefaultFailureConverterOptions = { encodeCommonAttributes: true };
  const dataConverter = new OwnDataConverter({ failureConverter: new DefaultFailureConverter(converters) });
  const hidden: ProtoFailure = await dataConverter.encodeFailure(new RangeError("secret"));
  expect(hidden.message).not.toContain("secret");
  const attributes: Payload | undefined = hidden.encodedAttributes;
  expect(defaultPayloadConverter.fromPayload(attributes as Payload)).toMatchObject({ message: "secret" });
  const encoding: EncodingType = new JsonPayloadConverter().encodingType;
  expect(encoding).toBe(encodingTypes.METADATA_ENCODING_JSON);
});

test("[FACE-10] typed search attributes are changed as copies", () => {
  const key = defineSearchAttributeKey("Colours", "KEYWORD_LIST");
  const values: SearchAttributeValue = ["red", "blue"];
  const before = new TypedSearchAttributes([{ key, value: values }]);
  const update: SearchAttributeUpdatePair = { key, value: null };
  expect(before.updateCopy([update]).get(key)).toBeUndefined();
  expect(before.get(key)).toEqual(values);
});

test("[FACE-2] a workflow's type is its function's name", () => {
  async function order(): Promise<void> {}
  const workflow: Workflow = order;
  expect(extractWorkflowType(workflow)).toBe("order");
  expect(extractWorkflowType("named")).toBe("named");
  const nameless = [async (): Promise<void> => {}][0] as Workflow;
  expect(() => extractWorkflowType(nameless)).toThrow("without a name");
});
