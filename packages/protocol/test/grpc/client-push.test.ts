import { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { setImmediate, setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createGrpcTransport, type ClientStreamCall, type GrpcTransport } from "@millrace/protocol/grpc";
import { EchoService, NoteSchema, type Note } from "./echo-service.ts";
import { answer, envelope, grpcHeaders, rawServer } from "./raw-server.ts";
import { echo, serve } from "./serve.ts";

const note = (text: string): Note => create(NoteSchema, { text });

/** A call, what it received, and how it ended: with an error, or undefined. */
function open(
  transport: GrpcTransport,
  options: Parameters<GrpcTransport["openStream"]>[2] = {},
  onMessage: (note: Note) => void = () => undefined,
): { call: ClientStreamCall<Note>; texts: string[]; ended: Promise<ConnectError | undefined> } {
  const texts: string[] = [];
  let call: ClientStreamCall<Note> | undefined;
  const ended = new Promise<ConnectError | undefined>((resolve) => {
    call = transport.openStream(
      EchoService.method.bidi,
      {
        message: (each) => {
          texts.push(each.text);
          onMessage(each);
        },
        end: () => resolve(undefined),
        abort: (reason) => resolve(reason as ConnectError),
      },
      options,
    );
  });
  return { call: call as ClientStreamCall<Note>, texts, ended };
}

describe("a pushed call", () => {
  test("tells headers, messages, end and trailers", async () => {
    await using server = await rawServer((stream, headers) => {
      answer(
        stream,
        envelope(note(String(headers["x-mine"]))),
        { "grpc-status": "0", "x-t": "2" },
        { ...grpcHeaders, "x-h": "1" },
      );
    });
    await using transport = createGrpcTransport({ address: server.address });
    const { call, texts, ended } = open(transport, { headers: { "x-mine": "me" } });
    expect([...call.header]).toEqual([]);
    call.end();
    expect(await ended).toBeUndefined();
    expect([texts, call.header.get("x-h"), call.trailer.get("x-t")]).toEqual([["me"], "1", "2"]);
  });

  test("writes what is sent in one tick at once", async () => {
    const chunks: number[] = [];
    await using server = await rawServer((stream) => {
      stream.on("data", (chunk: Buffer) => chunks.push(chunk.length));
      stream.on("end", () => answer(stream, Buffer.alloc(0)));
    });
    await using transport = createGrpcTransport({ address: server.address });
    const { call, ended } = open(transport);
    for (let i = 0; i < 100; i++) call.send(note("x".repeat(93)));
    call.end();
    await ended;
    expect(chunks).toEqual([10_000]);
  });

  test("encodes a message when it is sent", async () => {
    await using server = await serve(echo);
    await using transport = createGrpcTransport({ address: server.address });
    const { call, texts, ended } = open(transport);
    const reused = note("first");
    call.send(reused);
    reused.text = "second";
    call.send(reused);
    call.end();
    await ended;
    expect(texts).toEqual(["first", "second"]);
  });

  test("ends with an error for what cannot be sent, and then does nothing", async () => {
    await using server = await serve(echo);
    await using transport = createGrpcTransport({ address: server.address, writeMaxBytes: 10 });
    const { call, ended } = open(transport);
    expect([call.send(note("x".repeat(9))), call.send(note("small"))]).toEqual([false, false]);
    expect((await ended)?.code).toBe(Code.ResourceExhausted);
    await call.drained();
    call.end();
    call.cancel();
  });

  test("ends with what its receiver throws", async () => {
    await using server = await serve(echo);
    await using transport = createGrpcTransport({ address: server.address });
    const reason = new Error("cannot take it");
    const { call, ended } = open(transport, {}, () => {
      throw reason;
    });
    call.send(note("x"));
    const error = await ended;
    expect([error?.code, error?.cause]).toEqual([Code.Internal, reason]);
  });

  test("is canceled with a reason, by a signal, or by its timeout", async () => {
    await using server = await rawServer((stream) => stream.respond(grpcHeaders));
    await using transport = createGrpcTransport({ address: server.address });
    const reason = new ConnectError("no more", Code.Aborted);
    const first = open(transport);
    first.call.cancel(reason);
    const controller = new AbortController();
    const second = open(transport, { signal: controller.signal });
    controller.abort();
    const third = open(transport, { timeoutMs: 10 });
    expect(await first.ended).toBe(reason);
    expect((await second.ended)?.code).toBe(Code.Canceled);
    expect((await third.ended)?.code).toBe(Code.DeadlineExceeded);
  });

  test("is told of a missing server after it was opened", async () => {
    await using transport = createGrpcTransport({ address: { port: 1 } });
    for (let round = 0; round < 2; round++) {
      const { call, ended } = open(transport);
      call.send(note("x"));
      // oxlint-disable-next-line no-await-in-loop
      expect((await ended)?.code).toBe(Code.Unavailable);
    }
  });

  test("holds back for a server that does not read, and goes on when it does", async () => {
    let read: (() => void) | undefined;
    let received = 0;
    await using server = await rawServer((stream) => {
      stream.pause();
      read = () => {
        stream.on("data", (chunk: Buffer) => (received += chunk.length));
        stream.on("end", () => answer(stream, Buffer.alloc(0)));
        stream.resume();
      };
    });
    await using transport = createGrpcTransport({ address: server.address });
    const { call, ended } = open(transport);
    const large = note("x".repeat(99_992));
    let sent = 0;
    while (sent < 1000 && call.send(large)) {
      sent++;
      // oxlint-disable-next-line no-await-in-loop
      await setImmediate();
    }
    expect(sent).toBeLessThan(100);
    let drained = false;
    const waiting = call.drained().then(() => (drained = true));
    await setTimeout(20);
    expect(drained).toBe(false);
    while (read === undefined) await setImmediate();
    read();
    await waiting;
    expect(call.send(large)).toBe(true);
    call.end();
    expect(await ended).toBeUndefined();
    expect(received).toBe((sent + 2) * 100_001);
  });

  test("receives nothing if it is paused from the start", async () => {
    await using server = await rawServer((stream) => answer(stream, envelope(note("early"))));
    await using transport = createGrpcTransport({ address: server.address });
    const { call, texts, ended } = open(transport);
    call.pause();
    call.end();
    while (![...call.header].length) await setImmediate();
    await setTimeout(20);
    expect(texts).toEqual([]);
    call.resume();
    await ended;
    expect(texts).toEqual(["early"]);
  });

  test("receives nothing more for long while it is paused", async () => {
    let written = 0;
    await using server = await rawServer((stream) => {
      stream.respond(grpcHeaders, { waitForTrailers: true });
      stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
      const chunk = envelope(note("x".repeat(9_992)));
      const write = (): void => {
        while (written < 3000) {
          written++;
          if (!stream.write(chunk)) return void stream.once("drain", write);
        }
        stream.end();
      };
      write();
    });
    await using transport = createGrpcTransport({ address: server.address });
    const { call, texts, ended } = open(transport, {}, () => {
      if (texts.length === 10) call.pause();
    });
    call.end();
    while (texts.length < 10) await setImmediate();
    await setTimeout(50);
    const while_paused = texts.length;
    // Windows hold some megabytes; all of it would be thirty.
    expect([while_paused < 100, written < 3000]).toEqual([true, true]);
    call.resume();
    expect(await ended).toBeUndefined();
    expect(texts).toHaveLength(3000);
  });
});
