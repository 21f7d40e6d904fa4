import { mkdtemp, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { silentLogger } from "@millrace/protocol";
import { expectCode, freePort, leakCheck } from "@millrace/protocol/testing";
import { afterEach, describe, expect, it } from "vitest";
import {
  bytes,
  createUdfServer,
  defineMap,
  defineReduce,
  defineSink,
  defineSourceTransform,
  drop,
  Message,
  nack,
  Response,
  text,
  type UdfComponents,
  type UdfServerOptions,
} from "../../src/index.ts";
import { connectMiniEngine, knownEndings, type MiniEngineOptions } from "../../src/testing.ts";

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each[Symbol.asyncDispose]();
});

function own<T extends AsyncDisposable>(disposable: T): T {
  open.push(disposable);
  return disposable;
}

/** Serves components in a directory of their own. */
async function serve(components: UdfComponents, options: UdfServerOptions = {}): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), "mini-"));
  const server = createUdfServer({
    directory,
    logger: silentLogger,
    runtimeDirectory: directory,
    ...options,
    ...components,
  });
  server.run().catch(() => undefined);
  own({
    [Symbol.asyncDispose]: async () => {
      await server.close({ graceMs: 0 });
      await rm(directory, { recursive: true, force: true });
    },
  });
  await server.start();
  return directory;
}

const textOf = (value: Uint8Array | undefined): string => Buffer.from(value ?? []).toString();

const echo = defineMap({ input: bytes, output: bytes, handle: (value) => ({ value }) });

describe("a map", () => {
  it("answers 10,000 messages, no more than the window of them in flight", async () => {
    let inFlight = 0;
    let most = 0;
    const map = defineMap({
      input: text,
      output: text,
      handle: async (value) => {
        most = Math.max(most, ++inFlight);
        await new Promise(setImmediate);
        inFlight--;
        return { value: `${value}!` };
      },
    });
    const engine = own(await connectMiniEngine("map", { directory: await serve({ map }), window: 200 }));
    const answered = await engine.send(Array.from({ length: 10_000 }, (_, n) => String(n)));
    expect(new Set(answered.map(({ id }) => id)).size).toBe(10_000);
    expect(answered.every(({ id, results }) => textOf(results[0]?.value) === `${id}!`)).toBe(true);
    expect(most).toBeGreaterThan(100);
    expect(most).toBeLessThanOrEqual(200);
  });

  it("sees what the engine sends, and gives results of each kind", async () => {
    const map = defineMap({
      input: text,
      output: text,
      tags: ["t"],
      handle: (value, datum) => {
        if (value === "drop") return drop;
        if (value === "nack") return nack({ reason: "later", delayMs: 5, maxDeliveries: 2, details: { a: "b" } });
        if (value === "none") return undefined;
        const seen = [datum.keys.join(), datum.eventTime.getTime(), datum.watermark.getTime(), datum.headers["h"]];
        const group = textOf(datum.userMetadata["u"]?.["k"]) + textOf(datum.systemMetadata["s"]?.["k"]);
        return {
          value: [...seen, group].join("|"),
          keys: ["x"],
          tags: ["t"],
          userMetadata: { g: { k: Buffer.from("v") } },
        };
      },
    });
    const engine = own(await connectMiniEngine("map", { directory: await serve({ map }) }));
    const full = {
      id: "full",
      value: "full",
      keys: ["a", "ü"],
      eventTime: new Date(7),
      watermark: new Date(5),
      headers: { h: "1" },
      userMetadata: { u: { k: Buffer.from("mine") } },
      systemMetadata: { s: { k: Buffer.from("yours") } },
    };
    const answered = await engine.send([full, "drop", "nack", "none", Buffer.from("plain")]);
    const results = Object.fromEntries(answered.map((each) => [each.id, each.results]));
    expect(results["full"]).toMatchObject([{ keys: ["x"], tags: ["t"] }]);
    expect(textOf(results["full"]?.[0]?.value)).toBe("a,ü|7|5|1|mineyours");
    expect(textOf(results["full"]?.[0]?.userMetadata?.["g"]?.["k"])).toBe("v");
    expect(results["1"]).toMatchObject([{ tags: ["U+005C__DROP__"] }]);
    expect(results["2"]?.[0]?.nackOptions).toEqual({
      reason: "later",
      delayMs: 5,
      maxDeliveries: 2,
      details: { a: "b" },
    });
    expect(results["3"]).toEqual([]);
    expect(textOf(results["4"]?.[0]?.value)).toBe("|0|-1||");
  });

  it("may be called again, also when a call has ended in an error", async () => {
    const map = defineMap({ input: text, output: text, handle: (value) => ({ value }) });
    const engine = own(await connectMiniEngine("map", { directory: await serve({ map }) }));
    for (let round = 0; round < 3; round++) expect(await engine.send(["a", "b"])).toHaveLength(2);
    expect(await engine.send([])).toEqual([]);
    expect(await engine.isReady()).toBe(true);
  });

  it("that throws ends the call with an error that has status and stack", async () => {
    const map = defineMap({
      input: text,
      output: text,
      handle: (value) => {
        if (value === "boom") throw new Error("boom ü");
        return { value };
      },
    });
    const directory = await serve({ map }, { containerType: "udf" });
    const engine = own(await connectMiniEngine("map", { directory }));
    const error = await expectCode(engine.send(["a", "boom", "c"]), "UDF_ENGINE_CALL_FAILED");
    expect(error.details).toMatchObject({
      status: 13,
      statusName: "internal",
      statusMessage: "UDF_EXECUTION_ERROR(udf): boom ü",
      stack: expect.stringContaining("mini-engine.test.ts"),
    });
  });

  it("refuses two messages of one id in flight", async () => {
    const engine = own(await connectMiniEngine("map", { directory: await serve({ map: echo }) }));
    await expect(
      engine.send([
        { id: "x", value: "" },
        { id: "x", value: "" },
      ]),
    ).rejects.toThrow("the id 'x'");
  });

  it("is reached over TCP, without a server-info file", async () => {
    const port = await freePort();
    await serve({ map: echo }, { tcp: { port } });
    const engine = own(await connectMiniEngine("map", { tcp: { port } }));
    expect(engine.info).toBeUndefined();
    expect(await engine.send(["a"])).toHaveLength(1);
  });

  it("is reached by the path of its socket", async () => {
    const directory = await serve({ map: echo });
    const engine = own(await connectMiniEngine("map", { socketPath: path.join(directory, "map.sock") }));
    expect(engine.info).toBeUndefined();
    expect(await engine.send(["a"])).toHaveLength(1);
    const named = {
      socketPath: path.join(directory, "map.sock"),
      serverInfoPath: path.join(directory, "mapper-server-info"),
    };
    expect(own(await connectMiniEngine("map", named)).info).toMatchObject({ language: "javascript" });
  });
});

