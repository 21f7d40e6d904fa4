import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import { deferred } from "../../src/internal/deferred.ts";
import { EchoService } from "./echo-service.ts";
import { GrpcJsClient, noteOf, readAll } from "./grpc-js-client.ts";
import { endStream, envelope, frameType, RawClient } from "./raw-client.ts";
import { echo, implementations, serve, knownFailure } from "./serve.ts";

const bidi = "/millrace.test.Echo/Bidi";

const abortOf = (signal: AbortSignal): Promise<ConnectError> =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve(signal.reason as ConnectError)));

describe.each(implementations)("%s", (implementation, options) => {
  test(
    "a reset aborts the signal, and ends the requests in a canceled error",
    knownFailure(implementation, "canceled requests"),
    async () => {
      const aborted = deferred<ConnectError>();
      const ended = deferred<unknown>();
      await using served = await serve(
        {
          async *bidi(notes, { signal }) {
            void abortOf(signal).then(aborted.resolve);
            try {
              for await (const note of notes) yield note;
              ended.resolve("ended as if all had come");
            } catch (error) {
              ended.resolve(error);
              throw error;
            }
          },
        },
        options,
      );
      await using raw = await RawClient.connect({ path: served.path });
      const stream = raw.open(bidi);
      raw.data(stream, envelope(noteOf({ text: "first" })));
      await raw.waitFor((frame) => frame.stream === stream && frame.type === frameType.data);
      raw.reset(stream);
      expect(await aborted.promise).toMatchObject({ code: Code.Canceled });
      expect(await ended.promise).toMatchObject({ code: Code.Canceled });
    },
  );

  test("a lost connection cancels the calls on it", async () => {
    const reasons: Promise<ConnectError>[] = [];
    const begun = deferred<void>();
    await using served = await serve(
      {
        unary: (_, { signal }) => {
          reasons.push(abortOf(signal));
          if (reasons.length === 2) begun.resolve();
          return new Promise(() => undefined);
        },
      },
      options,
    );
    const raw = await RawClient.connect({ path: served.path });
    for (const _ of [1, 2]) raw.data(raw.open("/millrace.test.Echo/Unary"), envelope(noteOf({})), endStream);
    await begun.promise;
    raw.socket.destroy();
    const codes = (await Promise.all(reasons)).map((reason) => ConnectError.from(reason).code);
    expect(codes).toEqual([Code.Canceled, Code.Canceled]);
  });

  test("a push-style handler is told of a reset", async () => {
    const aborted = deferred<Error>();
    await using served = await serve(
      {},
      {
        ...options,
        streams: (add) =>
          add(EchoService.method.bidi, (call) => ({
            message: (note) => void call.send(note),
            end: () => undefined,
            abort: aborted.resolve,
          })),
      },
    );
    await using raw = await RawClient.connect({ path: served.path });
    const stream = raw.open(bidi);
    raw.data(stream, envelope(noteOf({ text: "first" })));
    await raw.waitFor((frame) => frame.stream === stream && frame.type === frameType.data);
    raw.reset(stream);
    expect(await aborted.promise).toMatchObject({ code: Code.Canceled });
  });

  test("a handler that streams answers is left when the peer cancels", async () => {
    const left = deferred<void>();
    await using served = await serve(
      {
        async *serverStream(_, { signal }) {
          try {
            for (let count = 0; ; count++) {
              yield { count };
              // oxlint-disable-next-line no-await-in-loop
              await new Promise((resolve) => setImmediate(resolve));
              if (signal.aborted) return;
            }
          } finally {
            left.resolve();
          }
        },
      },
      options,
    );
    using client = new GrpcJsClient(served.address);
    const call = client.serverStream({});
    call.once("data", () => call.cancel());
    expect((await readAll(call)).status.code).toBe(1);
    await left.promise;
  });

  test("a deadline tells the handler, and ends the call", async () => {
    const aborted = deferred<ConnectError>();
    await using served = await serve(
      {
        unary: async (_, { signal }) => {
          aborted.resolve(await abortOf(signal));
          throw signal.reason;
        },
      },
      options,
    );
    await using raw = await RawClient.connect({ path: served.path });
    const stream = raw.open("/millrace.test.Echo/Unary", { "grpc-timeout": "20m" });
    raw.data(stream, envelope(noteOf({})), endStream);
    expect(await aborted.promise).toMatchObject({ code: Code.DeadlineExceeded });
    const last = await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
    expect(last.type).toBe(frameType.headers);
    using client = new GrpcJsClient(served.address);
    expect((await client.unary({}, undefined, { deadline: Date.now() + 20 })).status.code).toBe(4);
  });

  test("what a handler does after its call was canceled harms nobody", async () => {
    const canceled = deferred<void>();
    await using served = await serve(
      {
        ...echo,
        unary: async (note, { signal, responseHeader, responseTrailer }) => {
          await abortOf(signal);
          responseHeader.set("x-late", "1");
          responseTrailer.set("x-late", "1");
          canceled.resolve();
          if (note.text === "throw") throw new Error("too late");
          return note;
        },
      },
      options,
    );
    await using raw = await RawClient.connect({ path: served.path });
    for (const text of ["return", "throw"]) {
      const stream = raw.open("/millrace.test.Echo/Unary");
      raw.data(stream, envelope(noteOf({ text })), endStream);
      raw.reset(stream);
    }
    await canceled.promise;
    using client = new GrpcJsClient(served.address);
    expect((await readAll(client.serverStream({ count: 2 }))).notes).toHaveLength(2);
  });
});

