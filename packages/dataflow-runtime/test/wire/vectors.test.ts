import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { HlcTimestamp } from "../../src/node-link.ts";
import { decodeReply, decodeRequest, replyFrame, requestFrame } from "../../src/wire/codec.ts";
import type { DaemonReply, DaemonRequest } from "../../src/wire/messages.ts";

interface Vector {
  readonly name: string;
  readonly as: "request" | "reply";
  readonly message: unknown;
  readonly timestamp?: unknown;
  readonly hex: string;
}

const file = new URL("../../../../proto/vectors/dora/messages.json", import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { readonly vectors: readonly Vector[] };
const requests = vectors.filter((vector) => vector.as === "request");
const replies = vectors.filter((vector) => vector.as === "reply");

/** Fields that are bytes, which JSON does not have. */
const byteFields = ["id", "data", "value", "valueJson", "payload"];

/** A vector's message as the codec has it. */
function fromJson(value: unknown, name = "", parent?: unknown): unknown {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.map((item) => fromJson(item));
  if (typeof value === "string") {
    if (name === "time") return BigInt(value);
    const isBytes = byteFields.includes(name) && !("kind" in (parent as object)) && !isName(name, parent as object);
    return isBytes ? new Uint8Array(Buffer.from(value, "hex")) : value;
  }
  if (typeof value !== "object") return value;
  if (name === "parameters") {
    return new Map(Object.entries(value).map(([key, parameter]) => [key, fromJson(parameter)]));
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromJson(item, key, value)]));
}

/** `id` is bytes in a time and a name in an event. */
const isName = (name: string, parent: object): boolean => name === "id" && !("time" in parent);

const bodyOf = (frame: readonly Uint8Array[]): string => Buffer.concat(frame).subarray(8).toString("hex");
const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));

test.for(requests)("[WIRE-1] request: $name", ({ message, timestamp, hex }) => {
  const request = fromJson(message) as DaemonRequest;
  const stamp = fromJson(timestamp) as HlcTimestamp;
  expect(decodeRequest(bytesOf(hex))).toEqual({ request, timestamp: stamp });
  expect(bodyOf(requestFrame(request, stamp))).toBe(hex);
});

test.for(replies)("[WIRE-1] reply: $name", ({ message, hex }) => {
  const reply = fromJson(message) as DaemonReply;
  expect(decodeReply(bytesOf(hex))).toEqual(reply);
  expect(bodyOf(replyFrame(reply))).toBe(hex);
});

test("[WIRE-2] a frame is the length of its body, 64 bits little endian, and its body", () => {
  const frame = Buffer.concat(replyFrame({ type: "result", error: undefined }));
  expect(frame.toString("hex")).toBe("02000000000000000000");
});
