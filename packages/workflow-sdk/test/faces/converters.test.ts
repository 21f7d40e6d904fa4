import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { Client, Connection, type DataConverter } from "../../src/client-face.ts";
import {
  arrayFromPayloads,
  BinaryPayloadConverter,
  CompositePayloadConverter,
  defaultDataConverter,
  DefaultFailureConverter,
  defaultFailureConverter,
  DefaultPayloadConverter,
  defaultPayloadConverter,
  encodingKeys,
  encodingTypes,
  fromPayloadsAtIndex,
  JsonPayloadConverter,
  mapFromPayloads,
  mapToPayloads,
  METADATA_ENCODING_KEY,
  PayloadConverterError,
  RawValue,
  toPayloads,
  UndefinedPayloadConverter,
  ValueError,
  type Payload,
  type PayloadCodec,
  type PayloadConverterWithEncoding,
} from "../../src/common-face.ts";
import { startServer } from "../../src/server.ts";
import { Worker } from "../../src/worker.ts";

const taskQueue = "q";
const text = new TextDecoder();

/** As in the official sample, with the payload as JSON in place of a protobuf message. */
class EncryptionCodec implements PayloadCodec {
  readonly #key = randomBytes(32);

  async encode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map(({ metadata, data }) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", this.#key, iv);
      const encoding = text.decode(metadata[METADATA_ENCODING_KEY]);
      const plain = JSON.stringify({ encoding, data: Buffer.from(data).toString("base64") });
      const encrypted = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return { metadata: { [METADATA_ENCODING_KEY]: new TextEncoder().encode("binary/encrypted") }, data: encrypted };
    });
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map(({ data }) => {
      const decipher = createDecipheriv("aes-256-gcm", this.#key, data.subarray(0, 12));
      decipher.setAuthTag(data.subarray(-16));
      const plain = Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]).toString();
      const { encoding, data: base64 } = JSON.parse(plain) as { encoding: string; data: string };
      return {
        metadata: { [METADATA_ENCODING_KEY]: new TextEncoder().encode(encoding) },
        data: Buffer.from(base64, "base64"),
      };
    });
  }
}

/** Runs an activity that gives what it gets, and tells what was on the wire. */
async function roundTrip(dataConverter: DataConverter, value: unknown): Promise<{ result: unknown; wire: Payload }> {
  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const client = new Client({ connection, dataConverter });
  const echo = async (given: unknown): Promise<unknown> => given;
  await using _worker = await new Worker(client, { taskQueue, activities: { echo } }).start();
  const options = { id: "a", taskQueue, args: [value], startToCloseTimeout: "1m" } as const;
  const result = await client.activity.execute("echo", options);
  const polled = await connection.workflowService.pollActivityExecution({ namespace: "default", activityId: "a" });
  const outcome = polled.outcome?.value;
  if (outcome?.case !== "result") throw new Error("no result");
  return { result, wire: outcome.value.payloads[0] as Payload };
}

