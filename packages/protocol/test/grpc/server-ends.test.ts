import { create, createRegistry } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient, type HandlerContext } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import {
  createGrpcTransport,
  type GrpcServerOptions,
  type StreamCall,
  type StreamReceiver,
} from "@millrace/protocol/grpc";
import { deferred } from "../../src/internal/deferred.ts";
import { EchoService, NoteSchema, type Note } from "./echo-service.ts";
import { failureOf } from "./failure-of.ts";
import { noteOf } from "./grpc-js-client.ts";
import { endStream, envelope, frameType, RawClient } from "./raw-client.ts";
import { implementations, serve } from "./serve.ts";

const bidi = "/millrace.test.Echo/Bidi";

/** What a push-style handler was told, in order. */
interface Told {
  readonly events: string[];
  readonly reason: Promise<Error>;
  readonly streams: NonNullable<GrpcServerOptions["streams"]>;
}

/** A push-style handler that calls `act` with each message, and notes what it is told. */
function observe(
  act: (call: StreamCall<Note>, note: Note) => void,
  onOpen: (call: StreamCall<Note>) => void = () => undefined,
): Told {
  const events: string[] = [];
  const reason = deferred<Error>();
  const open = (call: StreamCall<Note>): StreamReceiver<Note> => {
    call.signal.addEventListener("abort", () => events.push("signal"));
    onOpen(call);
    return {
      message: (note) => act(call, note),
      end: () => events.push("end"),
      abort: (error) => {
        events.push("abort");
        reason.resolve(error);
      },
    };
  };
  return { events, reason: reason.promise, streams: (add) => add(EchoService.method.bidi, open) };
}

const unencodable = (): Note => Object.assign(create(NoteSchema), { count: "much" as unknown as number });

describe("a push-style handler is told once, by signal and receiver,", () => {
  test.each([
    ["is too large", (): Note => noteOf({ data: Buffer.alloc(200) }), Code.ResourceExhausted],
    ["cannot be encoded", unencodable, Code.Internal],
  ])("of an answer that %s", async (_, answer, code) => {
    const results: boolean[] = [];
    const told = observe((call) => {
      results.push(call.send(noteOf({ text: "first" })), call.send(answer()), call.send(noteOf({ text: "late" })));
    });
    await using served = await serve({}, { writeMaxBytes: 100, streams: told.streams });
    await using transport = createGrpcTransport({ address: served.address });
    const texts: string[] = [];
    const error = await failureOf(
      new Promise<void>((resolve, reject) => {
        const message = ({ text }: Note): void => void texts.push(text);
        const receiver = { message, end: resolve, abort: reject };
        transport.openStream(EchoService.method.bidi, receiver).send(noteOf({}));
      }),
    );
    expect([error.code, texts, results]).toEqual([code, ["first"], [true, false, false]]);
    expect(await told.reason).toMatchObject({ code });
    expect(told.events).toEqual(["signal", "abort"]);
  });

  test("of an answer that fails before there is a receiver", async () => {
    const told = observe(
      () => undefined,
      (call) => void call.send(unencodable()),
    );
    await using served = await serve({}, { streams: told.streams });
    await using raw = await RawClient.connect({ path: served.path });
    raw.open(bidi);
    expect(await told.reason).toMatchObject({ code: Code.Internal });
    expect(told.events).toEqual(["signal", "abort"]);
  });

  test.each([
    ["is no message", Buffer.from([0, 0, 0, 0, 2, 0xff, 0xff]), Code.Internal],
    ["is too large", envelope(noteOf({ data: Buffer.alloc(200) })), Code.ResourceExhausted],
    ["has unknown flags", envelope(noteOf({}), 8), Code.Internal],
  ])("of a request that %s", async (_, bytes, code) => {
    const told = observe(() => undefined);
    await using served = await serve({}, { readMaxBytes: 100, streams: told.streams });
    await using raw = await RawClient.connect({ path: served.path });
    raw.data(raw.open(bidi), bytes);
    expect(await told.reason).toMatchObject({ code });
    expect(told.events).toEqual(["signal", "abort"]);
  });

  test("of a request that ends within a message", async () => {
    const told = observe(() => undefined);
    await using served = await serve({}, { streams: told.streams });
    await using raw = await RawClient.connect({ path: served.path });
    raw.data(raw.open(bidi), envelope(noteOf({ text: "torn" })).subarray(0, 7), endStream);
    expect(await told.reason).toMatchObject({ code: Code.Internal });
    expect(told.events).toEqual(["signal", "abort"]);
  });

  test("of what it throws itself", async () => {
    const told = observe(() => {
      throw new ConnectError("no", Code.DataLoss);
    });
    await using served = await serve({}, { streams: told.streams });
    await using raw = await RawClient.connect({ path: served.path });
    raw.data(raw.open(bidi), envelope(noteOf({})));
    expect(await told.reason).toMatchObject({ code: Code.DataLoss });
    expect(told.events).toEqual(["signal", "abort"]);
  });
});

