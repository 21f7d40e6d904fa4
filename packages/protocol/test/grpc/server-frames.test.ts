import { connect as connectHttp2, type ClientHttp2Session, type IncomingHttpHeaders } from "node:http2";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { GrpcJsClient, noteOf } from "./grpc-js-client.ts";
import { encodeFrame, endStream, envelope, frameType, RawClient, type Frame } from "./raw-client.ts";
import { echo, implementations, knownFailure, serve } from "./serve.ts";

const path = (method: string): string => `/millrace.test.Echo/${method}`;
const endHeaders = 4;

/** Answers come as often as the message says, so that the sizes of all frames are known. */
const grpc = { "content-type": "application/grpc" };
const size = envelope(noteOf({ text: "0123456789" })).length;
const note = envelope(noteOf({ text: "0123456789" }));

/** Resolves when the server has handled what was sent before. */
async function settled(raw: RawClient): Promise<void> {
  const mark = Buffer.alloc(8, raw.frames.length + 1);
  raw.send(frameType.ping, 0, 0, mark);
  await raw.waitFor(({ type, payload }) => type === frameType.ping && payload.equals(mark));
}

const summary = (frames: readonly Frame[]): string[] =>
  frames.map(({ type, flags }) => {
    const name = type === frameType.headers ? "headers" : type === frameType.data ? "data" : `frame ${type}`;
    return (flags & endStream) === 0 || type === frameType.reset ? name : `${name} end`;
  });

/** What Node's own client gets for a request: the headers of all blocks. */
async function answerTo(
  session: ClientHttp2Session,
  headers: Readonly<Record<string, string>>,
  body: Buffer = note,
): Promise<IncomingHttpHeaders> {
  const stream = session.request({ ":method": "POST", ":path": path("Unary"), te: "trailers", ...grpc, ...headers });
  const blocks: IncomingHttpHeaders[] = [];
  stream.on("response", (block) => blocks.push(block)).on("trailers", (block) => blocks.push(block));
  stream.on("error", () => undefined);
  stream.resume().end(body);
  await new Promise((resolve) => stream.once("close", resolve));
  return Object.assign({}, ...blocks) as IncomingHttpHeaders;
}

