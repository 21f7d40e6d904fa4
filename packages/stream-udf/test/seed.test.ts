import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { silentLogger } from "@millrace/protocol";
import { map, reduce, sink, sourceTransformer } from "@millrace/protocol/numaflow";
import { expectCode, tempFolder } from "@millrace/protocol/testing";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import * as functionNames from "../src/function.ts";
import {
  Datum,
  Message,
  Messages,
  MessageT,
  MessageTs,
  Metadata,
  UserDefinedFunctionServicer,
} from "../src/function.ts";
import type { UserDefinedServicer } from "../src/function.ts";
import { defineMap, text } from "../src/index.ts";
import * as sinkNames from "../src/sink.ts";
import { Datum as SinkDatum, Response, Responses, UserDefinedSinkServicer } from "../src/sink.ts";
import { maptHandler, myMapHandler, myReduceHandler, mySinkHandler, printed } from "./fixtures/seed-functions.ts";
import { Engine } from "./support/engine.ts";
import { call, streamOf, textOf } from "./support/handlers.ts";

const value = Buffer.from("a");
const window = { start: { seconds: 60n }, end: { seconds: 120n }, slot: "0" };

async function socketPath(): Promise<string> {
  const folder = await tempFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  return path.join(folder.path, "own.sock");
}

/** Starts a servicer as the README does, and gives an engine that is connected to it. */
async function started(grpcServer: UserDefinedServicer, sockPath: string): Promise<Engine> {
  const serving = grpcServer.start();
  await grpcServer.ready();
  const engine = new Engine({ path: sockPath });
  onTestFinished(async () => {
    engine.close();
    await grpcServer.close({ graceMs: 0 });
    await serving.catch(() => undefined);
  });
  return engine;
}

describe("the README's examples", () => {
  test("[SEED-1] [SEED-2] [PY-1] map", async () => {
    const sockPath = await socketPath();
    const grpcServer = UserDefinedFunctionServicer({ mapHandler: myMapHandler, sockPath });
    const open = (await started(grpcServer, sockPath)).open(map.Map.method.mapFn);
    open.send({ handshake: { sot: true } }, { id: "1", request: { keys: ["k"], value } });
    const [, answer] = await open.take(2);
    expect(answer?.results.map((result) => [result.keys, textOf(result.value)])).toEqual([[["k"], "a"]]);
  });

  test("[SEED-3] [SEED-4] [PY-2] mapT, with a new event time", async () => {
    const sockPath = await socketPath();
    const grpcServer = UserDefinedFunctionServicer({ maptHandler, sockPath });
    const open = (await started(grpcServer, sockPath)).open(sourceTransformer.SourceTransform.method.sourceTransformFn);
    open.send({ handshake: { sot: true } }, { request: { id: "1", keys: ["k"], value } });
    const [, answer] = await open.take(2);
    expect(answer?.results[0]?.eventTime?.seconds).toBe(BigInt(Date.UTC(2026, 0, 31) / 1000));
  });

  test("[SEED-5] [SEED-6] [PY-6] reduce, with its window", async () => {
    const sockPath = await socketPath();
    const grpcServer = UserDefinedFunctionServicer({ reduceHandler: myReduceHandler, sockPath });
    const open = (await started(grpcServer, sockPath)).open(reduce.Reduce.method.reduceFn);
    for (let n = 0; n < 3; n++) {
      open.send({ payload: { keys: ["k"], value }, operation: { event: n === 0 ? 0 : 4, windows: [window] } });
    }
    open.halfClose();
    const [answer] = await open.rest();
    expect(textOf(answer?.result?.value)).toBe(
      "counter:3 interval_window_start:1970-01-01T00:01:00.000Z interval_window_end:1970-01-01T00:02:00.000Z",
    );
  });

  test("[SEED-8] [SEED-9] [PY-9] [PY-10] sink, with a plain loop over the batch", async () => {
    const sockPath = await socketPath();
    const grpcServer = UserDefinedSinkServicer(mySinkHandler, { sockPath });
    const open = (await started(grpcServer, sockPath)).open(sink.Sink.method.sinkFn);
    open.send({ handshake: { sot: true } });
    for (const id of ["1", "2"]) open.send({ request: { id, value: Buffer.from(`message ${id}`) } });
    open.send({ status: { eot: true } });
    const [, answer] = await open.take(2);
    expect(answer?.results.map(({ id, status }) => [id, status])).toEqual([
      ["1", 0],
      ["2", 0],
    ]);
    expect(printed).toEqual(["User Defined Sink message 1", "User Defined Sink message 2"]);
  });

  test("[SEED-10] a sink may be asynchronous, and read the batch with for await", async () => {
    const { components } = UserDefinedSinkServicer(async (datums) => {
      const responses = Responses();
      for await (const { id } of datums) responses.append(Response.asFailure(id, "disk full"));
      return responses;
    });
    const { Batch } = await import("../src/index.ts");
    const given = await components.sink?.component.handle(new Batch([SinkDatum({ id: "1", value })]), call);
    expect(given?.map(({ id, status, error }) => [id, status, error])).toEqual([["1", "failure", "disk full"]]);
  });

  test.each([
    ["SEED-11", "stream-forward-message"],
    ["SEED-12", "stream-log-sink"],
  ])("[%s] the sample image of examples/%s has a Dockerfile", (_id, example) => {
    const file = path.join(import.meta.dirname, "../../../examples", example, "Dockerfile");
    expect(readFileSync(file, "utf8")).toMatch(/^(CMD|ENTRYPOINT) /m);
  });

  test("[SEED-1] [SEED-8] every name of the imports is there", () => {
    expect(Object.keys(functionNames)).toEqual(
      expect.arrayContaining([
        "Messages",
        "Message",
        "MessageTs",
        "MessageT",
        "Datum",
        "Metadata",
        "UserDefinedFunctionServicer",
      ]),
    );
    expect(Object.keys(sinkNames)).toEqual(
      expect.arrayContaining(["Datum", "Responses", "Response", "UserDefinedSinkServicer"]),
    );
  });
});