test("a deadline ends a call whose handler does not listen", async () => {
  await using served = await serve({ unary: () => new Promise(() => undefined) });
  await using raw = await RawClient.connect({ path: served.path });
  const stream = raw.open("/millrace.test.Echo/Unary", { "grpc-timeout": "20m" });
  raw.data(stream, envelope(noteOf({})), endStream);
  const last = await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
  expect(last.type).toBe(frameType.headers);
});

test("a deadline resets a call whose answers nobody reads", async () => {
  const aborted = deferred<Error>();
  await using served = await serve(
    {},
    {
      streams: (add) =>
        add(EchoService.method.bidi, (call) => ({
          message: (note) => void call.send(note),
          end: () => undefined,
          abort: aborted.resolve,
        })),
    },
  );
  // A window of no bytes: nothing but headers can be sent.
  await using raw = await RawClient.connect({ path: served.path }, [[4, 0]]);
  const stream = raw.open(bidi, { "grpc-timeout": "50m" });
  raw.data(stream, envelope(noteOf({ text: "x" })));
  expect(await aborted.promise).toMatchObject({ code: Code.DeadlineExceeded });
  const reset = await raw.waitFor((frame) => frame.stream === stream && frame.type === frameType.reset);
  expect(reset.payload.readUInt32BE()).toBe(8);
});

test("the signal of a push-style call that ended well does not abort, and its receiver neither", async () => {
  const signals: AbortSignal[] = [];
  const events: string[] = [];
  await using served = await serve(
    {},
    {
      streams: (add) =>
        add(EchoService.method.bidi, (call) => {
          signals.push(call.signal);
          return { message: () => undefined, end: () => call.end(), abort: () => events.push("abort") };
        }),
    },
  );
  await using raw = await RawClient.connect({ path: served.path });
  const stream = raw.open(bidi, {}, endStream);
  await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
  await served.server.close();
  expect([signals.map(({ aborted }) => aborted), events]).toEqual([[false], []]);
});

test("a signal that is read after the end tells of it", async () => {
  const asked = deferred<void>();
  const late = deferred<ConnectError>();
  await using served = await serve({
    unary: async (note, context) => {
      await asked.promise;
      late.resolve(context.signal.reason as ConnectError);
      return note;
    },
  });
  const raw = await RawClient.connect({ path: served.path });
  const stream = raw.open("/millrace.test.Echo/Unary");
  raw.data(stream, envelope(noteOf({})), endStream);
  raw.reset(stream);
  raw.send(frameType.ping, 0, 0, Buffer.alloc(8));
  await raw.waitFor((frame) => frame.type === frameType.ping);
  asked.resolve();
  expect(await late.promise).toMatchObject({ code: Code.Canceled });
  await raw[Symbol.asyncDispose]();
});
