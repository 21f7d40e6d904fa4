import { create } from "@bufbuild/protobuf";
import { StringValueSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import { createGrpcTransport, GrpcError } from "@millrace/protocol/grpc";
import { ProtocolError } from "@millrace/protocol";
import { memoryLogger } from "@millrace/protocol/testing";
import { EchoService, NoteSchema } from "./echo-service.ts";
import { GrpcJsClient, noteOf, readAll } from "./grpc-js-client.ts";
import { echo, implementations, serve, knownFailure } from "./serve.ts";

const detail = (text: string): { desc: typeof StringValueSchema; value: { value: string } } => ({
  desc: StringValueSchema,
  value: { value: text },
});

describe.each(implementations)("%s", (implementation, options) => {
  test("a ConnectError arrives with code, message, metadata and details", async () => {
    await using served = await serve(
      {
        unary: () => {
          throw new ConnectError("no größe (100%)", Code.NotFound, { "x-why": "because" }, [
            detail("first"),
            detail("second"),
          ]);
        },
      },
      options,
    );
    await using transport = createGrpcTransport({ address: served.address });
    const error = await createClient(EchoService, transport)
      .unary({})
      .catch((reason: unknown) => ConnectError.from(reason));
    if (!(error instanceof ConnectError)) throw new Error("the call did not fail");
    expect(error).toMatchObject({ code: Code.NotFound, rawMessage: "no größe (100%)" });
    expect(error.metadata.get("x-why")).toBe("because");
    expect(error.findDetails(StringValueSchema).map(({ value }) => value)).toEqual(["first", "second"]);

    using client = new GrpcJsClient(served.address);
    const { status } = await client.unary({});
    expect(status).toMatchObject({ code: 5, details: "no größe (100%)" });
    expect(status.metadata.get("x-why")).toEqual(["because"]);
  });

  test("details and messages are cut to what headers bear", knownFailure(implementation, "large status"), async () => {
    await using served = await serve(
      {
        unary: ({ count }) => {
          throw new ConnectError("m".repeat(count), Code.Aborted, undefined, [
            detail("small"),
            detail("d".repeat(60_000)),
          ]);
        },
      },
      options,
    );
    await using transport = createGrpcTransport({ address: served.address });
    const client = createClient(EchoService, transport);
    const small = await client.unary({ count: 10 }).catch((reason: unknown) => ConnectError.from(reason));
    expect((small as ConnectError).code).toBe(Code.Aborted);
    expect((small as ConnectError).findDetails(StringValueSchema).map(({ value }) => value)).toEqual(["small"]);
    const large = (await client
      .unary({ count: 100_000 })
      .catch((reason: unknown) => ConnectError.from(reason))) as ConnectError;
    expect(large.code).toBe(Code.Aborted);
    expect(large.rawMessage).toMatch(/^m{1000,4096}…$/);
  });

  test("what else a handler throws is hidden from the caller, and logged", async () => {
    const logger = memoryLogger();
    await using served = await serve(
      {
        unary: () => {
          throw new Error("secret");
        },
        serverStream: async function* () {
          yield { text: "one" };
          throw new Error("secret");
        },
        clientStream: () => Promise.reject(new Error("secret")),
      },
      { ...options, logger },
    );
    using client = new GrpcJsClient(served.address);
    expect((await client.unary({})).status).toMatchObject({ code: 13, details: "internal error" });
    const { notes, status } = await readAll(client.serverStream({}));
    expect(notes.map(({ text }) => text)).toEqual(["one"]);
    expect(status).toMatchObject({ code: 13, details: "internal error" });
    await expect(client.clientStream().answer).rejects.toMatchObject({ code: 13 });
    const failures = logger.records.filter(({ level }) => level === "error");
    expect(failures.map(({ fields }) => (fields["error"] as Error).message)).toEqual(["secret", "secret", "secret"]);
    expect(failures.map(({ fields }) => fields["path"])).toEqual([
      "/millrace.test.Echo/Unary",
      "/millrace.test.Echo/ServerStream",
      "/millrace.test.Echo/ClientStream",
    ]);
  });

  test("a Millrace error keeps its message, and its code tells whether to try again", async () => {
    const errors = [
      new ProtocolError("PROTOCOL_MALFORMED", "bad bytes"),
      new ProtocolError("PROTOCOL_MALFORMED", "come back", { retryable: true }),
      new ProtocolError("PROTOCOL_DEADLINE_EXCEEDED", "slow"),
      new GrpcError("GRPC_INVALID_ROUTE", "lost"),
    ];
    await using served = await serve(
      {
        unary: ({ count }) => {
          throw errors[count] as Error;
        },
      },
      options,
    );
    using client = new GrpcJsClient(served.address);
    const statuses = await Promise.all(errors.map(async (_, count) => (await client.unary({ count })).status));
    expect(statuses.map(({ code }) => code)).toEqual([13, 14, 4, 13]);
    expect(statuses[0]?.details).toBe("[PROTOCOL_MALFORMED] bad bytes");
  });

  test("methods and services that are not there are unimplemented", async () => {
    await using served = await serve({ unary: (note) => note }, options);
    using client = new GrpcJsClient(served.address);
    expect((await client.unary({}, undefined, {}, "Nothing")).status.code).toBe(12);
    expect((await client.unary({}, undefined, {}, "../other.Service/Unary")).status.code).toBe(12);
    expect((await readAll(client.bidi())).status.code).toBe(12);
    expect((await client.unary({ text: "still here" })).note?.text).toBe("still here");
  });

  test("requests and answers above the limits end in resource_exhausted", async () => {
    await using served = await serve(echo, { ...options, readMaxBytes: 100_000, writeMaxBytes: 50_000 });
    using client = new GrpcJsClient(served.address);
    const statusOf = async (bytes: number): Promise<number> =>
      (await client.unary({ data: Buffer.alloc(bytes) })).status.code;
    expect(await statusOf(40_000)).toBe(0);
    expect(await statusOf(60_000)).toBe(8);
    expect(await statusOf(300_000)).toBe(8);
    const call = client.bidi();
    call.write(noteOf({ text: "fits" }));
    call.write(noteOf({ data: Buffer.alloc(60_000) }));
    const { notes, status } = await readAll(call);
    expect(notes.map(({ text }) => text)).toEqual(["fits"]);
    expect(status.code).toBe(8);
  });

  test("a small request in gzip that grows beyond the limit ends in resource_exhausted", async () => {
    await using served = await serve(echo, { ...options, readMaxBytes: 100_000 });
    using client = new GrpcJsClient(served.address, { "grpc.default_compression_algorithm": 2 });
    expect((await client.unary({ data: Buffer.alloc(10_000_000) })).status.code).toBe(8);
  });

  test("an answer that cannot be encoded ends the call, not the server", async () => {
    await using served = await serve({ unary: () => create(NoteSchema, { count: 0.5 }) }, options);
    using client = new GrpcJsClient(served.address);
    expect((await client.unary({})).status.code).toBe(13);
    expect((await client.unary({})).status.code).toBe(13);
  });
});