describe("a servicer", () => {
  test("[PY-1] without a handler is refused in pynumaflow's words", async () => {
    const error = await expectCode(() => UserDefinedFunctionServicer({}), "UDF_NO_HANDLER");
    expect(error.message).toContain("Require a valid map/mapt handler and/or a valid reduce handler.");
    await expectCode(() => UserDefinedSinkServicer(undefined as never), "UDF_NO_HANDLER");
  });

  test("[PY-1] a handler that is no function is refused", async () => {
    await expectCode(() => UserDefinedFunctionServicer({ mapHandler: 5 as never }), "UDF_INVALID_DEFINITION");
  });

  test("[PY-7] serves several handlers on one socket", async () => {
    const sockPath = await socketPath();
    const grpcServer = UserDefinedFunctionServicer({
      mapHandler: myMapHandler,
      reduceHandler: myReduceHandler,
      sockPath,
    });
    const engine = await started(grpcServer, sockPath);
    expect([await engine.ready(map.Map), await engine.ready(reduce.Reduce)]).toEqual([true, true]);
    expect(readdirSync(path.dirname(sockPath)).toSorted()).toEqual([
      "mapper-server-info",
      "own.sock",
      "reducer-server-info",
    ]);
  });

  test("[PY-8] maxMessageSize limits messages", async () => {
    const sockPath = await socketPath();
    const grpcServer = UserDefinedFunctionServicer({ mapHandler: myMapHandler, sockPath, maxMessageSize: 1000 });
    const open = (await started(grpcServer, sockPath)).open(map.Map.method.mapFn);
    open.send({ handshake: { sot: true } }, { id: "1", request: { value: Buffer.alloc(1001) } });
    expect((await open.status).code).toBe(8);
  });

  test.each([
    ["maxThreads", { maxThreads: 3 }, undefined],
    ["MAX_THREADS", {}, "3"],
  ])("[PY-8] [P-13] %s limits how many handlers are at work", async (_name, options, variable) => {
    vi.stubEnv("MAX_THREADS", variable);
    onTestFinished(() => void vi.unstubAllEnvs());
    let working = 0;
    const gate = Promise.withResolvers<void>();
    const mapHandler = async (keys: readonly string[], datum: Datum): Promise<Messages> => {
      working++;
      await gate.promise;
      return Messages(Message.toVtx(keys, datum.value));
    };
    const sockPath = await socketPath();
    const engine = await started(UserDefinedFunctionServicer({ mapHandler, sockPath, ...options }), sockPath);
    const open = engine.open(map.Map.method.mapFn);
    open.send({ handshake: { sot: true } });
    for (let id = 0; id < 10; id++) open.send({ id: String(id), request: { value } });
    await open.receive();
    await engine.ready(map.Map);
    expect(working).toBe(3);
    gate.resolve();
    expect(await open.take(10)).toHaveLength(10);
  });

  test("[SEED-7] start() serves until the disposal that stands for cleanup_coroutines", async () => {
    const sockPath = await socketPath();
    let serving: Promise<void> | undefined;
    {
      await using grpcServer = UserDefinedFunctionServicer({ mapHandler: myMapHandler, sockPath });
      serving = grpcServer.start();
      await grpcServer.ready();
      expect(readdirSync(path.dirname(sockPath))).toContain("own.sock");
    }
    await serving;
    expect(readdirSync(path.dirname(sockPath))).toEqual([]);
  });

  test("start() rejects with what a handler failed with", async () => {
    const sockPath = await socketPath();
    const grpcServer = UserDefinedFunctionServicer({
      mapHandler: () => {
        throw new RangeError("too much");
      },
      sockPath,
      logger: silentLogger,
    });
    const serving = grpcServer.start();
    await grpcServer.ready();
    using engine = new Engine({ path: sockPath });
    const open = engine.open(map.Map.method.mapFn);
    open.send({ handshake: { sot: true } }, { id: "1", request: { value } });
    await expectCode(serving, "UDF_HANDLER_FAILED");
  });

  test.each([
    ["mapHandler", { mapHandler: () => Message.toDrop() as never }, "Messages(Message.toVtx(keys, value))"],
    ["mapHandler", { mapHandler: () => undefined as never }, "Messages("],
    ["mapHandler", { mapHandler: () => Messages(MessageT.toDrop() as never) }, "which is no Message"],
    ["maptHandler", { maptHandler: () => Messages(Message.toDrop()) as never }, "which is no MessageT"],
    ["reduceHandler", { reduceHandler: async () => "text" as never }, "a string"],
  ] as const)("[INT-5] a %s that returns something else is a coded error", async (_name, handlers, expected) => {
    const { components } = UserDefinedFunctionServicer(handlers);
    const datum = Datum({ value });
    const md = Metadata({ intervalWindow: { start: new Date(0), end: new Date(1) } });
    const error = await expectCode(async () => {
      await components.map?.component.handle([], datum, call);
      await components.sourceTransform?.component.handle([], datum, call);
      await components.reduce?.component.handle([], streamOf([datum]), md, call);
    }, "UDF_INVALID_RESULT");
    expect(error.message).toContain(expected);
  });

  test("a sink that returns something else is a coded error", async () => {
    const { components } = UserDefinedSinkServicer(() => [] as never);
    const { Batch } = await import("../src/index.ts");
    await expectCode(async () => components.sink?.component.handle(new Batch([]), call), "UDF_INVALID_RESULT");
  });

  test("a definition of the other face is served by the same server", () => {
    const definition = defineMap({ input: text, output: text, handle: (given) => ({ value: given }) });
    const { components } = UserDefinedFunctionServicer({ mapHandler: myMapHandler });
    expect(Object.keys(definition)).toEqual(Object.keys(components.map ?? {}));
  });
});

