import { once } from "node:events";
import { createServer as createHttp2Server } from "node:http2";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ConnectionError } from "../../../src/grpc/http2/connection-error.ts";
import { errorCodes, frameFlags, frameTypes } from "../../../src/grpc/http2/frames.ts";
import type { HeaderBlock } from "../../../src/grpc/http2/header-block.ts";
import { type ConnectionSettings, Http2Connection } from "../../../src/grpc/http2/http2-connection.ts";
import type { Http2Stream } from "../../../src/grpc/http2/http2-stream.ts";
import { encodeFrame } from "../raw-client.ts";

const headers = { ":method": "POST", ":scheme": "http", ":authority": "localhost", ":path": "/a/B" };
const answer = Buffer.from("88", "hex");
const { data, headers: head, settings, ping, windowUpdate, continuation, rstStream, goaway, pushPromise } = frameTypes;
const { endHeaders, endStream, padded } = frameFlags;

/** What came of a stream, in words. */
interface Seen {
  readonly stream: Http2Stream | undefined;
  readonly events: string[];
  readonly blocks: HeaderBlock[];
  readonly closed: Promise<unknown>;
}

/** A connection to a server at `port`. */
function open(port: number, more: Partial<ConnectionSettings> = {}) {
  const socket = connect(port, "127.0.0.1");
  const ready = Promise.withResolvers<void>();
  const broken = Promise.withResolvers<ConnectionError>();
  const connection = new Http2Connection(
    socket,
    { streamWindowBytes: 65_535, ...more },
    {
      onReady: ready.resolve,
      onAcknowledged: () => undefined,
      onGoaway: () => undefined,
      onStreamClosed: () => undefined,
      onBroken(error) {
        broken.resolve(error);
        connection.close();
        socket.destroy();
      },
    },
  );
  socket.on("error", () => undefined);
  socket.on("connect", () => connection.start());
  onTestFinished(() => void socket.destroy());
  const request = (): Seen => {
    const events: string[] = [];
    const blocks: HeaderBlock[] = [];
    const closed = Promise.withResolvers<unknown>();
    const note = (event: string, block?: HeaderBlock): void => {
      events.push(event);
      if (block !== undefined) blocks.push(block);
    };
    const stream = connection.request(headers, {
      onResponse: (block, isAll) => note(isAll ? "all" : "response", block),
      onData: (chunk) => note(`data ${chunk.length}`),
      onTrailers: (block) => note("trailers", block),
      onEnd: () => note("end"),
      onDrain: () => undefined,
      onClose: () => closed.resolve(note("close")),
    });
    stream?.end();
    return { stream, events, blocks, closed: closed.promise };
  };
  return { connection, ready: ready.promise, broken: broken.promise, request };
}

