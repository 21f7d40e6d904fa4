import { create } from "@bufbuild/protobuf";
import { Code, createClient } from "@connectrpc/connect";
import { once } from "node:events";
import { constants, type ServerHttp2Stream } from "node:http2";
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from "node:net";
import { setImmediate, setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createGrpcServer, createGrpcTransport } from "@millrace/protocol/grpc";
import { collect, freePort, leakCheck, tempSocket } from "@millrace/protocol/testing";
import { runFixture } from "../fixtures/run.ts";
import { EchoService, NoteSchema } from "./echo-service.ts";
import { failureOf } from "./failure-of.ts";
import { answer, envelope, grpcHeaders, rawServer } from "./raw-server.ts";
import { echo, serve } from "./serve.ts";

const hello = envelope(create(NoteSchema, { text: "hello" }));

/** Answers each call with which session it came by. */
const tellSession = (sessions: () => readonly unknown[]) => (stream: ServerHttp2Stream) => {
  answer(stream, envelope(create(NoteSchema, { count: sessions().indexOf(stream.session) })));
};

interface MuteServer extends AsyncDisposable {
  readonly address: { readonly port: number };
  readonly sockets: Socket[];
}

/** A socket that accepts and says nothing, or only `greeting`. */
async function muteServer(greeting = ""): Promise<MuteServer> {
  const sockets: Socket[] = [];
  const server: Server = createTcpServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined).resume();
    if (greeting !== "") socket.write(greeting, "latin1");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: { port: (server.address() as AddressInfo).port },
    sockets,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** An empty SETTINGS frame, and the acknowledgement of the client's. */
const settings = "\0\0\0\x04\0\0\0\0\0\0\0\0\x04\x01\0\0\0\0";

describe("a connection", () => {
  test("is made by the first call, and shared by all", async () => {
    await using server = await rawServer((stream) => answer(stream, hello));
    await using transport = createGrpcTransport({ address: server.address });
    await setTimeout(10);
    expect(server.sessions).toHaveLength(0);
    const client = createClient(EchoService, transport);
    await Promise.all(Array.from({ length: 200 }, () => client.unary({})));
    expect(server.sessions).toHaveLength(1);
  });

  test("that is lost ends its calls with unavailable; the next call makes another", async () => {
    await using server = await rawServer((stream, headers) => {
      if (headers["x-die"] === "1") stream.session?.destroy();
      else answer(stream, hello);
    });
    await using transport = createGrpcTransport({ address: server.address });
    const client = createClient(EchoService, transport);
    const failure = await failureOf(client.unary({}, { headers: { "x-die": "1" } }));
    expect([Code[failure.code], failure.cause]).toEqual(["Unavailable", expect.any(Error)]);
    expect((await client.unary({})).text).toBe("hello");
    expect(server.sessions).toHaveLength(2);
  });

  test("that is cut ends its calls with unavailable and the code of Node", async () => {
    await using server = await muteServer(settings);
    await using transport = createGrpcTransport({ address: server.address });
    const failure = failureOf(createClient(EchoService, transport).unary({}));
    while (server.sockets.length === 0) await setImmediate();
    await setTimeout(20);
    server.sockets[0]?.resetAndDestroy();
    const { code, cause } = await failure;
    expect([code, (cause as NodeJS.ErrnoException).code]).toEqual([Code.Unavailable, "ECONNRESET"]);
  });

  test("comes back when the server does, at the same address", async () => {
    await using socket = await tempSocket();
    await using transport = createGrpcTransport({ address: { path: socket.path }, backoff: { initialMs: 0 } });
    const client = createClient(EchoService, transport);
    for (const text of ["first life", "second life"]) {
      await using server = createGrpcServer({
        listen: { path: socket.path },
        routes: (router) => router.service(EchoService, { unary: () => ({ text }) }),
      });
      // oxlint-disable no-await-in-loop
      await server.start();
      expect((await client.unary({})).text).toBe(text);
      await server.close();
      expect((await failureOf(client.unary({}))).code).toBe(Code.Unavailable);
      // oxlint-enable no-await-in-loop
    }
  });

  test("without a server's word in time is unavailable", async () => {
    await using server = await muteServer();
    await using transport = createGrpcTransport({ address: server.address, connectTimeoutMs: 30 });
    const { code, rawMessage } = await failureOf(createClient(EchoService, transport).unary({}));
    expect([code, rawMessage]).toEqual([Code.Unavailable, expect.stringMatching(/no HTTP\/2 server answered/)]);
  });

  test("to what is no HTTP/2 server is unavailable", async () => {
    await using server = await muteServer("HTTP/1.1 400 Bad Request\r\n\r\n");
    await using transport = createGrpcTransport({ address: server.address });
    expect((await failureOf(createClient(EchoService, transport).unary({}))).code).toBe(Code.Unavailable);
  });

  test("without calls lets the process end", async () => {
    await using server = await rawServer((stream) => answer(stream, hello));
    const { port } = server.address as { readonly port: number };
    expect(await runFixture("../grpc/fixtures/one-call.ts", String(port))).toBe("hello");
  });

  test("without calls is closed after a while", async () => {
    await using server = await rawServer((stream) => answer(stream, hello));
    await using transport = createGrpcTransport({ address: server.address, idleTimeoutMs: 10 });
    const client = createClient(EchoService, transport);
    await client.unary({});
    const [session] = server.sessions;
    if (session !== undefined && !session.destroyed) await once(session, "close");
    await client.unary({});
    expect(server.sessions).toHaveLength(2);
  });
});

