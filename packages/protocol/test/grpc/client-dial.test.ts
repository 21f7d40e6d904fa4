import { networkInterfaces } from "node:os";
import { Code, createClient, type ConnectError } from "@connectrpc/connect";
import { expect, test, type TestContext, vi } from "vitest";
import { createGrpcTransport, grpcTransportDefaults } from "@millrace/protocol/grpc";
import { ClientConnection } from "../../src/grpc/client/connection.ts";
import { Http2Connection } from "../../src/grpc/http2/http2-connection.ts";
import { EchoService, type Note } from "./echo-service.ts";
import { failureOf } from "./failure-of.ts";
import { noteOf } from "./grpc-js-client.ts";
import { echo, serve } from "./serve.ts";

/** Counts the connections of a test, and lets one of them run out of stream ids. */
function watchConnections({ onTestFinished }: TestContext): {
  count: () => number;
  useUpAfter: (calls: number) => void;
} {
  const request = Reflect.get(Http2Connection.prototype, "request");
  const started = vi.spyOn(Http2Connection.prototype, "start");
  const requested = vi.spyOn(Http2Connection.prototype, "request");
  onTestFinished(() => {
    started.mockRestore();
    requested.mockRestore();
  });
  return {
    count: () => started.mock.calls.length,
    useUpAfter(calls) {
      let left = calls;
      requested.mockImplementation(function (this: Http2Connection, ...args) {
        return left-- === 0 ? undefined : request.apply(this, args);
      });
    },
  };
}

test("a throw while dialling is a failure to connect", async () => {
  const { backoff, ...policy } = grpcTransportDefaults;
  const target = { address: { host: "127.0.0.1", port: 70_000 }, tls: undefined };
  const connection = new ClientConnection({ ...policy, backoff, target });
  const wait = (): Promise<ConnectError> =>
    new Promise((resolve, reject) =>
      connection.wait({ onNoSession: resolve, onSession: () => reject(new Error("it connected")) }),
    );
  expect(await wait()).toMatchObject({ code: Code.Unavailable, cause: { code: "ERR_SOCKET_BAD_PORT" } });
  // In the pause after it.
  expect((await wait()).code).toBe(Code.Unavailable);
  await connection.close(0);
});

test("a link-local address that nobody has is unavailable", async () => {
  await using transport = createGrpcTransport({
    address: { host: "fe80::1%no-such", port: 1 },
    connectTimeoutMs: 100,
  });
  expect((await failureOf(createClient(EchoService, transport).unary({}))).code).toBe(Code.Unavailable);
});

/** The interface that IPv6 loops back by, if there is one. */
const [zone] =
  Object.entries(networkInterfaces()).find(([, all]) => all?.some(({ address }) => address === "::1")) ?? [];

// Skipped where there is no loopback of IPv6.
test.skipIf(zone === undefined)("an address with a zone is called", async () => {
  const authorities: (string | null)[] = [];
  await using served = await serve(
    { unary: (note, { url }) => (authorities.push(new URL(url).hostname), note) },
    { listen: { host: "::1", port: 0 } },
  );
  const { port } = served.address as { port: number };
  await using transport = createGrpcTransport({ address: { host: `::1%${zone}`, port } });
  expect(await createClient(EchoService, transport).unary({ text: "near" })).toMatchObject({ text: "near" });
  expect(authorities).toEqual(["[::1]"]);
});

test.each(["streamWindowBytes", "connectionWindowBytes"])("%s has the limit of HTTP/2", (name) => {
  const create = (bytes: number): unknown => createGrpcTransport({ address: { port: 1 }, [name]: bytes });
  expect(() => create(2 ** 31)).toThrow(expect.objectContaining({ code: "PROTOCOL_INVALID_OPTION" }));
  create(2 ** 31 - 1);
});

test("windows of the largest size are no harm", async () => {
  await using served = await serve(echo);
  const largest = { streamWindowBytes: 2 ** 31 - 1, connectionWindowBytes: 2 ** 31 - 1 };
  await using transport = createGrpcTransport({ address: served.address, ...largest });
  expect(await createClient(EchoService, transport).unary({ text: "x" })).toMatchObject({ text: "x" });
});

test("unary calls move on to a new connection when one has no stream ids left", async (context) => {
  const connections = watchConnections(context);
  await using served = await serve(echo);
  await using transport = createGrpcTransport({ address: served.address });
  const client = createClient(EchoService, transport);
  await client.unary({});
  connections.useUpAfter(1);
  const answers = await Promise.all(["a", "b", "c"].map((text) => client.unary({ text })));
  expect([answers.map(({ text }) => text), connections.count()]).toEqual([["a", "b", "c"], 2]);
});

test("so do streams, with all that was sent before there was a connection, while older ones go on", async (context) => {
  const connections = watchConnections(context);
  await using served = await serve(echo);
  await using transport = createGrpcTransport({ address: served.address });
  await createClient(EchoService, transport).unary({});
  connections.useUpAfter(1);
  const run = (texts: readonly string[]): { next: () => void; ended: Promise<string[]> } => {
    const got: string[] = [];
    const waiting = [...texts];
    let next = (): void => undefined;
    const ended = new Promise<string[]>((resolve, reject) => {
      const message = ({ text }: Note): void => void got.push(text);
      const call = transport.openStream(EchoService.method.bidi, { message, end: () => resolve(got), abort: reject });
      next = () => {
        const text = waiting.shift();
        if (text === undefined) call.end();
        else call.send(noteOf({ text }));
      };
    });
    next();
    return { next, ended };
  };
  const last = run(["1", "2"]);
  const first = run(["3", "4"]);
  for (const { next } of [first, first, last, last]) next();
  expect([await first.ended, await last.ended, connections.count()]).toEqual([["3", "4"], ["1", "2"], 2]);
});
