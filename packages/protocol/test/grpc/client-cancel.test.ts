import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { once } from "node:events";
import { constants } from "node:http2";
import { createServer, type AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { setImmediate, setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createGrpcClient, createGrpcTransport } from "@millrace/protocol/grpc";
import { leakCheck } from "@millrace/protocol/testing";
import { forEachClient } from "./client-implementations.ts";
import { EchoService, NoteSchema, type Note } from "./echo-service.ts";
import { failureOf } from "./failure-of.ts";
import { grpcJsServer, type EchoHandlers } from "./grpc-js-server.ts";
import { answer, envelope, grpcHeaders, rawServer } from "./raw-server.ts";

/** A grpc-js server that answers nothing, or a message and then nothing, and tells when a call was canceled. */
function silent(): { handlers: EchoHandlers; canceled: Promise<string>; started: Promise<void> } {
  let onCanceled: (method: string) => void;
  let onStarted: () => void;
  const canceled = new Promise<string>((resolve) => (onCanceled = resolve));
  const started = new Promise<void>((resolve) => (onStarted = resolve));
  const watch = (method: string) => (call: { on(event: "cancelled", listener: () => void): unknown }) => {
    call.on("cancelled", () => onCanceled(method));
    onStarted();
  };
  const streaming =
    (method: string) =>
    (call: { write(note: Note): unknown; on(event: "cancelled", listener: () => void): unknown }) => {
      watch(method)(call);
      call.write(create(NoteSchema, { text: "first" }));
    };
  return {
    handlers: { Unary: watch("unary"), ServerStream: streaming("serverStream"), Bidi: streaming("bidi") },
    canceled,
    started,
  };
}

forEachClient(({ options, known }) => {
  describe("a signal", () => {
    test("cancels a unary call, at the server too, and is let go of", async () => {
      const { handlers, canceled, started } = silent();
      await using server = await grpcJsServer(handlers);
      await using transport = createGrpcTransport({ ...options, address: server.address });
      const controller = new AbortController();
      await using leaks = leakCheck({ signals: [controller.signal], ignore: ["TCPSocketWrap"] });
      const call = createClient(EchoService, transport).unary({}, { signal: controller.signal });
      const failure = failureOf(call);
      await started;
      const reason = new Error("enough");
      controller.abort(reason);
      const { code, rawMessage, cause } = await failure;
      expect([code, rawMessage, cause]).toEqual([Code.Canceled, "enough", reason]);
      expect(await canceled).toBe("unary");
      expect(leaks).toBeDefined();
    });

    test("that has fired already makes no call and no connection", async () => {
      await using server = await rawServer(() => undefined);
      await using transport = createGrpcTransport({ ...options, address: server.address });
      const failure = await failureOf(createClient(EchoService, transport).unary({}, { signal: AbortSignal.abort() }));
      expect([failure.code, server.sessions]).toEqual([Code.Canceled, []]);
    });

    test(
      "cancels a call that waits for a connection",
      known("cancels a call that waits for a connection"),
      async () => {
        await using transport = createGrpcTransport({ ...options, address: { port: 1 }, waitForReady: true });
        await using leaks = leakCheck();
        const controller = new AbortController();
        const failure = failureOf(createClient(EchoService, transport).unary({}, { signal: controller.signal }));
        await setTimeout(20);
        controller.abort();
        expect((await failure).code).toBe(Code.Canceled);
        expect(leaks).toBeDefined();
      },
    );

    test("ends a stream with its reason, if that is a ConnectError", async () => {
      const { handlers, canceled } = silent();
      await using server = await grpcJsServer(handlers);
      await using transport = createGrpcTransport({ ...options, address: server.address });
      const controller = new AbortController();
      const reason = new ConnectError("not now", Code.Aborted);
      const texts: string[] = [];
      const failure = await failureOf(
        (async () => {
          for await (const { text } of createClient(EchoService, transport).serverStream(
            {},
            { signal: controller.signal },
          )) {
            texts.push(text);
            controller.abort(reason);
          }
        })(),
      );
      expect([texts, failure, await canceled]).toEqual([["first"], reason, "serverStream"]);
    });
  });

  describe("a timeout", () => {
    test("ends calls with deadline_exceeded, and the server hears of it", async () => {
      const { handlers, canceled } = silent();
      await using server = await grpcJsServer(handlers);
      await using transport = createGrpcTransport({ ...options, address: server.address });
      await using leaks = leakCheck({ ignore: ["TCPSocketWrap"] });
      const texts: string[] = [];
      const failure = await failureOf(
        (async () => {
          // Long enough for a busy machine to bring the first message.
          for await (const { text } of createClient(EchoService, transport).serverStream({}, { timeoutMs: 1500 })) {
            texts.push(text);
          }
        })(),
      );
      expect([texts, failure.code, await canceled]).toEqual([["first"], Code.DeadlineExceeded, "serverStream"]);
      expect(leaks).toBeDefined();
    });

    test(
      "goes over the wire: the call's own, else the transport's, else none",
      known("goes over the wire: the call's own, else the transport's, else none"),
      async () => {
        const timeouts: unknown[] = [];
        await using server = await rawServer((stream, headers) => {
          timeouts.push(headers["grpc-timeout"]);
          answer(stream, envelope(create(NoteSchema)));
        });
        await using transport = createGrpcTransport({
          ...options,
          address: server.address,
          defaultTimeoutMs: 50_000,
        });
        const client = createClient(EchoService, transport);
        await client.unary({}, { timeoutMs: 2 ** 40 });
        await client.unary({});
        await client.unary({}, { timeoutMs: 0 });
        expect(timeouts[0]).toMatch(/^\d{1,8}[SMH]$/);
        expect(timeouts[1]).toMatch(/^(50000|4\d{4})m$/);
        expect(timeouts[2]).toBeUndefined();
      },
    );

    test(
      "counts the time before there is a connection",
      known("counts the time before there is a connection"),
      async () => {
        await using transport = createGrpcTransport({ ...options, address: { port: 1 }, waitForReady: true });
        const failure = await failureOf(createClient(EchoService, transport).unary({}, { timeoutMs: 30 }));
        expect(failure.code).toBe(Code.DeadlineExceeded);
      },
    );
  });
});

// With connect-node this is a race, which it loses on a machine that is not busy.
test("a timeout that the server notices first is deadline_exceeded too", async () => {
  // The server cancels as soon as the call comes: with a timeout shorter than the slack, that is at the deadline.
  await using server = await rawServer((stream) => stream.close(constants.NGHTTP2_CANCEL));
  await using transport = createGrpcTransport({ address: server.address });
  const client = createClient(EchoService, transport);
  await client.unary({}).catch(() => undefined);
  const [soon, late] = await Promise.all([
    failureOf(client.unary({}, { timeoutMs: 15 })),
    failureOf(client.unary({}, { timeoutMs: 60_000 })),
  ]);
  expect([soon.code, late.code]).toEqual([Code.DeadlineExceeded, Code.Canceled]);
});

describe("leaving a response stream", () => {
  const endless = async function* (onReturn: () => void): AsyncGenerator<{ text: string }> {
    try {
      yield { text: "a" };
      await setTimeout(5);
      for (;;) {
        yield { text: "more" };
        // oxlint-disable-next-line no-await-in-loop
        await setTimeout(1);
      }
    } finally {
      onReturn();
    }
  };

  test("cancels the call and returns the caller's generator", async () => {
    const { handlers, canceled } = silent();
    await using server = await grpcJsServer(handlers);
    await using transport = createGrpcTransport({ address: server.address });
    const returned = new Promise<void>((resolve) => {
      void (async () => {
        for await (const { text } of createGrpcClient(EchoService, transport).bidi(endless(resolve))) {
          expect(text).toBe("first");
          break;
        }
      })();
    });
    expect(await canceled).toBe("bidi");
    await returned;
  });

  test("cancels a server stream that is left by an error", async () => {
    const { handlers, canceled } = silent();
    await using server = await grpcJsServer(handlers);
    await using transport = createGrpcTransport({ address: server.address });
    const loop = async (): Promise<void> => {
      for await (const { text } of createGrpcClient(EchoService, transport).serverStream({})) throw new Error(text);
    };
    await expect(loop()).rejects.toThrow("first");
    expect(await canceled).toBe("serverStream");
  });

  test("works while a message is awaited", async () => {
    const { handlers, canceled } = silent();
    await using server = await grpcJsServer(handlers);
    await using transport = createGrpcTransport({ address: server.address });
    const iterator = createGrpcClient(EchoService, transport).serverStream({})[Symbol.asyncIterator]();
    await iterator.next();
    const next = failureOf(iterator.next());
    await iterator.return?.();
    expect([(await next).code, await canceled]).toEqual([Code.Canceled, "serverStream"]);
  });

  test("with connect's own client cancels when nobody can read any more", async () => {
    const { handlers, canceled } = silent();
    await using server = await grpcJsServer(handlers);
    await using transport = createGrpcTransport({ address: server.address });
    const leave = async (): Promise<void> => {
      for await (const { text } of createClient(EchoService, transport).serverStream({})) {
        expect(text).toBe("first");
        break;
      }
    };
    await leave();
    setFlagsFromString("--expose-gc");
    const collectGarbage = runInNewContext("gc") as () => void;
    let method: string | undefined;
    void canceled.then((name) => (method = name));
    while (method === undefined) {
      collectGarbage();
      // oxlint-disable-next-line no-await-in-loop
      await setTimeout(5);
    }
    expect(method).toBe("serverStream");
  });
});

test("a caller's generator that throws ends the call with its error", async () => {
  const { handlers, canceled, started } = silent();
  await using server = await grpcJsServer(handlers);
  await using transport = createGrpcTransport({ address: server.address });
  const reason = new Error("out of notes");
  async function* notes(): AsyncGenerator<{ text: string }> {
    yield { text: "a" };
    await started;
    throw reason;
  }
  const failure = await failureOf(
    (async () => {
      for await (const { text } of createClient(EchoService, transport).bidi(notes())) expect(text).toBe("first");
    })(),
  );
  expect([failure.code, failure.cause, await canceled]).toEqual([Code.Unknown, reason, "bidi"]);
});

test("a server that ends before it has read all frees the caller's generator", async () => {
  await using server = await rawServer((stream) => {
    stream.respond(grpcHeaders, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.end(envelope(create(NoteSchema, { text: "that will do" })));
  });
  await using transport = createGrpcTransport({ address: server.address });
  let returned = false;
  async function* notes(): AsyncGenerator<{ text: string }> {
    try {
      for (;;) {
        yield { text: "more" };
        // oxlint-disable-next-line no-await-in-loop
        await setImmediate();
      }
    } finally {
      returned = true;
    }
  }
  const answered = await createClient(EchoService, transport).clientStream(notes());
  expect(answered.text).toBe("that will do");
  while (!returned) await setImmediate();
});

test("a call is canceled by a reset alone: no end of the request comes before it", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const frames: { type: number; flags: number }[] = [];
  const reset = new Promise<void>((resolve) => {
    server.on("connection", (socket) => {
      let bytes = Buffer.alloc(0);
      // An empty SETTINGS frame and the acknowledgement of the client's.
      socket.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0]));
      socket.on("error", () => undefined);
      socket.on("data", (chunk) => {
        bytes = Buffer.concat([bytes, chunk]);
        const preface = 24;
        frames.length = 0;
        for (let at = preface; at + 9 <= bytes.length; at += 9 + bytes.readUIntBE(at, 3)) {
          if (bytes.readUInt32BE(at + 5) > 0)
            frames.push({ type: bytes[at + 3] as number, flags: bytes[at + 4] as number });
        }
        if (frames.some(({ type }) => type === 3)) resolve();
      });
    });
  });
  const { port } = server.address() as AddressInfo;
  const transport = createGrpcTransport({ address: { port } });
  const call = transport.openStream(EchoService.method.bidi, {
    message: () => undefined,
    end: () => undefined,
    abort: () => undefined,
  });
  call.send(create(NoteSchema, { text: "one" }));
  await setTimeout(20);
  call.cancel();
  await reset;
  // HEADERS, DATA, RST_STREAM, and not one of them with END_STREAM.
  expect(frames.map(({ type, flags }) => [type, flags & 1])).toEqual([
    [1, 0],
    [0, 0],
    [3, 0],
  ]);
  await transport.close();
  server.close();
  await once(server, "close");
});