describe("failures to connect", () => {
  test("are answered at once during the pause, and dialled again after it", async () => {
    const port = await freePort();
    await using transport = createGrpcTransport({ address: { port }, backoff: { initialMs: 60_000, maxMs: 60_000 } });
    const client = createClient(EchoService, transport);
    const first = await failureOf(client.unary({}));
    // Nobody dials in the pause: a listener would see it.
    const server = createTcpServer();
    let dialled = 0;
    server.on("connection", (socket) => {
      dialled++;
      socket.destroy();
    });
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    const second = await failureOf(client.unary({}));
    expect([first.code, second, dialled]).toEqual([Code.Unavailable, first, 0]);
    server.close();
    await once(server, "close");
  });

  test("count from the last success on", async () => {
    await using socket = await tempSocket();
    // A second failure in a row would end the test's patience.
    const backoff = { initialMs: 1, factor: 1e6, maxMs: 600_000, jitter: 0 };
    await using transport = createGrpcTransport({ address: { path: socket.path }, backoff });
    const client = createClient(EchoService, transport);
    for (const text of ["once", "twice"]) {
      // oxlint-disable no-await-in-loop
      await failureOf(client.unary({}));
      await using server = createGrpcServer({
        listen: { path: socket.path },
        routes: (router) => router.service(EchoService, { unary: () => ({ text }) }),
      });
      await server.start();
      await setTimeout(10);
      expect((await client.unary({})).text).toBe(text);
      await server.close();
      // oxlint-enable no-await-in-loop
    }
  });

  test("are waited out by calls that may wait", async () => {
    await using socket = await tempSocket();
    await using transport = createGrpcTransport({
      address: { path: socket.path },
      waitForReady: true,
      backoff: { initialMs: 5, maxMs: 10 },
    });
    const answered = createClient(EchoService, transport).unary({}, { timeoutMs: 30_000 });
    await setTimeout(50);
    await using server = createGrpcServer({
      listen: { path: socket.path },
      routes: (router) => router.service(EchoService, { unary: () => ({ text: "at last" }) }),
    });
    await server.start();
    expect((await answered).text).toBe("at last");
  });
});

