import { randomBytes } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import { Metadata } from "@grpc/grpc-js";
import { describe, expect, test } from "vitest";
import { EchoService, NoteSchema } from "./echo-service.ts";
import { GrpcJsClient, noteOf, readAll } from "./grpc-js-client.ts";
import { endStream, envelope, frameType, RawClient } from "./raw-client.ts";
import { echo, implementations, serve } from "./serve.ts";

describe.each(implementations)("%s", (_, options) => {
  for (const tcp of [false, true]) {
    test(`all four kinds are served to grpc-js over ${tcp ? "TCP" : "a Unix socket"}`, async () => {
      await using served = await serve(echo, { ...options, tcp });
      using client = new GrpcJsClient(served.address);

      expect((await client.unary({ text: "größe", count: 7 })).note).toMatchObject({ text: "größe", count: 7 });

      const { notes, status } = await readAll(client.serverStream({ text: "s", count: 3 }));
      expect(notes.map(({ count }) => count)).toEqual([0, 1, 2]);
      expect(status.code).toBe(0);

      const { call, answer } = client.clientStream();
      for (const count of [1, 2, 3]) call.write(noteOf({ count, text: "x" }));
      call.end();
      expect(await answer).toMatchObject({ count: 6, text: "xxx" });

      const bidi = client.bidi();
      for (const text of ["a", "b"]) bidi.write(noteOf({ text }));
      bidi.end();
      expect((await readAll(bidi)).notes.map(({ text }) => text)).toEqual(["a", "b"]);
    });
  }

  test("answers of a bidi call come while the peer is still sending", async () => {
    await using served = await serve(echo, options);
    using client = new GrpcJsClient(served.address);
    const call = client.bidi();
    const answer = (): Promise<string> =>
      new Promise((resolve) => call.once("data", ({ text }) => resolve(text as string)));
    for (const text of ["one", "two", "three"]) {
      const next = answer();
      call.write(noteOf({ text }));
      // oxlint-disable-next-line no-await-in-loop
      expect(await next).toBe(text);
    }
    call.end();
    expect((await readAll(call)).status.code).toBe(0);
  });

  test("a stream may have no messages at all", async () => {
    await using served = await serve(echo, options);
    using client = new GrpcJsClient(served.address);
    expect(await readAll(client.serverStream({ count: 0 }))).toMatchObject({ notes: [], status: { code: 0 } });
    const { call, answer } = client.clientStream();
    call.end();
    expect(await answer).toMatchObject({ count: 0 });
  });

  test("metadata of both directions arrive, also binary ones and those of trailers", async () => {
    const bytes = randomBytes(20);
    await using served = await serve(
      {
        unary: (_, { requestHeader, responseHeader, responseTrailer }) => {
          responseHeader.set("x-answer", "header");
          responseHeader.set("x-bytes-bin", requestHeader.get("x-bytes-bin") ?? "");
          responseTrailer.set("x-sum", String(requestHeader.get("x-list")));
          responseTrailer.set("x-trailer-bin", bytes.toString("base64"));
          return { text: requestHeader.get("x-ask") ?? "" };
        },
      },
      options,
    );
    using client = new GrpcJsClient(served.address);
    const metadata = new Metadata();
    metadata.set("x-ask", "why");
    metadata.set("x-bytes-bin", bytes);
    metadata.add("x-list", "1");
    metadata.add("x-list", "2");
    const { note, header, status } = await client.unary({}, metadata);
    expect(note?.text).toBe("why");
    expect(header?.get("x-answer")).toEqual(["header"]);
    expect(header?.get("x-bytes-bin")).toEqual([bytes]);
    expect(status.metadata.get("x-sum")).toEqual(["1, 2"]);
    expect(status.metadata.get("x-trailer-bin")).toEqual([bytes]);
  });

  test("a message of 8 MB passes both ways", async () => {
    await using served = await serve(echo, options);
    using client = new GrpcJsClient(served.address);
    const data = randomBytes(8 * 1024 * 1024);
    const { note } = await client.unary({ data });
    expect(data.equals(note?.data ?? new Uint8Array())).toBe(true);
    const bidi = client.bidi();
    bidi.write(noteOf({ data }));
    bidi.write(noteOf({ text: "small" }));
    bidi.end();
    const { notes } = await readAll(bidi);
    expect(data.equals(notes[0]?.data ?? new Uint8Array())).toBe(true);
    expect(notes[1]?.text).toBe("small");
  });

  test("requests in gzip are read, and answers stay as they are", async () => {
    await using served = await serve(echo, options);
    using client = new GrpcJsClient(served.address, { "grpc.default_compression_algorithm": 2 });
    const data = Buffer.alloc(100_000, "compress me ");
    const { note, header } = await client.unary({ data });
    expect(data.equals(note?.data ?? new Uint8Array())).toBe(true);
    expect(header?.get("grpc-encoding")).toEqual([]);
  });

  test("with 'compress', large answers are gzip for peers that take it", async () => {
    await using served = await serve(echo, { ...options, compress: true, compressMinBytes: 100 });
    using client = new GrpcJsClient(served.address);
    const data = Buffer.alloc(100_000, "compress me ");
    expect(data.equals((await client.unary({ data })).note?.data ?? new Uint8Array())).toBe(true);
    await using raw = await RawClient.connect({ path: served.path });
    const flagsOfAnswer = async (length: number, accepted: string): Promise<number | undefined> => {
      const stream = raw.open("/millrace.test.Echo/Unary", { "grpc-accept-encoding": accepted });
      raw.data(stream, envelope(noteOf({ data: data.subarray(0, length) })), endStream);
      const first = await raw.waitFor((frame) => frame.stream === stream && frame.type === frameType.data);
      return first.payload[0];
    };
    expect(await flagsOfAnswer(1000, "identity,gzip")).toBe(1);
    expect(await flagsOfAnswer(1000, "identity")).toBe(0);
    expect(await flagsOfAnswer(10, "gzip")).toBe(0);
  });

  test("a push-style handler serves beside connect's, with the peer's headers at hand", async () => {
    const { bidi: _, ...others } = echo;
    await using served = await serve(others, {
      ...options,
      streams: (add) =>
        add(EchoService.method.bidi, (call) => ({
          message: (note) => void call.send(create(NoteSchema, { text: `${note.text} ${call.header.get("te")}` })),
          end: () => call.end(),
          abort: () => undefined,
        })),
    });
    using client = new GrpcJsClient(served.address);
    const call = client.bidi();
    call.write(noteOf({ text: "te is" }));
    call.end();
    expect((await readAll(call)).notes.map(({ text }) => text)).toEqual(["te is trailers"]);
    expect((await client.unary({ text: "beside" })).note?.text).toBe("beside");
  });

  test("a handler sees method, time left and address of its call, and keeps values", async () => {
    await using served = await serve(
      {
        unary: (_, context) => ({
          text: [context.service.typeName, context.method.name, context.protocolName, context.requestMethod].join(" "),
          data: Buffer.from(new URL(context.url).pathname),
          count: Math.ceil((context.timeoutMs() ?? 0) / 1_000_000),
        }),
      },
      options,
    );
    using client = new GrpcJsClient(served.address);
    const { note } = await client.unary({}, new Metadata(), { deadline: Date.now() + 999_000 });
    expect(note?.text).toBe("millrace.test.Echo Unary grpc POST");
    expect(Buffer.from(note?.data ?? []).toString()).toBe("/millrace.test.Echo/Unary");
    expect(note?.count).toBe(1);
  });
});