describe.each(implementations)("%s", (implementation, options) => {
  test("messages may be torn at any place, and many may lie in one frame", async () => {
    await using served = await serve(echo, options);
    await using raw = await RawClient.connect({ path: served.path });
    const stream = raw.open(path("Bidi"));
    for (const byte of note) raw.data(stream, Buffer.from([byte]));
    raw.data(stream, Buffer.concat(Array.from({ length: 9 }, () => note)));
    raw.data(stream, Buffer.concat([note.subarray(0, 3)]));
    raw.data(stream, Buffer.concat([note.subarray(3), note, note.subarray(0, 7)]));
    raw.data(stream, Buffer.alloc(0));
    raw.data(stream, note.subarray(7), endStream);
    await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
    expect(raw.received(stream)).toBe(13 * size);
  });

  test("data may be padded", async () => {
    await using served = await serve(echo, options);
    await using raw = await RawClient.connect({ path: served.path });
    const stream = raw.open(path("Unary"));
    const padded = 8;
    raw.data(stream, Buffer.concat([Buffer.from([20]), note, Buffer.alloc(20)]), padded | endStream);
    await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
    expect(raw.received(stream)).toBe(size);
  });

  test("an authority that is no host is no reason to fail, or to crash", async () => {
    await using served = await serve({ unary: (_, { url }) => ({ text: new URL(url).pathname }) }, options);
    await using raw = await RawClient.connect({ path: served.path });
    for (const authority of ["%2Frun%2Fx.sock", "::1:50051", "[", "localhost:99999999"]) {
      const stream = raw.open(path("Unary"), { ":authority": authority });
      raw.data(stream, note, endStream);
      // oxlint-disable-next-line no-await-in-loop
      await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
      expect(raw.received(stream)).toBeGreaterThan(0);
    }
  });

  test("what is no gRPC request gets an HTTP status", async () => {
    await using served = await serve(echo, options);
    const session = connectHttp2("http://localhost", { createConnection: () => connect(served.path) });
    expect(await answerTo(session, { "content-type": "application/json" })).toMatchObject({ ":status": 415 });
    expect(await answerTo(session, { "content-type": "application/grpc-web" })).toMatchObject({ ":status": 415 });
    expect(await answerTo(session, { ":method": "GET" })).toMatchObject({ ":status": 405 });
    session.destroy();
  });

  test("encodings and timeouts that nobody knows end the call", async () => {
    await using served = await serve(echo, options);
    const session = connectHttp2("http://localhost", { createConnection: () => connect(served.path) });
    expect(await answerTo(session, { "grpc-encoding": "snappy" })).toMatchObject({
      ":status": 200,
      "grpc-status": "12",
    });
    expect(await answerTo(session, { "grpc-timeout": "soon" })).toMatchObject({ ":status": 200, "grpc-status": "3" });
    session.destroy();
  });

  test("an error before the first message is one frame", knownFailure(implementation, "trailers only"), async () => {
    await using served = await serve(echo, { ...options, readMaxBytes: 1000 });
    await using raw = await RawClient.connect({ path: served.path });
    const stream = raw.open(path("Bidi"));
    raw.data(stream, envelope(noteOf({ data: Buffer.alloc(2000) })));
    await raw.waitFor((frame) => frame.stream === stream && frame.type === frameType.headers);
    await settled(raw);
    expect(summary(raw.of(stream))[0]).toBe("headers end");
  });

  test("after an early end the peer is told to stop", knownFailure(implementation, "early end"), async () => {
    await using served = await serve(echo, { ...options, readMaxBytes: 1000 });
    await using raw = await RawClient.connect({ path: served.path });
    const stream = raw.open(path("Bidi"));
    raw.data(stream, note);
    await raw.waitFor((frame) => frame.stream === stream && frame.type === frameType.data);
    raw.data(stream, envelope(noteOf({ data: Buffer.alloc(10_000) })));
    await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
    await settled(raw);
    await settled(raw);
    expect(summary(raw.of(stream))).toEqual(["headers", "data", "headers end", "frame 3"]);
    expect(raw.of(stream).at(-1)?.payload.readUInt32BE()).toBe(0);
  });

  test("what a refused call still sends is thrown away, and fills no window", async () => {
    await using served = await serve(echo, options);
    await using raw = await RawClient.connect({ path: served.path });
    const chunk = Buffer.alloc(16_000);
    for (let call = 0; call < 20; call++) {
      const stream = raw.open("/nothing.Here/Method");
      for (let i = 0; i < 60; i++) raw.data(stream, chunk);
    }
    const stream = raw.open(path("Unary"));
    raw.data(stream, note, endStream);
    await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
    const returned = raw.frames.filter(({ type, stream: on }) => type === frameType.window && on === 0);
    const bytes = returned.reduce((sum, { payload }) => sum + payload.readUInt32BE(), 0);
    expect(bytes).toBeGreaterThan(19_000_000 - 8 * 1024 * 1024);
  });

  test("methods that take one message refuse none, and two", async () => {
    await using served = await serve(echo, options);
    const session = connectHttp2("http://localhost", { createConnection: () => connect(served.path) });
    const statusOf = async (body: Buffer): Promise<unknown> => (await answerTo(session, {}, body))["grpc-status"];
    expect(await statusOf(note)).toBe("0");
    expect(await statusOf(Buffer.alloc(0))).toBe("12");
    expect(await statusOf(Buffer.concat([note, note]))).toBe("12");
    expect(await statusOf(Buffer.concat([Buffer.from([0, 0, 0, 0, 2]), Buffer.from([8, 255])]))).toBe("13");
    session.destroy();
  });

  test("bodies that are not gRPC's end the call", async () => {
    await using served = await serve(echo, options);
    await using raw = await RawClient.connect({ path: served.path });
    for (const body of [envelope(noteOf({}), 1), note.subarray(0, 8), Buffer.alloc(3)]) {
      const stream = raw.open(path("Unary"));
      raw.data(stream, body, endStream);
      // oxlint-disable-next-line no-await-in-loop
      const last = await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
      expect(last.type).toBe(frameType.headers);
      expect(raw.received(stream)).toBe(0);
    }
  });

  test("flags that gRPC does not know end the call", knownFailure(implementation, "unknown flags"), async () => {
    await using served = await serve(echo, options);
    const session = connectHttp2("http://localhost", { createConnection: () => connect(served.path) });
    const answer = await answerTo(session, {}, envelope(noteOf({ text: "x" }), 64));
    session.destroy();
    expect(answer["grpc-status"]).toBe("13");
  });

  test("what is no HTTP/2 loses its connection, and nobody else does", async () => {
    await using served = await serve(echo, options);
    using client = new GrpcJsClient(served.address);
    expect((await client.unary({ text: "before" })).note?.text).toBe("before");
    const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    const settings = encodeFrame(frameType.settings, 0, 0, Buffer.alloc(0));
    const garbage: readonly Buffer[] = [
      Buffer.from("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n"),
      Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]),
      Buffer.concat([
        Buffer.from(preface),
        settings,
        encodeFrame(frameType.headers, endHeaders, 1, Buffer.alloc(9, 0xff)),
      ]),
      Buffer.concat([Buffer.from(preface), settings, encodeFrame(frameType.data, 0, 1, Buffer.alloc(9))]),
      Buffer.concat([Buffer.from(preface), settings, encodeFrame(frameType.window, 0, 0, Buffer.alloc(4))]),
      Buffer.concat([Buffer.from(preface), settings, Buffer.alloc(100, 0xff)]),
    ];
    for (const bytes of garbage) {
      const socket = connect(served.path);
      socket.on("error", () => undefined);
      socket.resume();
      socket.write(bytes);
      // oxlint-disable-next-line no-await-in-loop
      await new Promise((resolve) => socket.once("close", resolve));
    }
    expect((await client.unary({ text: "after" })).note?.text).toBe("after");
  });
});

test("who sends an encoding that nobody knows is told which are", async () => {
  await using served = await serve(echo);
  const session = connectHttp2("http://localhost", { createConnection: () => connect(served.path) });
  const answer = await answerTo(session, { "grpc-encoding": "snappy" });
  session.destroy();
  expect(answer["grpc-accept-encoding"]).toBe("identity,gzip");
});
