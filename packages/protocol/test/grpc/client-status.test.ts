import { create } from "@bufbuild/protobuf";
import { StringValueSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient, decodeBinaryHeader, encodeBinaryHeader } from "@connectrpc/connect";
import { Metadata, status } from "@grpc/grpc-js";
import { describe, expect, test } from "vitest";
import type { ServerHttp2Stream } from "node:http2";
import { createGrpcServer, createGrpcTransport } from "@millrace/protocol/grpc";
import { collect, tempSocket } from "@millrace/protocol/testing";
import { forEachClient } from "./client-implementations.ts";
import { EchoService, NoteSchema } from "./echo-service.ts";
import { failureOf } from "./failure-of.ts";
import { grpcJsServer } from "./grpc-js-server.ts";
import { answer, envelope, grpcHeaders, rawServer, trailersOnly } from "./raw-server.ts";

const note = create(NoteSchema, { text: "hi" });

const incomplete = envelope(note).subarray(0, 6);
const notProtobuf = Buffer.from([0, 0, 0, 0, 2, 0xff, 0xff]);
const ok = { "grpc-status": "0" };

/** What a broken server does → what the caller is told. */
const broken: [string, (stream: ServerHttp2Stream) => void, Code, RegExp][] = [
  ["HTTP 503", (s) => s.respond({ ":status": 503 }, { endStream: true }), Code.Unavailable, /HTTP 503/],
  ["HTTP 404", (s) => s.respond({ ":status": 404 }, { endStream: true }), Code.Unimplemented, /HTTP 404/],
  ["HTTP 418", (s) => s.respond({ ":status": 418 }, { endStream: true }), Code.Unknown, /HTTP 418/],
  [
    "HTML",
    (s) => answer(s, Buffer.from("<p>"), ok, { ":status": 200, "content-type": "text/html" }),
    Code.Unknown,
    /text\/html/,
  ],
  [
    "another codec",
    (s) => answer(s, envelope(note), ok, { ...grpcHeaders, "content-type": "application/grpc+json" }),
    Code.Internal,
    /grpc\+json/,
  ],
  [
    "another encoding",
    (s) => answer(s, envelope(note), ok, { ...grpcHeaders, "grpc-encoding": "br" }),
    Code.Internal,
    /'br'/,
  ],
  ["a compressed message without an encoding", (s) => answer(s, envelope(note, 1)), Code.Internal, /flags 1/],
  ["unknown flags", (s) => answer(s, envelope(note, 2)), Code.Internal, /flags 2/],
  [
    "gzip that is none",
    (s) => answer(s, envelope(note, 1), ok, { ...grpcHeaders, "grpc-encoding": "gzip" }),
    Code.Internal,
    /not gzip/,
  ],
  ["a torn envelope", (s) => answer(s, incomplete), Code.Internal, /within a message/],
  ["a torn prefix", (s) => answer(s, incomplete.subarray(0, 3)), Code.Internal, /within a message/],
  ["what is no protobuf", (s) => answer(s, notProtobuf), Code.Internal, /millrace\.test\.Note/],
  [
    "two messages",
    (s) => answer(s, Buffer.concat([envelope(note), envelope(note)])),
    Code.Unimplemented,
    /more than one/,
  ],
  ["no message", (s) => answer(s, Buffer.alloc(0)), Code.Unimplemented, /no message/],
  ["no status", (s) => answer(s, envelope(note), { "x-other": "1" }), Code.Internal, /status/],
  [
    "no trailers",
    (s) => {
      s.respond(grpcHeaders);
      s.end(envelope(note));
    },
    Code.Internal,
    /status/,
  ],
  ["a status that does not exist", (s) => trailersOnly(s, { "grpc-status": "77" }), Code.Unknown, /77/],
  ["a reset", (s) => s.close(2), Code.Internal, /INTERNAL_ERROR/],
  ["a reset with CANCEL", (s) => s.close(8), Code.Canceled, /CANCEL/],
  ["a reset that asks for calm", (s) => s.close(11), Code.ResourceExhausted, /ENHANCE_YOUR_CALM/],
];

