import { expectCode, seededRandom } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import type { HlcTimestamp, RawMetadata } from "../../src/node-link.ts";
import { decodeReply, decodeRequest, replyFrame, requestFrame } from "../../src/wire/codec.ts";
import { FrameReader } from "../../src/wire/frame-reader.ts";
import { maxFrameBytes } from "../../src/wire/frame.ts";
import { replyPayloadOffset } from "../../src/wire/payload-offset.ts";

const stamp: HlcTimestamp = { time: 0x1122334455667788n, id: new Uint8Array(16).fill(7) };
const metadata: RawMetadata = { timestamp: stamp, parameters: new Map() };

/** A reply with inputs whose data has these lengths and repeats its own number. */
const inputs = (...lengths: readonly number[]): Buffer =>
  Buffer.concat(
    replyFrame({
      type: "nextEvents",
      events: lengths.map((length, index) => ({
        event: { type: "input", id: "in", metadata, data: new Uint8Array(length).fill(index + 1) },
        timestamp: stamp,
      })),
    }),
  );

function payloadsOf(body: Uint8Array): Uint8Array[] {
  const reply = decodeReply(body);
  if (reply.type !== "nextEvents") throw new Error(reply.type);
  return reply.events.map(({ event }) => (event.type === "input" ? (event.data as Uint8Array) : new Uint8Array()));
}

test("[WIRE-10] bodies are cut from chunks of any size", () => {
  const random = seededRandom("chunks");
  const lengths = [0, 1, 70_000, 3, 65_528, 200_000, 65_490, 9];
  const stream = Buffer.concat(lengths.map((length) => inputs(length)));
  for (const largest of [1, 7, 100, 5000, 70_000, stream.length]) {
    const payloads: Uint8Array[] = [];
    const reader = new FrameReader({
      onBody: (body) => payloads.push(...payloadsOf(body)),
      payloadOffset: replyPayloadOffset,
    });
    for (let at = 0; at < stream.length;) {
      const chunk = stream.subarray(at, at + random.int(1, largest));
      reader.push(chunk);
      at += chunk.length;
    }
    expect(payloads.map(({ length }) => length)).toEqual(lengths);
    expect(payloads.every((payload) => payload.every((byte) => byte === 1))).toBe(true);
    expect(reader.within).toBe(false);
  }
});

test("[WIRE-10] the payload of a big message is 64-byte aligned, every other one 8-byte aligned", () => {
  const payloads: Uint8Array[] = [];
  const reader = new FrameReader({
    onBody: (body) => payloads.push(...payloadsOf(body)),
    payloadOffset: replyPayloadOffset,
  });
  reader.push(inputs(100_000, 33, 90_001, 16));
  reader.push(inputs(8, 9));
  expect(payloads.map(({ length }) => length)).toEqual([100_000, 33, 90_001, 16, 8, 9]);
  expect((payloads[0] as Uint8Array).byteOffset % 64).toBe(0);
  for (const [index, payload] of payloads.entries()) {
    expect(payload.byteOffset % 8).toBe(0);
    const number = index < 4 ? index + 1 : index - 3;
    expect(payload.every((byte) => byte === number)).toBe(true);
  }
});

test("[WIRE-10] a body has memory of its own: the socket's may be used again", () => {
  const payloads: Uint8Array[] = [];
  const reader = new FrameReader({
    onBody: (body) => payloads.push(...payloadsOf(body)),
    payloadOffset: () => undefined,
  });
  const chunk = inputs(10);
  reader.push(chunk);
  chunk.fill(0);
  reader.push(inputs(12));
  expect([...(payloads[0] as Uint8Array)]).toEqual(Array(10).fill(1));
});

test("[WIRE-2] [WIRE-42] a frame that announces more than 64 MiB is refused before its body comes", async () => {
  const reader = (): FrameReader => new FrameReader({ onBody: () => undefined, payloadOffset: () => undefined });
  const header = (low: number, high: number): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32LE(low);
    bytes.writeUInt32LE(high, 4);
    return bytes;
  };
  await expectCode(() => reader().push(header(maxFrameBytes + 1, 0)), "DATAFLOW_WIRE_TOO_LARGE");
  await expectCode(() => reader().push(header(0, 1)), "DATAFLOW_WIRE_TOO_LARGE");
  reader().push(header(maxFrameBytes, 0));
});

test("[WIRE-2] a message of more than 64 MiB is not written, and the next one is as it should be", async () => {
  const send = (data: Uint8Array): readonly Uint8Array[] =>
    requestFrame({ type: "sendMessage", outputId: "out", metadata, data }, stamp);
  const error = await expectCode(() => send(new Uint8Array(maxFrameBytes)), "DATAFLOW_WIRE_TOO_LARGE");
  expect(error.message).toContain("output 'out'");
  const body = Buffer.concat(send(Uint8Array.of(1, 2, 3))).subarray(8);
  expect(decodeRequest(new Uint8Array(body)).request).toMatchObject({ data: Uint8Array.of(1, 2, 3) });
  const most = new Uint8Array(maxFrameBytes - 100);
  expect(send(most)[1] === most).toBe(true);
});
