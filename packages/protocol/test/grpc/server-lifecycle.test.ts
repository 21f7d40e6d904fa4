import { connect as connectHttp2, type ClientHttp2Session } from "node:http2";
import { connect } from "node:net";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import { createGrpcServer, createGrpcTransport } from "@millrace/protocol/grpc";
import { leakCheck, tempSocket } from "@millrace/protocol/testing";
import { deferred } from "../../src/internal/deferred.ts";
import { EchoService, type Note } from "./echo-service.ts";
import { GrpcJsClient, noteOf, readAll } from "./grpc-js-client.ts";
import { endStream, envelope, frameType, RawClient } from "./raw-client.ts";
import { echo, implementations, serve } from "./serve.ts";

const unary = "/millrace.test.Echo/Unary";
const bidi = "/millrace.test.Echo/Bidi";

describe.each(implementations)("%s", (_, options) => {
  test("a closing server finishes what it has, and takes nothing new", async () => {
    const begun = deferred<void>();
    const finish = deferred<void>();
    const slow = async (): Promise<{ text: string }> => {
      begun.resolve();
      await finish.promise;
      return { text: "done" };
    };
    await using served = await serve({ ...echo, unary: slow }, { ...options, graceMs: 60_000 });
    using client = new GrpcJsClient(served.address);
    const answer = client.unary({});
    await begun.promise;
    const closed = served.server.close();
    expect(served.server.state).toBe("draining");
    using late = new GrpcJsClient(served.address);
    expect((await late.unary({})).status.code).toBe(14);
    finish.resolve();
    expect((await answer).note?.text).toBe("done");
    await closed;
    expect(served.server.state).toBe("closed");
  });

  test("when the grace is over, open calls end in unavailable", async () => {
    const aborted = deferred<unknown>();
    const begun = deferred<void>();
    await using served = await serve(
      {
        unary: async (_, { signal }) => {
          begun.resolve();
          await new Promise((resolve) => signal.addEventListener("abort", resolve));
          aborted.resolve(signal.reason);
          throw signal.reason;
        },
      },
      options,
    );
    using client = new GrpcJsClient(served.address);
    const answer = client.unary({});
    await begun.promise;
    await served.server.close({ graceMs: 20 });
    expect((await answer).status.code).toBe(14);
    expect(await aborted.promise).toMatchObject({ code: Code.Unavailable });
  });

  test("peers that are connected and silent do not hold up the end", async () => {
    await using served = await serve(echo, { ...options, graceMs: 60_000 });
    await using raw = await RawClient.connect({ path: served.path });
    await served.server.close();
    await raw.closed();
    expect(raw.frames.map(({ type }) => type)).toContain(frameType.goaway);
  });

  test("a server leaves nothing behind", async () => {
    await using _leaks = leakCheck();
    const served = await serve(echo, options);
    using client = new GrpcJsClient(served.address);
    await client.unary({ text: "x" });
    const open = client.bidi();
    open.write(noteOf({ text: "never ended" }));
    const ended = readAll(open);
    await new Promise((resolve) => open.once("data", resolve));
    await served[Symbol.asyncDispose]();
    expect((await ended).status.code).toBe(14);
  });
});

test("ten thousand connections come and go, some in the middle of a frame", async () => {
  await using served = await serve(echo);
  await using _leaks = leakCheck();
  const count = 10_000;
  const atOnce = 50;
  for (let done = 0; done < count; done += atOnce) {
    // oxlint-disable-next-line no-await-in-loop
    await Promise.all(Array.from({ length: atOnce }, (_, index) => visit(served.path, index)));
  }
  using client = new GrpcJsClient(served.address);
  expect((await client.unary({ text: "still here" })).note?.text).toBe("still here");
});

/** Connects, says more or less, and is gone without a word. */
async function visit(path: string, manner: number): Promise<void> {
  const socket = connect(path);
  socket.on("error", () => undefined);
  // The server's settings: it has accepted the connection. Else the queue of those that wait to be would run full.
  await new Promise((resolve) => socket.once("data", resolve));
  if (manner % 4 > 0) socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  if (manner % 4 > 1) socket.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]));
  if (manner % 4 > 2) socket.write(Buffer.from([0, 0, 5, 1]));
  socket.destroy();
  return new Promise((resolve) => void socket.once("close", () => resolve()));
}