forEachClient(({ options, known, wording }) => {
  test("gives headers and trailers, binary ones too, and sends the caller's", async () => {
    const seen: Metadata[] = [];
    await using server = await grpcJsServer({
      Unary: (call, done) => {
        seen.push(call.metadata);
        const header = new Metadata();
        header.add("x-list", "a");
        header.add("x-list", "b");
        call.sendMetadata(header);
        const trailer = new Metadata();
        trailer.set("x-data-bin", Buffer.from([0, 255, 7]));
        done(null, call.request, trailer);
      },
    });
    await using transport = createGrpcTransport({ ...options, address: server.address });
    const got: Headers[] = [];
    await createClient(EchoService, transport).unary(
      {},
      {
        headers: {
          "x-plain": "yes",
          "x-blob-bin": encodeBinaryHeader(new Uint8Array([1, 2, 3])),
          "user-agent": "me/1",
        },
        onHeader: (headers) => got.push(headers),
        onTrailer: (trailers) => got.push(trailers),
      },
    );
    expect(seen[0]?.get("x-plain")).toEqual(["yes"]);
    expect(seen[0]?.get("x-blob-bin")).toEqual([Buffer.from([1, 2, 3])]);
    expect(seen[0]?.get("user-agent")).toEqual(["me/1"]);
    expect(got[0]?.get("x-list")).toBe("a, b");
    expect([...decodeBinaryHeader(got[1]?.get("x-data-bin") ?? "")]).toEqual([0, 255, 7]);
  });

  test("gives code, message and metadata of a failed call", async () => {
    const metadata = new Metadata();
    metadata.set("x-why", "because");
    await using server = await grpcJsServer({
      Unary: (_, done) => done({ code: status.NOT_FOUND, details: "kein Gerät: 100 %", metadata }),
      ServerStream: (call) => {
        call.write(note);
        call.emit("error", { code: status.DATA_LOSS, details: "torn", metadata });
      },
    });
    await using transport = createGrpcTransport({ ...options, address: server.address });
    const client = createClient(EchoService, transport);
    const unary = await failureOf(client.unary({}));
    expect([unary.code, unary.rawMessage, unary.metadata.get("x-why")]).toEqual([
      Code.NotFound,
      "kein Gerät: 100 %",
      "because",
    ]);
    const streamed = await failureOf(collect(client.serverStream({})));
    expect([streamed.code, streamed.rawMessage, streamed.metadata.get("x-why")]).toEqual([
      Code.DataLoss,
      "torn",
      "because",
    ]);
  });

  test("gives the details of a failed call", async () => {
    await using socket = await tempSocket();
    await using server = createGrpcServer({
      listen: { path: socket.path },
      routes: (router) =>
        router.service(EchoService, {
          unary: () => {
            const detail = { desc: StringValueSchema, value: { value: "at line 3" } };
            throw new ConnectError("no", Code.InvalidArgument, { "x-meta": "1" }, [detail]);
          },
        }),
    });
    await server.start();
    await using transport = createGrpcTransport({ ...options, address: socket });
    const failure = await failureOf(createClient(EchoService, transport).unary({}));
    expect(failure.findDetails(StringValueSchema).map(({ value }) => value)).toEqual(["at line 3"]);
    expect(failure.metadata.get("x-meta")).toBe("1");
  });

  test(
    "a status in headers counts if nothing follows, though the server has not said so",
    known("a status in headers counts if nothing follows, though the server has not said so"),
    async () => {
      await using server = await rawServer((stream, headers) => {
        stream.respond({ ...grpcHeaders, "grpc-status": "5", "grpc-message": "gone" });
        if (headers["x-more"] === "1") stream.write(envelope(note));
        stream.end();
      });
      await using transport = createGrpcTransport({ ...options, address: server.address });
      const client = createClient(EchoService, transport);
      const alone = await failureOf(client.unary({}));
      const followed = await failureOf(client.unary({}, { headers: { "x-more": "1" } }));
      expect([Code[alone.code], Code[followed.code]]).toEqual(["NotFound", "Internal"]);
    },
  );

  describe("a unary call whose server answers with", () => {
    for (const [title, onStream, code, message] of broken)
      test(`${title}`, known(title), async () => {
        await using server = await rawServer(onStream);
        await using transport = createGrpcTransport({ ...options, address: server.address });
        const failure = await failureOf(createClient(EchoService, transport).unary({ text: "x" }));
        expect([Code[failure.code], failure.rawMessage]).toEqual([Code[code], wording(message)]);
      });

    test("an error status after a message", async () => {
      await using server = await rawServer((s) => answer(s, envelope(note), { "grpc-status": "9" }));
      await using transport = createGrpcTransport({ ...options, address: server.address });
      const failure = await failureOf(createClient(EchoService, transport).unary({}));
      expect(failure.code).toBe(Code.FailedPrecondition);
    });
  });

  test(
    "a torn envelope ends a stream with internal, after the messages before it",
    known("a torn envelope ends a stream with internal, after the messages before it"),
    async () => {
      await using server = await rawServer((s) => answer(s, Buffer.concat([envelope(note), incomplete])));
      await using transport = createGrpcTransport({ ...options, address: server.address });
      const texts: string[] = [];
      const failure = await failureOf(
        (async () => {
          for await (const { text } of createClient(EchoService, transport).serverStream({})) texts.push(text);
        })(),
      );
      expect([texts, failure.code]).toEqual([["hi"], Code.Internal]);
    },
  );

  test("cuts messages at every border of chunks", async () => {
    const notes = ["", "a", "bc".repeat(40)].map((text) => create(NoteSchema, { text }));
    const body = Buffer.concat(notes.map((each) => envelope(each)));
    await using server = await rawServer((stream, headers) => {
      const size = Number(headers["x-size"]);
      stream.respond(grpcHeaders, { waitForTrailers: true });
      stream.on("wantTrailers", () => stream.sendTrailers(ok));
      stream.resume();
      for (let at = 0; at < body.length; at += size) stream.write(body.subarray(at, at + size));
      stream.end();
    });
    await using transport = createGrpcTransport({ ...options, address: server.address });
    const client = createClient(EchoService, transport);
    for (const size of [1, 2, 3, 4, 5, 6, 7, 11]) {
      const got = await collect(client.serverStream({}, { headers: { "x-size": String(size) } }));
      expect(got.map(({ text }) => text)).toEqual(notes.map(({ text }) => text));
    }
  });
});
