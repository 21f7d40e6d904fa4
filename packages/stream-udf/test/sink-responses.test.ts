import { toBinary } from "@bufbuild/protobuf";
import { sink } from "@millrace/protocol/numaflow";
import { expect, test } from "vitest";
import { Message, Response } from "../src/index.ts";
import { metadataOf } from "../src/wire/metadata.ts";
import { sinkResponses } from "../src/wire/sink.ts";

const count = 200;
const long = "ü".repeat(50_000);
const bytes = new Uint8Array(100_000);
const MiB = 1024 * 1024;

const onSuccess = (id: string, keys: readonly string[], metadata: Record<string, Record<string, Uint8Array>>) =>
  Response.asOnSuccess(id, Message.toVtx(keys, new Uint8Array(), { userMetadata: metadata }));

/** Answers whose size is in one of their parts. */
const heavy: Readonly<Record<string, (nth: number) => Response>> = {
  id: (nth) => Response.asSuccess(`${nth}${long}`),
  "error text": (nth) => Response.asFailure(String(nth), long),
  served: (nth) => Response.asServe(String(nth), bytes),
  value: (nth) => Response.asOnSuccess(String(nth), Message.toAll(bytes)),
  keys: (nth) => onSuccess(String(nth), [long, long], {}),
  "metadata's group": (nth) => onSuccess(String(nth), [], { [long]: { k: new Uint8Array() } }),
  "metadata's key": (nth) => onSuccess(String(nth), [], { g: { [long]: new Uint8Array() } }),
  "metadata's value": (nth) => onSuccess(String(nth), [], { g: { k: bytes } }),
  "reason of a nack": (nth) => Response.asNack(String(nth), { reason: long }),
  "details of a nack": (nth) => Response.asNack(String(nth), { details: { [`${long}k`]: long } }),
};

test.each(Object.keys(heavy))("answers are parted by the size of their %s", (part) => {
  const responses = Array.from({ length: count }, (_, nth) => (heavy[part] as (nth: number) => Response)(nth));
  const messages = [...sinkResponses(responses)];
  expect(messages.flatMap(({ results }) => results.map(({ id }) => id))).toEqual(responses.map(({ id }) => id));
  const sizes = messages.map((message) => toBinary(sink.SinkResponseSchema, message).length);
  expect(Math.max(...sizes)).toBeLessThan(2 * MiB);
  // Light ones share a message.
  expect(messages.length).toBeLessThan(count);
});

test("the text of a failure is cut", () => {
  const [message] = sinkResponses([Response.asFailure("a", long), Response.asFailure("b", "short")]);
  const [cut, short] = message?.results ?? [];
  expect(Buffer.byteLength(cut?.errMsg ?? "")).toBeLessThanOrEqual(8 * 1024);
  expect(cut?.errMsg).toMatch(/^ü{4000,}…$/);
  expect(short?.errMsg).toBe("short");
});

test("a group of metadata may have any name", () => {
  const groups = JSON.parse('{ "__proto__": {}, "constructor": {}, "g": {} }') as Record<string, never>;
  expect(Object.keys(metadataOf(groups).userMetadata)).toEqual(["__proto__", "constructor", "g"]);
});
