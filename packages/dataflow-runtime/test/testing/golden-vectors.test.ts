import { expect, test } from "vitest";
import { goldenVectors, type GoldenVector } from "../../src/testing.ts";
import { decodeReply, decodeRequest, replyFrame, requestFrame } from "../../src/wire/codec.ts";

const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));
const bodyOf = (frame: readonly Uint8Array[]): string => Buffer.concat(frame).subarray(8).toString("hex");

/** What our codec makes of a vector: the kind of message that it reads, and the bytes that it writes for it. */
const through = ({ as, hex }: GoldenVector): readonly [type: string, hex: string] => {
  if (as === "reply") {
    const reply = decodeReply(bytesOf(hex));
    return [reply.type, bodyOf(replyFrame(reply))];
  }
  const { request, timestamp } = decodeRequest(bytesOf(hex));
  return [request.type, bodyOf(requestFrame(request, timestamp))];
};

test("[OP-15] the kit's golden bytes are read, and written again byte for byte", () => {
  expect(goldenVectors.length).toBeGreaterThan(20);
  expect(goldenVectors.map((vector) => through(vector))).toEqual(
    goldenVectors.map(({ message, hex }) => [message["type"], hex]),
  );
});