describe("a source transform", () => {
  it("gives each result an event time", async () => {
    const sourceTransform = defineSourceTransform({
      input: text,
      output: text,
      handle: (value) => (value === "drop" ? drop : { value, eventTime: new Date(42) }),
    });
    const engine = own(await connectMiniEngine("sourceTransform", { directory: await serve({ sourceTransform }) }));
    const answered = await engine.send(["a", { value: "drop", eventTime: new Date(7) }]);
    expect(answered.flatMap(({ results }) => results.map(({ eventTime }) => eventTime?.getTime()))).toEqual([42, 7]);
  });
});

describe("a reduce", () => {
  const count = defineReduce({
    input: bytes,
    output: text,
    initial: () => 0,
    step: (n: number) => n + 1,
    finish: (n, { window }) => ({ value: `${n} @ ${window.start.getTime()}-${window.end.getTime()}` }),
  });

  it("gives results by key for each of many windows at the same time", async () => {
    const engine = own(await connectMiniEngine("reduce", { directory: await serve({ reduce: count }) }));
    const windows = Array.from({ length: 50 }, (_, n) => ({
      start: new Date(n * 10),
      end: new Date(n * 10 + 10),
      messages: Array.from({ length: n }, (_each, nth) => ({ value: "v", keys: [nth % 2 === 0 ? "even" : "odd"] })),
    }));
    const results = await engine.send(windows.slice(1));
    expect(results).toHaveLength(49);
    expect(results[2]?.map(({ keys, value }) => `${keys.join()} ${textOf(value)}`)).toEqual([
      "even 2 @ 30-40",
      "odd 1 @ 30-40",
    ]);
  });

  it("that throws ends the call with an error", async () => {
    const reduce = defineReduce({
      input: bytes,
      output: text,
      handle: () => {
        throw new Error("boom");
      },
    });
    const engine = own(await connectMiniEngine("reduce", { directory: await serve({ reduce }) }));
    const window = { start: new Date(0), end: new Date(10), messages: ["a"] };
    const error = await expectCode(engine.send([window]), "UDF_ENGINE_CALL_FAILED");
    expect(error.details).toMatchObject({ status: 13, statusMessage: "UDF_EXECUTION_ERROR(unknown-container): boom" });
  });
});

