import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import type { GrpcServerOptions, StreamCall } from "@millrace/protocol/grpc";
import { deferred } from "../../src/internal/deferred.ts";
import { EchoService, NoteSchema, type Note } from "./echo-service.ts";
import { noteOf } from "./grpc-js-client.ts";
import { endStream, envelope, frameType, RawClient } from "./raw-client.ts";
import { echo, implementations, serve, type Served } from "./serve.ts";

const path = (method: string): string => `/millrace.test.Echo/${method}`;
const initialWindow = 4;
const kilobyte = new Uint8Array(1024);

/** Serves a push-style handler that hands over its call. */
async function servePushed(
  onMessage: (note: Note, call: StreamCall<Note>) => void,
  options: Pick<GrpcServerOptions, "implementation"> = {},
): Promise<Served & { readonly call: Promise<StreamCall<Note>> }> {
  const opened = deferred<StreamCall<Note>>();
  const served = await serve(
    {},
    {
      ...options,
      streams: (add) =>
        add(EchoService.method.bidi, (call) => {
          opened.resolve(call);
          return { message: (note) => onMessage(note, call), end: () => call.end(), abort: () => undefined };
        }),
    },
  );
  return Object.assign(served, { call: opened.promise });
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("to a slow reader", () => {
  test("send says so, and drained tells when it has read", async () => {
    await using served = await servePushed(() => undefined);
    await using raw = await RawClient.connect({ path: served.path });
    const stream = raw.open(path("Bidi"));
    const call = await served.call;
    expect(call.send(create(NoteSchema, { data: kilobyte }))).toBe(true);
    let sent = 1;
    while (call.send(create(NoteSchema, { data: kilobyte }))) {
      sent++;
      // oxlint-disable-next-line no-await-in-loop
      await nextTurn();
    }
    // Its window of 64 KiB, and what we keep for it.
    expect(sent).toBeGreaterThan(300);
    expect(sent).toBeLessThan(1000);
    let drained = false;
    const waited = call.drained().then(() => (drained = true));
    await nextTurn();
    expect(drained).toBe(false);
    raw.widen(0, 10_000_000);
    raw.widen(stream, 10_000_000);
    await waited;
    expect(call.send(create(NoteSchema, { text: "on" }))).toBe(true);
    call.end();
    await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
  });

  test("answers stop, and so does reading its requests", async () => {
    let handled = 0;
    await using served = await servePushed((note, call) => {
      handled++;
      call.send(note);
    });
    await using raw = await RawClient.connect({ path: served.path });
    const stream = raw.open(path("Bidi"));
    const request = envelope(noteOf({ data: kilobyte }));
    const batch = Buffer.concat(Array.from({ length: 15 }, () => request));
    const batches = 200;
    for (let count = 0; count < batches; count++) raw.data(stream, batch);
    const handledNow = (): number => handled;
    for (let before = -1; before !== handledNow();) {
      before = handledNow();
      // oxlint-disable-next-line no-await-in-loop
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(handled).toBeLessThan(1500);
    raw.widen(0, 100_000_000);
    raw.widen(stream, 100_000_000);
    raw.data(stream, Buffer.alloc(0), endStream);
    await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
    expect(handled).toBe(batches * 15);
    expect(raw.received(stream)).toBe(batches * 15 * request.length);
  });

  test("a stream of answers waits", async () => {
    let made = 0;
    await using served = await serve({
      async *serverStream() {
        for (; made < 5000; made++) yield { data: kilobyte };
      },
    });
    await using raw = await RawClient.connect({ path: served.path });
    const stream = raw.open(path("ServerStream"));
    raw.data(stream, envelope(noteOf({})), endStream);
    await raw.waitFor((frame) => frame.stream === stream && frame.type === frameType.data);
    const madeNow = (): number => made;
    for (let before = -1; before !== madeNow();) {
      before = madeNow();
      // oxlint-disable-next-line no-await-in-loop
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(made).toBeLessThan(1500);
    raw.widen(0, 100_000_000);
    raw.widen(stream, 100_000_000);
    await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
    expect(made).toBe(5000);
  });

  test("a window that never opens costs no more than one queue, and its end frees all", async () => {
    const left = deferred<void>();
    await using served = await serve({
      async *serverStream() {
        try {
          for (;;) yield { data: kilobyte };
        } finally {
          left.resolve();
        }
      },
    });
    const raw = await RawClient.connect({ path: served.path }, [[initialWindow, 0]]);
    const stream = raw.open(path("ServerStream"));
    raw.data(stream, envelope(noteOf({})), endStream);
    await raw.waitFor((frame) => frame.stream === stream && frame.type === frameType.headers);
    expect(raw.received(stream)).toBe(0);
    await raw[Symbol.asyncDispose]();
    await left.promise;
  });
});

test("messages of one tick leave in one frame", async () => {
  await using served = await servePushed((note, call) => {
    for (let count = 0; count < 50; count++) call.send(note);
  });
  await using raw = await RawClient.connect({ path: served.path });
  const stream = raw.open(path("Bidi"));
  const request = envelope(noteOf({ text: "0123456789" }));
  raw.data(stream, request, endStream);
  await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
  const frames = raw.of(stream).filter(({ type, payload }) => type === frameType.data && payload.length > 0);
  expect(frames.map(({ payload }) => payload.length)).toEqual([50 * request.length]);
});

test("what is sent before an error arrives before it", async () => {
  await using served = await servePushed((note, call) => {
    call.send(note);
    throw new Error("after it");
  });
  await using raw = await RawClient.connect({ path: served.path });
  const stream = raw.open(path("Bidi"));
  const request = envelope(noteOf({ text: "0123456789" }));
  raw.data(stream, request);
  await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
  expect(raw.received(stream)).toBe(request.length);
});

describe.each(implementations)("%s", (_, options) => {
  test("a handler may pause and resume reading", async () => {
    const texts: string[] = [];
    await using served = await servePushed((note, call) => {
      texts.push(note.text);
      if (note.text === "pause") call.pause();
    }, options);
    await using raw = await RawClient.connect({ path: served.path });
    const stream = raw.open(path("Bidi"));
    raw.data(stream, envelope(noteOf({ text: "pause" })));
    const call = await served.call;
    while (texts.length === 0) {
      // oxlint-disable-next-line no-await-in-loop
      await nextTurn();
    }
    for (let turn = 0; turn < 20; turn++) {
      raw.data(stream, envelope(noteOf({ text: "more" })));
      // oxlint-disable-next-line no-await-in-loop
      await nextTurn();
    }
    expect(texts).toEqual(["pause"]);
    call.resume();
    raw.data(stream, Buffer.alloc(0), endStream);
    await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
    expect(texts).toHaveLength(21);
  });

  test("who waits until it is drained before it sends on gets all across", async () => {
    const count = 20_000;
    await using served = await servePushed((note, call) => {
      const sendAll = async (): Promise<void> => {
        for (let sent = 0; sent < count; sent++) {
          // oxlint-disable-next-line no-await-in-loop
          if (!call.send(note)) await call.drained();
        }
        call.end();
      };
      void sendAll();
    }, options);
    await using raw = await RawClient.connect({ path: served.path });
    raw.widen(0, 100_000_000);
    const stream = raw.open(path("Bidi"));
    raw.widen(stream, 100_000_000);
    const request = envelope(noteOf({ text: "0123456789" }));
    raw.data(stream, request);
    await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
    expect(raw.received(stream)).toBe(count * request.length);
  });

  test("stacks that read while they write may send more ahead", async () => {
    await using served = await serve(echo, options);
    const windowFor = async (userAgent: string): Promise<number> => {
      const session = connectHttp2("http://localhost", { createConnection: () => connect(served.path) });
      const stream = session.request({
        ":method": "POST",
        ":path": path("Unary"),
        "content-type": "application/grpc",
        "user-agent": userAgent,
      });
      stream.end(envelope(noteOf({ text: "x" }))).resume();
      await new Promise((resolve) => stream.once("close", resolve));
      const { remoteWindowSize = 0 } = session.state;
      session.destroy();
      return remoteWindowSize;
    };
    expect(await windowFor("tonic/0.14.2")).toBeGreaterThan(8_000_000);
    expect(await windowFor("grpc-go/1.85.0")).toBeGreaterThan(8_000_000);
    expect(await windowFor("grpc-node-js/1.14.7")).toBeLessThanOrEqual(128 * 1024);
  });

  test("a bulk duplex stream does not stall, however wide the peer's windows are", async () => {
    await using served = await serve(echo, options);
    const session = connectHttp2("http://localhost", {
      createConnection: () => connect(served.path),
      settings: { initialWindowSize: 4 * 1024 * 1024 },
    });
    await new Promise((resolve) => session.once("remoteSettings", resolve));
    session.setLocalWindowSize(8 * 1024 * 1024);
    const stream = session.request({ ":method": "POST", ":path": path("Bidi"), "content-type": "application/grpc" });
    const message = envelope(noteOf({ data: new Uint8Array(100_000) }));
    const count = 500;
    let received = 0;
    stream.on("data", (chunk: Buffer) => (received += chunk.length));
    const write = (left: number): void => {
      if (left === 0) stream.end();
      else if (stream.write(message)) setImmediate(write, left - 1);
      else stream.once("drain", () => write(left - 1));
    };
    write(count);
    await new Promise((resolve) => stream.once("end", resolve));
    expect(received).toBe(count * message.length);
    session.destroy();
  });
});