describe("GOAWAY", () => {
  test("sends new calls to a new session, and lets the old ones end on theirs", async () => {
    const held: ServerHttp2Stream[] = [];
    await using server = await rawServer((stream, headers) => {
      if (headers["x-hold"] === "1") held.push(stream);
      else tellSession(() => server.sessions)(stream);
    });
    await using transport = createGrpcTransport({ address: server.address });
    const client = createClient(EchoService, transport);
    const old = client.unary({}, { headers: { "x-hold": "1" } });
    while (held.length === 0) await setImmediate();
    server.sessions[0]?.goaway(constants.NGHTTP2_NO_ERROR, 2 ** 31 - 1);
    let session = 0;
    while (session === 0) session = (await client.unary({})).count;
    tellSession(() => server.sessions)(held[0] as ServerHttp2Stream);
    expect([session, (await old).count]).toEqual([1, 0]);
    const [first] = server.sessions;
    if (first?.destroyed === false) await once(first, "close");
  });

  test("makes calls that the server has not seen again, once", async () => {
    let calls = 0;
    await using server = await rawServer((stream) => {
      // The second call is above the last stream that the server claims to have seen.
      if (++calls === 2) stream.session?.goaway(constants.NGHTTP2_NO_ERROR, 1);
      else tellSession(() => server.sessions)(stream);
    });
    await using transport = createGrpcTransport({ address: server.address });
    const client = createClient(EchoService, transport);
    expect((await client.unary({})).count).toBe(0);
    expect((await client.unary({})).count).toBe(1);
    expect(calls).toBe(3);
  });

  test("with an error does so too", async () => {
    let calls = 0;
    await using server = await rawServer((stream) => {
      if (++calls === 2) stream.session?.goaway(constants.NGHTTP2_INTERNAL_ERROR, 1);
      else tellSession(() => server.sessions)(stream);
    });
    await using transport = createGrpcTransport({ address: server.address });
    const client = createClient(EchoService, transport);
    await client.unary({});
    expect((await client.unary({})).count).toBe(1);
  });

  test("in the middle of many calls loses none of them", async () => {
    let calls = 0;
    await using server = await rawServer((stream) => {
      answer(stream, hello);
      if (++calls % 100 === 0) stream.session?.close();
    });
    await using transport = createGrpcTransport({ address: server.address });
    const client = createClient(EchoService, transport);
    let answered = 0;
    const caller = async (): Promise<void> => {
      while (answered < 2000) {
        // oxlint-disable-next-line no-await-in-loop
        await client.unary({});
        answered++;
      }
    };
    await Promise.all(Array.from({ length: 20 }, caller));
    expect(answered).toBeGreaterThanOrEqual(2000);
    expect(server.sessions.length).toBeGreaterThan(2);
  });

  test("of our own server, whose connections age, loses no call whose request is one message", async () => {
    await using server = await serve(echo, { tcp: true, maxConnectionAgeMs: 200 });
    await using transport = createGrpcTransport({ address: server.address });
    const client = createClient(EchoService, transport);
    const until = performance.now() + 1_000;
    const answers: number[] = [];
    const caller = async (_: unknown, index: number): Promise<void> => {
      while (performance.now() < until) {
        // oxlint-disable-next-line no-await-in-loop
        const notes = index % 2 === 0 ? [await client.unary({})] : await collect(client.serverStream({ count: 1 }));
        answers.push(notes.length);
      }
    };
    await Promise.all(Array.from({ length: 20 }, caller));
    expect(answers.every((count) => count === 1)).toBe(true);
    expect(answers.length).toBeGreaterThan(20);
  });

  test("with an error ends calls that the server has seen with unavailable", async () => {
    await using server = await rawServer((stream) => {
      stream.session?.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM, stream.id, Buffer.from("too_many_pings"));
    });
    await using transport = createGrpcTransport({ address: server.address });
    const failure = await failureOf(createClient(EchoService, transport).unary({}));
    expect([failure.code, failure.rawMessage]).toEqual([
      Code.Unavailable,
      expect.stringMatching(/ENHANCE_YOUR_CALM.*too_many_pings/),
    ]);
  });
});

describe("REFUSED_STREAM", () => {
  test("makes a unary call again, once", async () => {
    let calls = 0;
    await using server = await rawServer((stream, headers) => {
      const refuse = headers["x-refuse"] === "always" || ++calls === 1;
      if (refuse) stream.close(constants.NGHTTP2_REFUSED_STREAM);
      else answer(stream, hello);
    });
    await using transport = createGrpcTransport({ address: server.address });
    const client = createClient(EchoService, transport);
    expect((await client.unary({ text: "x" })).text).toBe("hello");
    const failure = await failureOf(client.unary({}, { headers: { "x-refuse": "always" } }));
    expect(failure.code).toBe(Code.Unavailable);
  });

  test("makes a server stream again, once", async () => {
    let calls = 0;
    await using server = await rawServer((stream) => {
      if (++calls === 1) stream.close(constants.NGHTTP2_REFUSED_STREAM);
      else answer(stream, hello);
    });
    await using transport = createGrpcTransport({ address: server.address });
    const notes = await collect(createClient(EchoService, transport).serverStream({ text: "x" }));
    expect(notes.map(({ text }) => text)).toEqual(["hello"]);
  });

  test("ends a stream whose messages are gone", async () => {
    const streams: ServerHttp2Stream[] = [];
    await using server = await rawServer((stream) => streams.push(stream));
    await using transport = createGrpcTransport({ address: server.address });
    async function* notes(): AsyncGenerator<{ text: string }> {
      yield { text: "gone" };
      while (streams.length === 0) await setImmediate();
      streams[0]?.close(constants.NGHTTP2_REFUSED_STREAM);
      await new Promise(() => undefined);
    }
    const failure = await failureOf(createClient(EchoService, transport).clientStream(notes()));
    expect(failure.code).toBe(Code.Unavailable);
  });
});