describe("pynumaflow's messages", () => {
  test("[PY-4] Messages: made of messages, appended to, read back", () => {
    const messages = Messages(Message.toAll(value));
    messages.append(Message.toDrop());
    expect(messages.items()).toHaveLength(2);
    expect([...messages].map(({ tags }) => tags.length)).toEqual([0, 1]);
    expect([...Messages()]).toEqual([]);
    expect([...Messages.asForwardAll(value)].map((message) => message.value)).toEqual([value]);
  });

  test("[PY-5] MessageTs: the same, with event times", () => {
    const messages = MessageTs(MessageT.toVtx(["k"], value, new Date(5)), MessageT.toDrop());
    messages.append(MessageT.toAll(value, new Date(6)));
    expect(messages.items().map(({ eventTime }) => eventTime?.getTime())).toEqual([5, undefined, 6]);
  });

  test("[PY-10] Responses: made of responses, appended to, read back", () => {
    const responses = Responses(Response.asSuccess("1"));
    responses.append(Response.asFailure("2", "no"));
    expect(responses.items().map(({ id }) => id)).toEqual(["1", "2"]);
  });

  test("[PY-6] [PY-9] a datum is made by hand, for tests of handlers", () => {
    const eventTime = new Date("2026-01-31T00:00:00.5Z");
    const groups = { g: { k: value } };
    const datum = Datum({
      value,
      keys: ["k"],
      eventTime,
      watermark: new Date(7),
      headers: { h: "1" },
      userMetadata: groups,
    });
    expect([datum.keys, datum.value, datum.eventTime.getTime(), datum.watermark.getTime(), datum.headers]).toEqual([
      ["k"],
      value,
      eventTime.getTime(),
      7,
      { h: "1" },
    ]);
    expect([datum.userMetadata, datum.systemMetadata]).toEqual([groups, {}]);
    expect(SinkDatum({ id: "9", value }).id).toBe("9");
    expect([...myMapHandler([...datum.keys], datum)].map(({ keys }) => keys)).toEqual([["k"]]);
  });

  test("[PY-9] the datums of functions and sinks differ: that of a function has no id", () => {
    expect("id" in Datum({ value })).toBe(false);
  });

  test.each([
    ["a value that is text", () => Message.toVtx([], "a" as never)],
    ["keys that are text", () => Message.toVtx("a" as never, value)],
    ["a key that is a number", () => Message.toVtx([1 as never], value)],
    ["tags that are text", () => Message.toVtx([], value, { tags: "a" as never })],
    ["an array of numbers as value", () => Message.toAll([1, 2] as never)],
    ["an event time that is a number", () => MessageT.toVtx([], value, 5 as never)],
    ["an event time that is no time", () => MessageT.toAll(value, new Date(Number.NaN))],
    ["a drop at no time", () => MessageT.toDrop("now" as never)],
    ["an id that is a number", () => Response.asSuccess(5 as never)],
    ["a failure without a text", () => Response.asFailure("1", undefined as never)],
    ["an answer that is text", () => Response.asServe("1", "a" as never)],
    ["a datum without a value", () => Datum({} as never)],
    ["a datum of a sink without an id", () => SinkDatum({ value } as never)],
    ["a datum with an event time that is text", () => Datum({ value, eventTime: "now" as never })],
  ])("[INT-5] %s is a coded error", async (_what, make) => {
    await expectCode(make, "UDF_INVALID_MESSAGE");
  });
});