/** A server that says `frames` when the first request has come. */
async function scripted(
  frames: readonly Buffer[],
  greeting: Buffer = encodeFrame(settings, 0, 0, Buffer.alloc(0)),
): Promise<number> {
  const server = createServer((socket: Socket) => {
    socket.on("error", () => undefined).write(greeting);
    let text = "";
    const read = (chunk: Buffer): void => {
      text += chunk.toString("latin1");
      // The HEADERS of stream 1: its length varies, its type, flags and stream do not.
      if (!text.includes("\x01\x04\0\0\0\x01")) return;
      socket.off("data", read).resume();
      for (const frame of frames) socket.write(frame);
    };
    socket.on("data", read);
    onTestFinished(() => void socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

async function exchange(...frames: Buffer[]) {
  const client = open(await scripted(frames));
  await client.ready;
  return { ...client, seen: client.request() };
}

describe("a response", () => {
  test("is read from padded frames, with priority, over several frames of headers", async () => {
    const { seen } = await exchange(
      encodeFrame(head, padded | 0x20, 1, Buffer.from("02 00000000 10 88 0000".replaceAll(" ", ""), "hex")),
      encodeFrame(continuation, 0, 1, Buffer.from("0001 61".replaceAll(" ", ""), "hex")),
      encodeFrame(continuation, endHeaders, 1, Buffer.from("01 62".replaceAll(" ", ""), "hex")),
      encodeFrame(data, padded, 1, Buffer.from([3, 1, 2, 0, 0, 0])),
      encodeFrame(0xfa, 0, 0, Buffer.from("what is not known is ignored")),
      encodeFrame(data, endStream, 1, Buffer.alloc(0)),
    );
    await seen.closed;
    expect(seen.events).toEqual(["response", "data 2", "end", "close"]);
    expect({ ...seen.blocks[0] }).toEqual({ ":status": 200, a: "b" });
  });

  test("may follow others that only announce it", async () => {
    const early = Buffer.concat([Buffer.from([0x08, 3]), Buffer.from("103")]);
    const { seen } = await exchange(
      encodeFrame(head, endHeaders, 1, early),
      encodeFrame(head, endHeaders | endStream, 1, answer),
    );
    await seen.closed;
    expect(seen.events).toEqual(["all", "end", "close"]);
  });

  test("torn into single bytes is the same", async () => {
    const whole = Buffer.concat([
      encodeFrame(head, endHeaders, 1, answer),
      encodeFrame(data, 0, 1, Buffer.from("abc")),
      encodeFrame(head, endHeaders | endStream, 1, Buffer.from([0, 1, 97, 1, 98])),
    ]);
    const client = open(await scripted([]));
    await client.ready;
    const seen = client.request();
    await new Promise((resolve) => setImmediate(resolve));
    for (const byte of whole) client.connection.receive(Buffer.from([byte]));
    await seen.closed;
    expect(seen.events).toEqual(["response", "data 1", "data 1", "data 1", "trailers", "end", "close"]);
  });

  test("holds every character that Node's server can send, as nghttp2 packs them", async () => {
    const all = Array.from({ length: 256 }, (_, code) => code).filter((code) => code >= 32 && code !== 127);
    const sent = Object.fromEntries(all.map((code) => [`x-${code}`, `eeeeeeee${String.fromCharCode(code)}eeeeeeee`]));
    const server = createHttp2Server().on("stream", (stream) => stream.respond(sent, { endStream: true }));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const client = open((server.address() as AddressInfo).port);
    await client.ready;
    const seen = client.request();
    await seen.closed;
    expect(seen.blocks[0]).toMatchObject(sent);
  });
});

test("what comes while a stream is paused waits, its end too", async () => {
  const { seen } = await exchange(
    encodeFrame(head, endHeaders, 1, answer),
    encodeFrame(data, 0, 1, Buffer.from("abc")),
    encodeFrame(data, endStream, 1, Buffer.from("de")),
    encodeFrame(ping, 0, 0, Buffer.alloc(8)),
  );
  seen.stream?.pause();
  await expect.poll(() => seen.stream?.endReceived).toBe(true);
  expect(seen.events).toEqual(["response"]);
  seen.stream?.resume();
  await seen.closed;
  expect(seen.events).toEqual(["response", "data 3", "data 2", "end", "close"]);
});

test("a connection whose ids are used up takes no more streams", async () => {
  const client = open(await scripted([]), { firstStreamId: 2 ** 31 - 1 });
  await client.ready;
  const last = client.request();
  await expect.poll(() => last.stream?.id).toBe(2 ** 31 - 1);
  expect(client.request().stream).toBeUndefined();
});

/** A status, and a header of 3,968 bytes that is remembered. */
const fourKilobytes = Buffer.concat([answer, Buffer.from([0x40, 1, 97, 0x7f, 0x81, 0x1e]), Buffer.alloc(3968, 98)]);

describe("a rule that is broken on one stream ends that stream", () => {
  test.each<[string, number, Buffer[]]>([
    [
      "headers without a status",
      errorCodes.protocolError,
      [encodeFrame(head, endHeaders, 1, Buffer.from([0, 1, 97, 0]))],
    ],
    [
      "a name in upper case",
      errorCodes.protocolError,
      [encodeFrame(head, endHeaders, 1, Buffer.from([0x88, 0, 1, 65, 0]))],
    ],
    ["data before headers", errorCodes.protocolError, [encodeFrame(data, 0, 1, Buffer.from("a"))]],
    [
      "headers in the middle",
      errorCodes.protocolError,
      [encodeFrame(head, endHeaders, 1, answer), encodeFrame(head, endHeaders, 1, Buffer.from([0, 1, 97, 0]))],
    ],
    [
      "more headers than fit",
      errorCodes.enhanceYourCalm,
      // One of 4 KB, and the same by its number, twenty times.
      [encodeFrame(head, 0, 1, fourKilobytes), encodeFrame(continuation, endHeaders, 1, Buffer.alloc(20, 0xbe))],
    ],
  ])("%s", async (_what, code, frames) => {
    const { seen, connection } = await exchange(...frames);
    await seen.closed;
    expect([seen.stream?.rstCode, connection.closed]).toEqual([code, false]);
    expect(seen.stream?.error).toBeInstanceOf(Error);
  });
});

describe("a rule that is broken otherwise ends the connection", () => {
  const large = Buffer.alloc(16_385);
  test.each<[string, number, Buffer[]]>([
    ["a frame for a stream that is not open", errorCodes.protocolError, [encodeFrame(data, 0, 5, Buffer.from("a"))]],
    ["a frame larger than we take", errorCodes.frameSizeError, [encodeFrame(data, 0, 1, large)]],
    [
      "headers that nobody can unpack",
      errorCodes.compressionError,
      [encodeFrame(head, endHeaders, 1, Buffer.from([0xbe]))],
    ],
    [
      "another frame among headers",
      errorCodes.protocolError,
      [encodeFrame(head, 0, 1, answer), encodeFrame(ping, 0, 0, Buffer.alloc(8))],
    ],
    ["headers that go on from nothing", errorCodes.protocolError, [encodeFrame(continuation, 0, 1, answer)]],
    ["a push", errorCodes.protocolError, [encodeFrame(pushPromise, endHeaders, 1, Buffer.alloc(5))]],
    ["padding alone", errorCodes.protocolError, [encodeFrame(head, endHeaders | padded, 1, Buffer.from([1]))]],
    ["a window enlarged by nothing", errorCodes.protocolError, [encodeFrame(windowUpdate, 0, 0, Buffer.alloc(4))]],
    [
      "a window beyond its limit",
      errorCodes.flowControlError,
      [encodeFrame(windowUpdate, 0, 0, Buffer.from([127, 255, 255, 255]))],
    ],
    ["settings of a wrong size", errorCodes.frameSizeError, [encodeFrame(settings, 0, 0, Buffer.alloc(5))]],
    ["a ping of a wrong size", errorCodes.frameSizeError, [encodeFrame(ping, 0, 0, Buffer.alloc(7))]],
    ["a reset of a wrong size", errorCodes.frameSizeError, [encodeFrame(rstStream, 0, 1, Buffer.alloc(3))]],
    ["a goaway of a wrong size", errorCodes.frameSizeError, [encodeFrame(goaway, 0, 0, Buffer.alloc(7))]],
    [
      "more data than the window",
      errorCodes.flowControlError,
      [
        encodeFrame(head, endHeaders, 1, answer),
        ...Array.from({ length: 5 }, () => encodeFrame(data, 0, 1, Buffer.alloc(16_384))),
      ],
    ],
    [
      "headers without an end",
      errorCodes.enhanceYourCalm,
      [
        encodeFrame(head, 0, 1, answer),
        ...Array.from({ length: 9 }, () => encodeFrame(continuation, 0, 1, Buffer.alloc(16_384, 0x88))),
      ],
    ],
  ])("%s", async (what, code, frames) => {
    const { seen, broken } = await exchange(...frames);
    if (what.startsWith("more data")) seen.stream?.pause();
    expect((await broken).code).toBe(code);
    await seen.closed;
  });

  test("a server that does not speak HTTP/2", async () => {
    const client = open(await scripted([], Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")));
    expect((await client.broken).code).toBe(errorCodes.frameSizeError);
  });
});