describe("run and start", () => {
  test("run listens, and ends when its signal aborts", async () => {
    await using socket = await tempSocket();
    const server = createGrpcServer({ listen: { path: socket.path } });
    const stop = new AbortController();
    const ran = server.run({ signal: stop.signal });
    await server.start();
    expect(server.state).toBe("running");
    stop.abort();
    await ran;
    expect(server.state).toBe("closed");
  });

  test("run after start waits for the end, and its signal counts too", async () => {
    await using socket = await tempSocket();
    const server = createGrpcServer({ listen: { path: socket.path } });
    await server.start();
    const stop = new AbortController();
    const ran = server.run({ signal: stop.signal });
    stop.abort();
    await ran;
    expect(server.state).toBe("closed");
  });

  test("a failure to listen is told by both", async () => {
    await using socket = await tempSocket();
    await using first = createGrpcServer({ listen: { path: socket.path } });
    await first.start();
    const second = createGrpcServer({ listen: { path: socket.path } });
    const ran = second.run();
    await expect(second.start()).rejects.toMatchObject({ code: "GRPC_ADDRESS_IN_USE" });
    await expect(ran).rejects.toMatchObject({ code: "GRPC_ADDRESS_IN_USE" });
  });

  test("a server that was closed before does not listen any more", async () => {
    const server = createGrpcServer({ listen: { port: 0 } });
    await server.close();
    await expect(server.start()).rejects.toMatchObject({ code: "PROTOCOL_ALREADY_RUN" });
  });
});

describe("the age of connections", () => {
  const session = (path: string): ClientHttp2Session =>
    connectHttp2("http://localhost", { createConnection: () => connect(path) });

  test("an old connection is asked to go; its calls end in peace", async () => {
    await using served = await serve(echo, { maxConnectionAgeMs: 50 });
    await using raw = await RawClient.connect({ path: served.path });
    const stream = raw.open(bidi);
    raw.data(stream, envelope(noteOf({ text: "early" })));
    await raw.waitFor(({ type }) => type === frameType.goaway);
    raw.data(stream, envelope(noteOf({ text: "late" })), endStream);
    await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
    await raw.closed();
    const { payload } = await raw.waitFor(({ type }) => type === frameType.goaway);
    expect([payload.readUInt32BE(0), payload.readUInt32BE(4)]).toEqual([stream, 0]);
  });

  test("calls that stay are cut after the grace", async () => {
    const aborted = deferred<unknown>();
    await using served = await serve(
      {
        unary: async (_, { signal }) => {
          await new Promise((resolve) => signal.addEventListener("abort", resolve));
          aborted.resolve(signal.reason);
          return {};
        },
      },
      { maxConnectionAgeMs: 20, maxConnectionAgeGraceMs: 20 },
    );
    const client = session(served.path);
    client.on("error", () => undefined);
    const stream = client.request({ ":method": "POST", ":path": unary, "content-type": "application/grpc" });
    stream.on("error", () => undefined);
    stream.end(envelope(noteOf({})));
    expect(ConnectError.from(await aborted.promise).code).toBe(Code.Canceled);
    if (!client.closed) await new Promise((resolve) => client.once("close", resolve));
  });

  test("a call is served once, or not at all", async () => {
    let handled = 0;
    const unaryCounted = (note: Note): Note => {
      handled++;
      return note;
    };
    await using served = await serve({ unary: unaryCounted }, { maxConnectionAgeMs: 5 });
    await using transport = createGrpcTransport({ address: served.address });
    const client = createClient(EchoService, transport);
    let refused = 0;
    for (let count = 0; count < 300;) {
      try {
        // oxlint-disable-next-line no-await-in-loop
        expect((await client.unary({ count })).count).toBe(count++);
      } catch (error) {
        // Of a call that crosses the goaway, the client says that it may be repeated.
        if (!(error instanceof ConnectError) || error.code !== Code.Unavailable) throw error;
        refused++;
      }
    }
    expect(handled).toBe(300);
    expect(refused).toBeLessThan(100);
  });
});

test("the routes of a service that is left out in part stay unimplemented, or come by themselves", async () => {
  await using socket = await tempSocket();
  await using server = createGrpcServer({
    listen: { path: socket.path },
    graceMs: 0,
    routes: (router) =>
      router.service(EchoService, { unary: (note) => note }).rpc(EchoService.method.serverStream, echo.serverStream),
  });
  const { address } = await server.start();
  using client = new GrpcJsClient(address);
  expect((await readAll(client.serverStream({ count: 2 }))).notes).toHaveLength(2);
  expect((await readAll(client.bidi())).status.code).toBe(12);
});
