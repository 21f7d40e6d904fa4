import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DoraValue } from "../../src/value.ts";
import { decodeReply, decodeRequest, replyFrame, requestFrame } from "../../src/wire/codec.ts";

interface Captured {
  readonly flow: string;
  readonly node: string;
  readonly as: "request" | "reply";
  readonly hex: string;
}

const file = new URL("../../../../proto/vectors/dora/captured.json", import.meta.url);
const { frames } = JSON.parse(readFileSync(file, "utf8")) as { readonly frames: readonly Captured[] };

const again = ({ as, hex }: Captured): string => {
  const body = new Uint8Array(Buffer.from(hex, "hex"));
  if (as === "reply") return bodyOf(replyFrame(decodeReply(body)));
  const { request, timestamp } = decodeRequest(body);
  return bodyOf(requestFrame(request, timestamp));
};
const bodyOf = (frame: readonly Uint8Array[]): string => Buffer.concat(frame).subarray(8).toString("hex");

const repliesOf = (node: string) =>
  frames
    .filter((frame) => frame.as === "reply" && frame.node === node)
    .map(({ hex }) => decodeReply(new Uint8Array(Buffer.from(hex, "hex"))));
const eventsOf = (node: string) =>
  repliesOf(node).flatMap((reply) => (reply.type === "nextEvents" ? reply.events.map(({ event }) => event) : []));

describe("what dora's daemon and its Python nodes said to each other", () => {
  test("[WIRE-1] is read and written again byte for byte", () => {
    expect(frames.length).toBeGreaterThan(100);
    for (const frame of frames) expect(again(frame), `${frame.flow}, ${frame.node}`).toBe(frame.hex);
  });

  test("tells a reader its inputs and their end", () => {
    const events = eventsOf("reader");
    const numbers = events.flatMap((event) =>
      event.type === "input" && event.data !== undefined ? [...DoraValue.fromIpc(event.data)] : [],
    );
    expect(numbers).toEqual([0n, 1n, 2n]);
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(["inputClosed", "allInputsClosed"]));
  });

  test("tells of a node that failed, and of one that was started again", () => {
    expect(eventsOf("hears")).toContainEqual({
      type: "nodeFailed",
      affectedInputIds: ["in"],
      error: "exited with code 3",
      sourceNodeId: "fails",
    });
    expect(eventsOf("waits")).toContainEqual({ type: "nodeRestarted", id: "again" });
  });
});
