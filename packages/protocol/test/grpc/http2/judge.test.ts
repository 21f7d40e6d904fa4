import fc from "fast-check";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http2";
import { connect, type AddressInfo } from "node:net";
import { seededRandom } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { ConnectionError } from "../../../src/grpc/http2/connection-error.ts";
import type { HeaderBlock } from "../../../src/grpc/http2/header-block.ts";
import { HeaderDecoder } from "../../../src/grpc/http2/header-decoder.ts";
import { Http2Connection } from "../../../src/grpc/http2/http2-connection.ts";

const quiet = {
  onReady: () => undefined,
  onAcknowledged: () => undefined,
  onGoaway: () => undefined,
  onStreamClosed: () => undefined,
};

/** A call of a bare connection. Rejects if the server ends it otherwise. */
function get(connection: Http2Connection, headers: Readonly<Record<string, string>>): Promise<HeaderBlock> {
  return new Promise((resolve, reject) => {
    let block: HeaderBlock | undefined;
    const request = { ":method": "POST", ":scheme": "http", ":path": "/", ":authority": "x", ...headers };
    const stream = connection.request(request, {
      onResponse: (response) => (block = response),
      onData: () => undefined,
      onTrailers: () => undefined,
      onEnd: () => undefined,
      onDrain: () => undefined,
      onClose: () => (block === undefined ? reject(new Error(`reset ${stream?.rstCode}`)) : resolve(block)),
    });
    stream?.end();
  });
}

test.each([0, 100, 4096, 65_536])(
  "Node's server reads the headers that we send, and we those that it sends, with tables of %i bytes",
  async (headerTableSize) => {
    const server = createServer({ settings: { headerTableSize } });
    const seen: IncomingHttpHeaders[] = [];
    server.on("stream", (stream, headers) => {
      seen.push(headers);
      const own = Object.entries(headers).filter(([name]) => !name.startsWith(":"));
      stream.respond({ ":status": 200, ...Object.fromEntries(own) }, { endStream: true });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    const onBroken = (error: Error): never => {
      throw error;
    };
    const connection = new Http2Connection(socket, { streamWindowBytes: 65_535 }, { ...quiet, onBroken });
    await once(socket, "connect");
    connection.start();
    const letter = fc.constantFrom(...Array.from("abcdefghijklmnopqrstuvwxyz0123456789-_."));
    const name = fc.oneof(
      fc.constantFrom("x-a", "x-b", "x-c", "trace-bin", "accept", "user-agent", "authorization", "grpc-timeout"),
      fc.string({ unit: letter, minLength: 1, maxLength: 40 }).map((text) => `x${text}`),
    );
    const character = fc.integer({ min: 0x21, max: 0xff }).filter((code) => code !== 0x7f);
    const value = fc.oneof(
      fc.constantFrom("", "same", "a b"),
      fc.array(character, { maxLength: 60 }).map((codes) => String.fromCharCode(...codes)),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString("base64")),
      fc.integer({ min: 120, max: 5_000 }).map((length) => "v".repeat(length)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, value), { maxLength: 8 }), async (fields) => {
        const headers = Object.fromEntries(fields);
        const { ":status": status, date: _, ...back } = await get(connection, headers);
        const { ":method": _m, ":scheme": _s, ":path": _p, ":authority": _a, ...there } = seen.at(-1) ?? {};
        expect([status, Object.fromEntries(Object.entries(there)), Object.fromEntries(Object.entries(back))]).toEqual([
          200,
          headers,
          headers,
        ]);
      }),
      { numRuns: 150, seed: 3 },
    );
    socket.destroy();
    server.close();
    await once(server, "close");
  },
);

test("whatever comes, a decoder of headers reads it or says that it cannot", () => {
  const random = seededRandom(5);
  const outcomes = { read: 0, refused: 0 };
  for (let round = 0; round < 5_000; round++) {
    const decoder = new HeaderDecoder();
    const block = Buffer.from(random.bytes(random.int(0, 8)));
    try {
      decoder.decode(block, () => undefined);
      outcomes.read++;
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      outcomes.refused++;
    }
  }
  expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(100);
});