describe("[FACE-6] values", () => {
  test("pass an official codec", async () => {
    const { result, wire } = await roundTrip({ payloadCodecs: [new EncryptionCodec()] }, { secret: "s" });
    expect(result).toEqual({ secret: "s" });
    expect(text.decode(wire.metadata[METADATA_ENCODING_KEY])).toBe("binary/encrypted");
    expect(text.decode(wire.data)).not.toContain("secret");
  });

  test("pass the payload converter that a module exports", async () => {
    const payloadConverterPath = path.join(import.meta.dirname, "fixtures", "big-int-converter.mjs");
    const { result, wire } = await roundTrip({ payloadConverterPath }, 5n);
    expect(result).toBe(5n);
    expect(text.decode(wire.metadata[METADATA_ENCODING_KEY])).toBe("text/big-int");
    const wrong = { failureConverterPath: payloadConverterPath };
    expect(() => new Client({ dataConverter: wrong })).toThrow("must export 'failureConverter'");
    const nowhere = { payloadConverterPath: path.join(import.meta.dirname, "nowhere.mjs") };
    expect(() => new Client({ dataConverter: nowhere })).toThrow("WORKFLOW_INVALID_OPTION");
  });

  test("are converted one by one", () => {
    const converter = new DefaultPayloadConverter();
    for (const value of [undefined, new Uint8Array([1, 2]), { a: [1, null] }, "text"]) {
      expect(converter.fromPayload(converter.toPayload(value))).toEqual(value);
      expect(defaultPayloadConverter.toPayload(value)).toEqual(converter.toPayload(value));
    }
    expect(new UndefinedPayloadConverter().toPayload("x")).toBeUndefined();
    expect(new BinaryPayloadConverter().toPayload("x")).toBeUndefined();
    expect(new JsonPayloadConverter().toPayload("x")?.metadata).toEqual({
      encoding: encodingKeys.METADATA_ENCODING_JSON,
    });
    expect(new JsonPayloadConverter().encodingType).toBe(encodingTypes.METADATA_ENCODING_JSON);
    expect(() => converter.toPayload(() => 1)).toThrow("PROTOCOL_NO_CONVERTER");
  });

  test("go to the first converter that takes them, and come by their encoding", () => {
    class SetConverter implements PayloadConverterWithEncoding {
      readonly encodingType = "json/set";

      toPayload(value: unknown): Payload | undefined {
        if (!(value instanceof Set)) return undefined;
        if (value.size === 0) throw new PayloadConverterError("an empty set");
        const data = new TextEncoder().encode(JSON.stringify([...value]));
        return { metadata: { encoding: new TextEncoder().encode(this.encodingType) }, data };
      }

      fromPayload<T>({ data }: Payload): T {
        return new Set(JSON.parse(text.decode(data)) as unknown[]) as T;
      }
    }
    const converter = new CompositePayloadConverter(new SetConverter(), new JsonPayloadConverter());
    expect(converter.fromPayload(converter.toPayload(new Set([1, 2])))).toEqual(new Set([1, 2]));
    expect(converter.fromPayload(converter.toPayload([1]))).toEqual([1]);
    expect(() => converter.toPayload(new Set())).toThrow(ValueError);
  });

  test("have the official helpers", () => {
    const payloads = toPayloads(defaultPayloadConverter, 1, "two");
    expect(arrayFromPayloads(defaultPayloadConverter, payloads)).toEqual([1, "two"]);
    expect(fromPayloadsAtIndex(defaultPayloadConverter, 1, payloads)).toBe("two");
    expect(fromPayloadsAtIndex(defaultPayloadConverter, 2, payloads)).toBeUndefined();
    expect(toPayloads(defaultPayloadConverter)).toBeUndefined();
    const map = mapToPayloads(defaultPayloadConverter, { a: 1, b: [2] });
    expect(mapFromPayloads(defaultPayloadConverter, map)).toEqual({ a: 1, b: [2] });
    expect(mapFromPayloads(defaultPayloadConverter, undefined)).toBeUndefined();
  });

  test("may be payloads already", async () => {
    const { wire } = await roundTrip({}, new RawValue(new Uint8Array([7])));
    expect(wire.data).toEqual(new Uint8Array([7]));
    const raw = RawValue.fromPayload(defaultPayloadConverter.toPayload("x"));
    expect(raw).toBeInstanceOf(RawValue);
    expect((await roundTrip({}, raw)).result).toBe("x");
  });

  test("and failures pass converters that are given as objects", async () => {
    const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
    expect(defaultDataConverter.failureConverter).toBe(defaultFailureConverter);
    const { dataConverter } = new Client({ dataConverter: { ...defaultDataConverter, failureConverter } });
    const failure = await dataConverter.encodeFailure(new Error("hidden"));
    expect(failure.message).toBe("Encoded failure");
    expect(await dataConverter.decodeFailure(failure)).toMatchObject({ message: "hidden" });
  });
});