test("more calls than the server takes at once wait for their turn", async () => {
  let open = 0;
  let most = 0;
  await using server = await rawServer(
    (stream) => {
      most = Math.max(most, ++open);
      void setTimeout(1).then(() => {
        open--;
        answer(stream, hello);
      });
    },
    { settings: { maxConcurrentStreams: 3 } },
  );
  await using transport = createGrpcTransport({ address: server.address });
  const client = createClient(EchoService, transport);
  const answers = await Promise.all(Array.from({ length: 150 }, () => client.unary({})));
  expect(answers.every(({ text }) => text === "hello")).toBe(true);
  expect(most).toBeLessThanOrEqual(3);
});

describe("keepalive", () => {
  test("gives up a server that does not answer, and connects again", async () => {
    await using server = await muteServer(settings);
    await using transport = createGrpcTransport({ address: server.address, keepaliveMs: 20, keepaliveTimeoutMs: 20 });
    const client = createClient(EchoService, transport);
    for (const sockets of [1, 2]) {
      // oxlint-disable-next-line no-await-in-loop
      const failure = await failureOf(client.unary({}));
      expect([failure.code, failure.rawMessage]).toEqual([
        Code.Unavailable,
        expect.stringMatching(/did not answer a PING/),
      ]);
      expect(server.sockets).toHaveLength(sockets);
    }
  });

  test("keeps a connection whose server answers PINGs", async () => {
    let pings = 0;
    await using server = await rawServer((stream) => {
      stream.session?.on("ping", () => {
        if (++pings === 3) answer(stream, hello);
      });
    });
    await using transport = createGrpcTransport({ address: server.address, keepaliveMs: 5 });
    expect((await createClient(EchoService, transport).unary({})).text).toBe("hello");
    expect(server.sessions).toHaveLength(1);
  });

  test("pings a connection without calls, if told to", async () => {
    let pinged: () => void;
    const ping = new Promise<void>((resolve) => (pinged = resolve));
    await using server = await rawServer((stream) => answer(stream, hello));
    server.onSession = (session) => session.on("ping", () => pinged());
    await using transport = createGrpcTransport({
      address: server.address,
      keepaliveMs: 5,
      keepaliveWithoutCalls: true,
    });
    await createClient(EchoService, transport).unary({});
    await ping;
    expect(server.sessions).toHaveLength(1);
  });

  test("pings rarer once a server has had too many", async () => {
    const gaps: number[] = [];
    await using server = await rawServer(() => undefined);
    server.onSession = (session) => {
      const since = performance.now();
      session.once("ping", () => {
        gaps.push(performance.now() - since);
        session.goaway(constants.NGHTTP2_ENHANCE_YOUR_CALM, 1, Buffer.from("too_many_pings"));
      });
    };
    await using transport = createGrpcTransport({ address: server.address, keepaliveMs: 40 });
    const client = createClient(EchoService, transport);
    await failureOf(client.unary({}));
    await failureOf(client.unary({}));
    // Two quiet intervals; a timer may be late, but is not early.
    expect(gaps[1]).toBeGreaterThan(4 * 40 - 10);
  });
});

describe("close", () => {
  test("cuts calls off with canceled, and takes no new ones", async () => {
    await using leaks = leakCheck({ ignore: ["TCPServerWrap"] });
    await using server = await rawServer((stream) => stream.respond(grpcHeaders));
    const transport = createGrpcTransport({ address: server.address });
    const client = createClient(EchoService, transport);
    const open = failureOf(client.unary({}));
    while (server.sessions.length === 0) await setImmediate();
    await setTimeout(10);
    await transport.close();
    await transport.close();
    expect((await open).code).toBe(Code.Canceled);
    expect((await failureOf(client.unary({}))).code).toBe(Code.Canceled);
    expect(leaks).toBeDefined();
  });

  test("gives calls time to end if asked to", async () => {
    const streams: ServerHttp2Stream[] = [];
    await using server = await rawServer((stream) => streams.push(stream));
    const transport = createGrpcTransport({ address: server.address });
    const open = createClient(EchoService, transport).unary({});
    while (streams.length === 0) await setImmediate();
    const closed = transport.close({ graceMs: 60_000 });
    answer(streams[0] as ServerHttp2Stream, hello);
    expect((await open).text).toBe("hello");
    await closed;
  });

  test("before the first call, or while it connects", async () => {
    await using server = await muteServer();
    const unused = createGrpcTransport({ address: server.address });
    await unused.close();
    const transport = createGrpcTransport({ address: server.address });
    const failure = failureOf(createClient(EchoService, transport).unary({}));
    await transport.close();
    expect((await failure).code).toBe(Code.Canceled);
  });
});