describe("a sink", () => {
  const sink = defineSink({
    input: text,
    handle: (batch) =>
      Array.from(batch, ({ id, value }) => {
        if (value === "fail") return Response.asFailure(id, "no");
        if (value === "fall") return Response.asFallback(id);
        if (value === "on") return Response.asOnSuccess(id, Message.toVtx(["k"], Buffer.from("other")));
        if (value === "serve") return Response.asServe(id, Buffer.from("served"));
        return value === "nack" ? Response.asNack(id, { delayMs: 3 }) : Response.asSuccess(id);
      }),
  });

  it("answers batch by batch", async () => {
    const engine = own(await connectMiniEngine("sink", { directory: await serve({ sink }) }));
    const [first, second, third] = await engine.send([["ok", "fail", "fall", "on"], [], ["serve", "nack"]]);
    expect(first).toMatchObject([
      { id: "0", status: "success", error: undefined },
      { id: "1", status: "failure", error: "no" },
      { id: "2", status: "fallback" },
      { id: "3", status: "onSuccess", message: { keys: ["k"], value: new Uint8Array(Buffer.from("other")) } },
    ]);
    expect(second).toEqual([]);
    expect(third).toMatchObject([
      { id: "4", status: "serve", served: new Uint8Array(Buffer.from("served")) },
      { id: "5", status: "nack", nackOptions: { delayMs: 3 } },
    ]);
  });

  it("is found by its role", async () => {
    const directory = await serve({ sink }, { containerType: "fb-udsink" });
    const engine = own(await connectMiniEngine("sink", { directory, containerType: "fb-udsink" }));
    expect(await engine.send([["ok"]])).toHaveLength(1);
  });

  it("takes batches that are larger than buffers", async () => {
    const engine = own(await connectMiniEngine("sink", { directory: await serve({ sink }) }));
    const big = Buffer.alloc(1024 * 1024, "x");
    const [answers] = await engine.send([Array.from({ length: 30 }, () => big)]);
    expect(answers).toHaveLength(30);
  });
});

describe("reaching a server", () => {
  const soon: MiniEngineOptions = { timeoutMs: 300 };

  it("gives up in time, and says what is missing", async () => {
    const error = await expectCode(
      connectMiniEngine("map", { directory: "/tmp/nowhere-at-all", ...soon }),
      "UDF_ENGINE_TIMEOUT",
    );
    expect(error.message).toContain("no server-info file at '/tmp/nowhere-at-all/mapper-server-info' was complete");
    expect(error.retryable).toBe(true);
    expect(error.cause).toMatchObject({ code: "ENOENT" });
  });

  it("waits for the file, then for the server", async () => {
    const directory = await mkdtemp(path.join(tmpdir(), "mini-"));
    const info = path.join(directory, "mapper-server-info");
    const engine = connectMiniEngine("map", { directory });
    await writeFile(info, '{"protocol":"uds"');
    await new Promise((resolve) => setTimeout(resolve, 60));
    await unlink(info);
    const server = createUdfServer({ directory, map: echo, logger: silentLogger, runtimeDirectory: directory });
    own({
      [Symbol.asyncDispose]: async () => {
        await server.close({ graceMs: 0 });
        await rm(directory, { recursive: true, force: true });
      },
    });
    await server.start();
    expect(await own(await engine).send(["a"])).toHaveLength(1);
  });

  it("[P-11] takes no torn file for a whole one", async () => {
    const directory = await serve({ map: echo });
    await writeFile(path.join(directory, "mapper-server-info"), '{"protocol":"uds","language":"go"}U+005C__EN');
    const error = await expectCode(connectMiniEngine("map", { directory, ...soon }), "UDF_ENGINE_TIMEOUT");
    expect(error.cause).toMatchObject({ code: "UDF_SERVER_INFO_INVALID" });
  });

  it("gives up on a server that has written its file and does not listen", async () => {
    const directory = await serve({ map: echo });
    await unlink(path.join(directory, "map.sock"));
    const error = await expectCode(connectMiniEngine("map", { directory, ...soon }), "UDF_ENGINE_TIMEOUT");
    expect(error.message).toContain("the server of 'map' was not ready");
  });

  it("ends when its signal aborts", async () => {
    const running = connectMiniEngine("map", { directory: "/tmp/nowhere-at-all", signal: AbortSignal.timeout(20) });
    await expect(running).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("leaves nothing behind", async () => {
    const directory = await serve({ map: echo });
    const leaks = leakCheck();
    const engine = await connectMiniEngine("map", { directory });
    await engine.send(["a"]);
    await engine[Symbol.asyncDispose]();
    await expect(leaks.assertClean()).resolves.toBeUndefined();
  });

  it.each([
    [{ directroy: "x" }, "PROTOCOL_UNKNOWN_OPTION"],
    [{ timeoutMs: 0 }, "PROTOCOL_INVALID_OPTION"],
    [{ window: 0 }, "PROTOCOL_INVALID_OPTION"],
    [{ ending: "never" }, "PROTOCOL_INVALID_OPTION"],
    [{ socketPath: "/x", tcp: { port: 1 } }, "PROTOCOL_INVALID_OPTION"],
    [{ tcp: { prot: 1 } }, "PROTOCOL_UNKNOWN_OPTION"],
  ])("refuses the options %j", async (options, code) => {
    const error = await expectCode(connectMiniEngine("map", options as MiniEngineOptions), code);
    expect(error.message).toMatch(/connectMiniEngine/u);
  });

  it("knows four kinds", async () => {
    const error = await expectCode(connectMiniEngine("mapp" as "map"), "PROTOCOL_INVALID_OPTION");
    expect(error.message).toContain("'map'");
  });

  it("knows which servers wait for a cancellation", () => {
    expect(knownEndings).toEqual({ go: { map: "cancel", sourceTransform: "cancel" } });
  });
});
