import { create } from "@bufbuild/protobuf";
import { Code, createClient } from "@connectrpc/connect";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { createGrpcTransport } from "@millrace/protocol/grpc";
import { collect } from "@millrace/protocol/testing";
import { forEachClient } from "./client-implementations.ts";
import { EchoService, NoteSchema } from "./echo-service.ts";
import { failureOf } from "./failure-of.ts";
import { grpcJsServer, type EchoHandlers } from "./grpc-js-server.ts";
import { answer, envelope, grpcHeaders, rawServer } from "./raw-server.ts";
import { echo, serve } from "./serve.ts";

const grpcJsEcho: EchoHandlers = {
  Unary: ({ request }, done) => done(null, request),
  Bidi: (call) => {
    call.on("data", (note) => call.write(note));
    call.on("end", () => call.end());
  },
};

/** 1000 letters, with tag and length 1003 bytes. */
const text = "x".repeat(1000);
const ok = { "grpc-status": "0" };

forEachClient(({ options, wording }) => {
  describe("limits", () => {
    test("a request may be as large as writeMaxBytes, and no larger", async () => {
      await using server = await grpcJsServer(grpcJsEcho);
      await using exact = createGrpcTransport({ ...options, address: server.address, writeMaxBytes: 1003 });
      expect((await createClient(EchoService, exact).unary({ text })).text).toBe(text);
      await using less = createGrpcTransport({ ...options, address: server.address, writeMaxBytes: 1002 });
      const failure = await failureOf(createClient(EchoService, less).unary({ text }));
      expect([failure.code, failure.rawMessage]).toEqual([
        Code.ResourceExhausted,
        wording(/1003 .* 1002 .*writeMaxBytes/),
      ]);
      expect((await createClient(EchoService, less).unary({ text: "small" })).text).toBe("small");
    });

    test("a response may be as large as readMaxBytes, and no larger", async () => {
      await using server = await grpcJsServer(grpcJsEcho);
      await using exact = createGrpcTransport({ ...options, address: server.address, readMaxBytes: 1003 });
      expect((await createClient(EchoService, exact).unary({ text })).text).toBe(text);
      await using less = createGrpcTransport({ ...options, address: server.address, readMaxBytes: 1002 });
      const failure = await failureOf(createClient(EchoService, less).unary({ text }));
      expect([failure.code, failure.rawMessage]).toEqual([
        Code.ResourceExhausted,
        wording(/1003 .* 1002 .*readMaxBytes/),
      ]);
    });

    test("a message that is too large ends a stream, after those before it", async () => {
      await using server = await grpcJsServer(grpcJsEcho);
      await using transport = createGrpcTransport({ ...options, address: server.address, writeMaxBytes: 1002 });
      let next: () => void = () => undefined;
      const answered = new Promise<void>((resolve) => (next = resolve));
      async function* notes(): AsyncGenerator<{ text: string }> {
        yield { text: "small" };
        await answered;
        yield { text };
      }
      const texts: string[] = [];
      const failure = await failureOf(
        (async () => {
          for await (const note of createClient(EchoService, transport).bidi(notes())) {
            texts.push(note.text);
            next();
          }
        })(),
      );
      expect([texts, failure.code]).toEqual([["small"], Code.ResourceExhausted]);
    });

    test("a length that promises gigabytes takes no memory", async () => {
      const huge = Buffer.from([0, 0xff, 0xff, 0xff, 0xff, 1]);
      await using server = await rawServer((stream) => answer(stream, huge));
      await using transport = createGrpcTransport({ ...options, address: server.address });
      const before = process.memoryUsage().arrayBuffers;
      expect((await failureOf(createClient(EchoService, transport).unary({}))).code).toBe(Code.ResourceExhausted);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
    });

    test("a small message that decompresses to a large one is refused", async () => {
      const note = create(NoteSchema, { text: "0".repeat(1_000_000) });
      const packed = gzipSync(envelope(note).subarray(5));
      const prefix = Buffer.alloc(5, 1);
      prefix.writeUInt32BE(packed.length, 1);
      await using server = await rawServer((stream) =>
        answer(stream, Buffer.concat([prefix, packed]), ok, { ...grpcHeaders, "grpc-encoding": "gzip" }),
      );
      await using transport = createGrpcTransport({ ...options, address: server.address, readMaxBytes: 10_000 });
      expect((await failureOf(createClient(EchoService, transport).unary({}))).code).toBe(Code.ResourceExhausted);
      await using generous = createGrpcTransport({ ...options, address: server.address });
      expect((await createClient(EchoService, generous).unary({})).text).toHaveLength(1_000_000);
    });
  });

  describe("gzip", () => {
    test("is offered; large requests are packed if wanted, small ones are not", async () => {
      const seen: { encoding: unknown; accepts: unknown; flag: number; bytes: number }[] = [];
      await using server = await rawServer((stream, headers) => {
        stream.once("data", (chunk: Buffer) => {
          const { "grpc-encoding": encoding, "grpc-accept-encoding": accepts } = headers;
          seen.push({ encoding, accepts, flag: chunk[0] as number, bytes: chunk.length });
          answer(stream, envelope(create(NoteSchema)));
        });
      });
      await using plain = createGrpcTransport({ ...options, address: server.address });
      await createClient(EchoService, plain).unary({ text });
      await using packing = createGrpcTransport({
        ...options,
        address: server.address,
        compress: true,
        compressMinBytes: 500,
      });
      await createClient(EchoService, packing).unary({ text });
      await createClient(EchoService, packing).unary({ text: "small" });
      expect(seen.map(({ encoding, flag }) => [encoding, flag])).toEqual([
        [undefined, 0],
        ["gzip", 1],
        ["gzip", 0],
      ]);
      expect(seen.map(({ accepts }) => accepts)).toEqual(
        Array.from({ length: 3 }, () => expect.stringContaining("gzip")),
      );
      expect(seen.map(({ bytes }) => bytes < 200)).toEqual([false, true, true]);
    });

    test("works both ways with grpc-js", async () => {
      // grpc-js packs its responses only if it is told to.
      const packing = { "grpc.default_compression_algorithm": 2 };
      await using server = await grpcJsServer(grpcJsEcho, { port: 0 }, packing);
      await using transport = createGrpcTransport({
        ...options,
        address: server.address,
        compress: true,
        compressMinBytes: 0,
      });
      const client = createClient(EchoService, transport);
      expect((await client.unary({ text })).text).toBe(text);
      async function* notes(): AsyncGenerator<{ text: string }> {
        for (let i = 0; i < 50; i++) yield { text: text + i };
      }
      const echoed = await collect(client.bidi(notes()));
      expect(echoed.map((note) => note.text)).toEqual(Array.from({ length: 50 }, (_, i) => text + i));
    });

    test("works both ways with our own server", async () => {
      await using server = await serve(echo, { compress: true, compressMinBytes: 0 });
      await using transport = createGrpcTransport({
        ...options,
        address: server.address,
        compress: true,
        compressMinBytes: 0,
      });
      const client = createClient(EchoService, transport);
      let encoding: string | null = null;
      const note = await client.unary({ text }, { onHeader: (headers) => (encoding = headers.get("grpc-encoding")) });
      expect([note.text, encoding]).toEqual([text, "gzip"]);
    });
  });
});
