import { describe, expect, test } from "vitest";
import { createGrpcTransport, grpcTransportDefaults, type GrpcTransportOptions } from "@millrace/protocol/grpc";
import { expectCode } from "@millrace/protocol/testing";
import { EchoService } from "./echo-service.ts";

const address = { port: 1 };

const wrong: [string, object, string, RegExp][] = [
  ["an unknown option", { addres: address }, "PROTOCOL_UNKNOWN_OPTION", /'addres'; did you mean 'address'/],
  ["no address", {}, "PROTOCOL_INVALID_OPTION", /address/],
  ["an address of both kinds", { address: { path: "/x", port: 1 } }, "PROTOCOL_INVALID_OPTION", /'path'/],
  ["an unknown part of the address", { address: { prot: 1 } }, "PROTOCOL_UNKNOWN_OPTION", /'prot'.*'port'/],
  ["a path that is too long", { address: { path: `/${"x".repeat(200)}` } }, "GRPC_SOCKET_PATH_TOO_LONG", /201 bytes/],
  ["a size that is none", { address, readMaxBytes: -1 }, "PROTOCOL_INVALID_OPTION", /'readMaxBytes'.*-1/],
  ["a time that is none", { address, keepaliveMs: 0 }, "PROTOCOL_INVALID_OPTION", /'keepaliveMs'.*0/],
  ["a timeout that is none", { address, defaultTimeoutMs: "1s" }, "PROTOCOL_INVALID_OPTION", /'defaultTimeoutMs'/],
  ["a window below HTTP/2's own", { address, streamWindowBytes: 1000 }, "PROTOCOL_INVALID_OPTION", /65535/],
  ["an unknown part of tls", { address, tls: { servername: "x" } }, "PROTOCOL_UNKNOWN_OPTION", /'serverName'/],
  ["an unknown part of backoff", { address, backoff: { max: 1 } }, "PROTOCOL_UNKNOWN_OPTION", /'maxMs'/],
  ["a factor that shrinks", { address, backoff: { factor: 0.5 } }, "PROTOCOL_INVALID_OPTION", /backoff\.factor/],
];

describe("createGrpcTransport refuses", () => {
  test.each(wrong)("%s", async (_, options, code, message) => {
    const error = await expectCode(() => createGrpcTransport(options as GrpcTransportOptions), code);
    expect(error.message).toMatch(message);
  });
});

test("options that are undefined count as absent", async () => {
  const options = { address, readMaxBytes: undefined, interceptors: undefined, backoff: undefined };
  await using transport = createGrpcTransport(options as unknown as GrpcTransportOptions);
  expect(transport).toBeDefined();
});

test("the defaults are shown, and cannot be changed", () => {
  expect(grpcTransportDefaults).toMatchObject({ readMaxBytes: 67_108_864, connectTimeoutMs: 10_000 });
  expect(Object.isFrozen(grpcTransportDefaults)).toBe(true);
});

test("openStream and close refuse unknown options", async () => {
  await using transport = createGrpcTransport({ address });
  const receiver = { message: () => undefined, end: () => undefined, abort: () => undefined };
  const open = (): unknown => transport.openStream(EchoService.method.bidi, receiver, { timeout: 1 } as object);
  await expectCode(open, "PROTOCOL_UNKNOWN_OPTION");
  await expectCode(() => transport.close({ grace: 1 } as object), "PROTOCOL_UNKNOWN_OPTION");
});