test.each([
  ["is too large", (): Note => noteOf({ data: Buffer.alloc(200) })],
  ["cannot be encoded", unencodable],
])("with connect-node, an answer that %s aborts the receiver", async (_, answer) => {
  const [, options] = implementations[1] as (typeof implementations)[number];
  const told = observe((call) => void call.send(answer()));
  await using served = await serve({}, { ...options, writeMaxBytes: 100, streams: told.streams });
  await using raw = await RawClient.connect({ path: served.path });
  raw.data(raw.open(bidi), envelope(noteOf({})));
  expect(await told.reason).toBeInstanceOf(ConnectError);
  expect(told.events.filter((event) => event === "abort")).toHaveLength(1);
});

test("a connect handler whose answer cannot be sent is left, and its requests end in the error", async () => {
  const read = deferred<unknown>();
  const left = deferred<void>();
  await using served = await serve(
    {
      async *bidi(notes, { signal }) {
        const reading = (async () => {
          for await (const _ of notes);
        })();
        reading.then(read.resolve, read.resolve);
        signal.addEventListener("abort", () => left.resolve());
        yield { data: Buffer.alloc(200) };
      },
    },
    { writeMaxBytes: 100 },
  );
  await using raw = await RawClient.connect({ path: served.path });
  raw.open(bidi);
  expect(await read.promise).toMatchObject({ code: Code.ResourceExhausted });
  await left.promise;
});

// connect-node lets such a reader wait until the peer ends its requests, and answers nothing with an empty message.
test("what a handler leaves reading sees the end, and its signal fires, when the call has ended", async () => {
  const read = deferred<string>();
  const fired = deferred<void>();
  await using served = await serve({
    async *bidi(notes, { signal }) {
      signal.addEventListener("abort", () => fired.resolve());
      const reading = (async () => {
        for await (const note of notes) void note;
      })();
      reading.then(
        () => read.resolve("ended"),
        () => read.resolve("threw"),
      );
      yield { text: "only" };
    },
  });
  await using raw = await RawClient.connect({ path: served.path });
  raw.data(raw.open(bidi), envelope(noteOf({})));
  await fired.promise;
  expect(await read.promise).toBe("ended");
});

test("a handler that promises nothing fails its call, and no more", async () => {
  await using served = await serve({ unary: async () => undefined as unknown as Note });
  await using transport = createGrpcTransport({ address: served.address });
  expect((await failureOf(createClient(EchoService, transport).unary({}))).code).toBe(Code.Internal);
});

describe.each(implementations)("%s", (_, options) => {
  test("a signal that is read when the call has ended well has fired", async () => {
    const kept = deferred<HandlerContext>();
    await using served = await serve(
      {
        unary: (note, context) => {
          kept.resolve(context);
          return note;
        },
      },
      options,
    );
    await using transport = createGrpcTransport({ address: served.address });
    await createClient(EchoService, transport).unary({});
    expect((await kept.promise).signal.aborted).toBe(true);
  });

  test("a thenable is waited for", async () => {
    const later = (text: string): Promise<{ text: string }> =>
      // oxlint-disable-next-line unicorn/no-thenable
      ({ then: (resolve: (answer: object) => void) => resolve({ text }) }) as unknown as Promise<{ text: string }>;
    await using served = await serve({ unary: ({ text }) => later(text) }, options);
    await using transport = createGrpcTransport({ address: served.address });
    expect(await createClient(EchoService, transport).unary({ text: "hello" })).toMatchObject({ text: "hello" });
  });
});

describe("metadata", () => {
  const call = async (handler: (context: HandlerContext) => object): Promise<ConnectError> => {
    await using served = await serve({ unary: (_, context) => handler(context) });
    await using transport = createGrpcTransport({ address: served.address });
    const client = createClient(EchoService, transport);
    const error = await failureOf(client.unary({}, { timeoutMs: 5_000 }));
    return error;
  };

  test.each(["retry-after", "etag", "x-twice"])("of trailers and error share the name %s", async (name) => {
    const error = await call(({ responseTrailer }) => {
      responseTrailer.set(name, "1");
      throw new ConnectError("busy", Code.ResourceExhausted, { [name]: "2" });
    });
    expect([error.code, error.metadata.get(name)]).toEqual([Code.ResourceExhausted, "2, 1"]);
  });

  /** `Headers` take nothing that HTTP/2 does not; but they can be made to say anything. */
  const spoil = (headers: Headers): Headers =>
    Object.assign(headers, { [Symbol.iterator]: () => [["no name", "x"]][Symbol.iterator]() });

  test("that HTTP/2 does not take cost no status", async () => {
    const error = await call(({ responseTrailer }) => {
      spoil(responseTrailer);
      throw new ConnectError("busy", Code.ResourceExhausted);
    });
    expect([error.code, error.rawMessage]).toEqual([Code.ResourceExhausted, "busy"]);
  });

  test("that HTTP/2 does not take cost no answer", async () => {
    await using served = await serve({
      unary: (note, { responseHeader, responseTrailer }) => {
        spoil(responseHeader);
        spoil(responseTrailer);
        return note;
      },
    });
    await using transport = createGrpcTransport({ address: served.address });
    const client = createClient(EchoService, transport);
    expect(await client.unary({ text: "all the same" }, { timeoutMs: 5_000 })).toMatchObject({ text: "all the same" });
  });

  test("details that cannot be encoded are left out", async () => {
    const error = await call(() => {
      const failure = new ConnectError("busy", Code.ResourceExhausted);
      failure.details.push({ desc: NoteSchema, value: unencodable() }, { desc: NoteSchema, value: { text: "good" } });
      throw failure;
    });
    expect(error.code).toBe(Code.ResourceExhausted);
    expect(error.findDetails(createRegistry(NoteSchema))).toMatchObject([{ text: "good" }]);
  });
});

test("empty messages that nobody reads hold their peer up", async () => {
  const begun = deferred<void>();
  await using served = await serve({
    async *bidi(notes) {
      begun.resolve();
      await new Promise(() => undefined);
      yield* notes;
    },
  });
  await using raw = await RawClient.connect({ path: served.path });
  const stream = raw.open(bidi);
  await begun.promise;
  const empties = Buffer.alloc(10_000);
  // The window of a stream, which nobody opens again while nothing is read.
  for (let sent = 0; sent < 4_000_000; sent += empties.length) raw.data(stream, empties);
  raw.send(frameType.ping, 0, 0, Buffer.alloc(8));
  await raw.waitFor(({ type, flags }) => type === frameType.ping && flags === 1);
  const granted = raw
    .of(stream)
    .filter(({ type }) => type === frameType.window)
    .reduce((sum, { payload }) => sum + payload.readUInt32BE(0), 0);
  expect(granted).toBeLessThan(500_000);
});
