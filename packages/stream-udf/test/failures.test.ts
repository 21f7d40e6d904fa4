import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { BinaryReader } from "@bufbuild/protobuf/wire";
import type { StatusObject } from "@grpc/grpc-js";
import { ManualClock, memoryLogger } from "@millrace/protocol/testing";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Message, MessageT, Response, UdfError, type HandlerCall, type MapComponent } from "../src/index.ts";
import { eachKind, kinds, type KindCase } from "./support/kinds.ts";
import { serve } from "./support/serve.ts";

const [mapKind] = kinds as [KindCase];

class OutOfRange extends Error {
  override readonly name = "OutOfRange";
}

/** Ways in which a handler fails, and what the call then says. */
const failures: readonly (readonly [string, () => void | Promise<void>, string])[] = [
  ["throws an Error", () => fail(new OutOfRange("42 is too much")), "42 is too much"],
  ["rejects", () => Promise.reject(new OutOfRange("42 is too much")), "42 is too much"],
  ["rejects later", () => new Promise((_, reject) => setImmediate(reject, new Error("late"))), "late"],
  ["throws a string", () => fail("just text"), "just text"],
  ["throws undefined", () => fail(undefined), "undefined"],
  ["throws what has no text", () => fail(Object.create(null)), "a value that cannot be printed"],
  ["rejects with what has no text", () => Promise.reject(Object.create(null)), "a value that cannot be printed"],
  ["throws a message that is no text", () => fail(withMessage({ a: 1 })), "[object Object]"],
  [
    "rejects with such a message",
    () => Promise.reject(withMessage(Object.create(null))),
    "a value that cannot be printed",
  ],
];

const withMessage = (message: unknown): Error => Object.assign(new Error("none"), { message });

function fail(reason: unknown): never {
  throw reason;
}

/** `google.rpc.Status` and its `Any`s, read by hand: field → last value. */
function fieldsOf(bytes: Uint8Array): Map<number, unknown> {
  const reader = new BinaryReader(bytes);
  const fields = new Map<number, unknown>();
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    fields.set(field, wireType === 0 ? reader.uint32() : reader.bytes());
  }
  return fields;
}

const text = (bytes: unknown): string => Buffer.from(bytes as Uint8Array).toString();

/** The detail that the engine shows to people. */
function detailOf({ metadata }: StatusObject): {
  readonly url: string;
  readonly code: unknown;
  readonly stack: string;
} {
  const status = fieldsOf(metadata.get("grpc-status-details-bin")[0] as Buffer);
  const any = fieldsOf(status.get(3) as Uint8Array);
  return { url: text(any.get(1)), code: status.get(1), stack: text(fieldsOf(any.get(2) as Uint8Array).get(2)) };
}

describe("a handler that fails", () => {
  const cases = eachKind.flatMap(([name, kind]) =>
    failures.map((failure) => [name, failure[0], kind, failure] as const),
  );

  test.each(cases)("[G-7] [P-20] [P-22] %s %s: INTERNAL, and the server stops", async (_name, _how, kind, failure) => {
    const [, act, expected] = failure;
    await using served = await serve({ ...kind.components(act), containerType: "udf" });
    const call = kind.open(served.engine);
    call.send(Buffer.from("a"));
    call.flush();
    while ((await call.answer()) !== undefined);
    const { code, details } = await call.status;
    expect([code, details]).toEqual([13, `UDF_EXECUTION_ERROR(udf): ${expected}`]);
    expect(await served.outcome).toMatchObject({ code: "UDF_HANDLER_FAILED" });
    expect(served.server.state).toBe("failed");
    expect(readdirSync(served.directory).filter((file) => file !== "application-errors")).toEqual([]);
  });

  test("[G-7] [P-21] the stack is in the details, and those of the causes", async () => {
    const cause = new TypeError("the reason behind");
    await using served = await serve(mapKind.components(() => fail(new OutOfRange("42", { cause }))));
    const call = mapKind.open(served.engine);
    call.send(Buffer.from("a"));
    const { url, code, stack } = detailOf(await call.status);
    expect([url, code]).toEqual(["type.googleapis.com/google.rpc.DebugInfo", 13]);
    expect(stack).toContain("failures.test.ts");
    expect(stack).toMatch(/42[\s\S]*caused by TypeError: the reason behind/);
  });

  test("[P-21] texts and stacks that are too long for headers are cut", async () => {
    const error = new Error("ä".repeat(50_000));
    error.stack = "s".repeat(100_000);
    await using served = await serve(mapKind.components(() => fail(error)));
    const call = mapKind.open(served.engine);
    call.send(Buffer.from("a"));
    const status = await call.status;
    expect(status.code).toBe(13);
    expect(status.details).toMatch(/^UDF_EXECUTION_ERROR\(unknown-container\): ä{200,}…$/);
    expect(detailOf(status).stack).toMatch(/^s{2000,}…$/);
  });

  test.each([
    [undefined, "unknown-container"],
    ["udf", "udf"],
    ["", "unknown-container"],
  ])("[G-16] [P-12] NUMAFLOW_UD_CONTAINER_TYPE %j: the message says '%s'", async (type, expected) => {
    vi.stubEnv("NUMAFLOW_UD_CONTAINER_TYPE", type);
    onTestFinished(() => void vi.unstubAllEnvs());
    await using served = await serve(mapKind.components(() => fail(new Error("x"))));
    const call = mapKind.open(served.engine);
    call.send(Buffer.from("a"));
    expect((await call.status).details).toBe(`UDF_EXECUTION_ERROR(${expected}): x`);
  });

  test("[G-7] run() rejects with the cause, and it is logged once", async () => {
    const logger = memoryLogger();
    const thrown = new OutOfRange("42");
    await using served = await serve({ ...mapKind.components(() => fail(thrown)), logger });
    const call = mapKind.open(served.engine);
    call.send(Buffer.from("a"));
    const outcome = await served.outcome;
    expect(outcome).toBeInstanceOf(UdfError);
    expect((outcome as UdfError).cause).toBe(thrown);
    expect(logger.records.filter(({ level }) => level === "error")).toHaveLength(1);
  });

  test("[G-8] [INT-3] a second failure changes nothing, and nothing is answered after the first", async () => {
    const logger = memoryLogger();
    const gates: (() => void)[] = [];
    const act = async (value: Uint8Array): Promise<void> => {
      await new Promise<void>((resolve) => gates.push(resolve));
      if (Buffer.from(value).toString() !== "good") fail(new Error(Buffer.from(value).toString()));
    };
    await using served = await serve({ ...mapKind.components(act), logger });
    const call = mapKind.open(served.engine);
    for (const value of ["first", "second", "good"]) call.send(Buffer.from(value));
    await expect.poll(() => gates.length).toBe(3);
    for (const open of gates) open();
    const answers: unknown[] = [];
    for (let answer = await call.answer(); answer !== undefined && answer !== ""; answer = await call.answer()) {
      answers.push(answer);
    }
    expect(answers).toEqual([]);
    expect((await call.status).details).toContain("first");
    expect(String(await served.outcome)).toContain("first");
    expect(logger.records.filter(({ level }) => level === "error")).toHaveLength(1);
  });

  test("[INT-3] what was answered before a failure arrives", async () => {
    await using served = await serve(
      mapKind.components((value) => (Buffer.from(value).toString() === "boom" ? fail(new Error("boom")) : undefined)),
    );
    const call = mapKind.open(served.engine);
    call.send(Buffer.from("a"));
    call.send(Buffer.from("boom"));
    call.send(Buffer.from("b"));
    expect([await call.answer(), await call.answer()]).toEqual(["a", undefined]);
  });

  test("the signal of other handlers of the call aborts", async () => {
    const aborted = Promise.withResolvers<void>();
    await using served = await serve(
      mapKind.components(async (value, { signal }) => {
        if (Buffer.from(value).toString() === "boom") fail(new Error("boom"));
        signal.addEventListener("abort", () => aborted.resolve());
        await new Promise(() => undefined);
      }),
    );
    const call = mapKind.open(served.engine);
    call.send(Buffer.from("waits"));
    call.send(Buffer.from("boom"));
    await aborted.promise;
    expect((await call.status).code).toBe(13);
  });

  test("[P-23] the failure is reported where the engine collects errors, if that is there", async () => {
    await using served = await serve({ ...mapKind.components(() => fail(new OutOfRange("42"))), containerType: "udf" });
    const call = mapKind.open(served.engine);
    call.send(Buffer.from("a"));
    await served.outcome;
    const folder = path.join(served.directory, "application-errors/udf");
    const [file] = readdirSync(folder);
    expect(file).toMatch(/^\d+-udf\.json$/);
    expect(JSON.parse(readFileSync(path.join(folder, file as string), "utf8"))).toEqual({
      container: "udf",
      timestamp: expect.any(Number) as number,
      code: "UDF_HANDLER_FAILED",
      message: expect.stringContaining("42") as string,
      details: expect.stringContaining("OutOfRange: 42") as string,
    });
  });

  test("options of a nack that cannot be are named by a code of their own", async () => {
    const wrong = { delayMs: -1 };
    const handle = (): Message[] => [Message.toNack(wrong)];
    await using served = await serve({ map: { component: { kind: "map", handle } } });
    const call = mapKind.open(served.engine);
    call.send(Buffer.from("a"));
    expect((await call.status).details).toContain("'delayMs'");
    expect(await served.outcome).toMatchObject({ code: "UDF_INVALID_NACK", details: { option: "delayMs" } });
  });

  test("on a laptop, where that directory is not, none is made", async () => {
    const elsewhere = "/nonexistent/runtime";
    await using served = await serve({
      ...mapKind.components(() => fail(new Error("x"))),
      runtimeDirectory: elsewhere,
    });
    const call = mapKind.open(served.engine);
    call.send(Buffer.from("a"));
    expect(await served.outcome).toMatchObject({ code: "UDF_HANDLER_FAILED" });
    expect(existsSync(elsewhere)).toBe(false);
  });
});

describe("an answer that cannot be sent", () => {
  const tooLarge = new Uint8Array(3000);

  test.each(eachKind)("[G-7] %s: is the handler's failure, and the server stops", async (_name, kind) => {
    const unsendable = {
      map: Message.toAll(tooLarge),
      reduce: Message.toAll(tooLarge),
      sourceTransform: MessageT.toAll(tooLarge, new Date(0)),
      sink: Response.asServe("a", tooLarge),
    }[kind.kind];
    const component = { kind: kind.kind, handle: () => [unsendable] } as never;
    await using served = await serve({ [kind.kind]: { component }, maxMessageBytes: 2000 });
    const call = kind.open(served.engine);
    call.send(Buffer.from("a"));
    call.flush();
    expect((await call.status).code).toBe(8);
    const outcome = await served.outcome;
    expect(outcome).toMatchObject({ code: "UDF_INVALID_RESULT" });
    expect((outcome as Error).message).toContain("2000");
  });

  test("the signal of other handlers of the call aborts", async () => {
    const aborted = Promise.withResolvers<void>();
    const handle: MapComponent["handle"] = (_keys, { value }, { signal }) => {
      if (Buffer.from(value).toString() !== "waits") return [Message.toAll(tooLarge)];
      signal.addEventListener("abort", () => aborted.resolve());
      return new Promise(() => undefined);
    };
    await using served = await serve({ map: { component: { kind: "map", handle } }, maxMessageBytes: 2000 });
    const call = mapKind.open(served.engine);
    call.send(Buffer.from("waits"));
    call.send(Buffer.from("boom"));
    await aborted.promise;
    expect(await served.outcome).toMatchObject({ code: "UDF_INVALID_RESULT" });
  });
});

test.each(eachKind)("%s: a component of one's own that gives no list is a coded error", async (_name, kind) => {
  const component = { kind: kind.kind, handle: () => undefined } as never;
  await using served = await serve({ [kind.kind]: { component } });
  const call = kind.open(served.engine);
  call.send(Buffer.from("a"));
  call.flush();
  expect((await call.status).details).toContain("UDF_INVALID_RESULT");
  expect(await served.outcome).toMatchObject({ code: "UDF_INVALID_RESULT" });
});

describe("a handler that never answers", () => {
  const handleNever: MapComponent["handle"] = () => new Promise(() => undefined);
  const never = { map: { component: { kind: "map" as const, handle: handleNever } } };

  test.each(eachKind)("%s: fails when handlerTimeoutMs is over, and its signal aborts", async (_name, kind) => {
    const working = Promise.withResolvers<AbortSignal>();
    const clock = new ManualClock();
    await using served = await serve({
      ...kind.components((_value, { signal }) => {
        working.resolve(signal);
        return new Promise(() => undefined);
      }),
      handlerTimeoutMs: 5000,
      clock,
    });
    const call = kind.open(served.engine);
    call.send(Buffer.from("a"));
    call.flush();
    const signal = await working.promise;
    // The window of a reduce has to be closed before its time counts.
    await served.engine.ready(kind.service);
    await clock.advance(4999);
    expect(signal.aborted).toBe(false);
    await clock.advance(1);
    const { code, details } = await call.status;
    expect([code, details]).toEqual([13, expect.stringContaining("UDF_HANDLER_TIMEOUT")]);
    expect(signal.aborted).toBe(true);
    await clock.advance(60_000);
    expect(await served.outcome).toMatchObject({ code: "UDF_HANDLER_TIMEOUT" });
  });

  describe("a reduce for whose reading the engine waits", () => {
    const [, , reduceKind] = kinds as [KindCase, KindCase, KindCase];
    const limits = { concurrency: 10, handlerTimeoutMs: 1000 };

    test("fails when nothing has been read for handlerTimeoutMs", async () => {
      const clock = new ManualClock();
      const begun = Promise.withResolvers<AbortSignal>();
      const act = (_value: Uint8Array, { signal }: HandlerCall): Promise<void> => {
        begun.resolve(signal);
        return new Promise(() => undefined);
      };
      await using served = await serve({ ...reduceKind.components(act), ...limits, clock });
      const call = reduceKind.open(served.engine);
      // The window stays open: it could not be closed, because nobody reads the end of the requests.
      for (let sent = 0; sent < 50; sent++) call.send(Buffer.from("a"));
      const signal = await begun.promise;
      await expect.poll(() => clock.pendingTimers).toBe(1);
      await clock.advance(999);
      expect(signal.aborted).toBe(false);
      await clock.advance(1);
      expect((await call.status).details).toContain("UDF_HANDLER_TIMEOUT");
      expect([signal.aborted, clock.pendingTimers]).toEqual([true, 0]);
      expect(await served.outcome).toMatchObject({ code: "UDF_HANDLER_TIMEOUT" });
    });

    test("goes on as long as it reads", async () => {
      const clock = new ManualClock();
      const gates: (() => void)[] = [];
      const act = (): Promise<void> => new Promise((resolve) => gates.push(resolve));
      await using served = await serve({ ...reduceKind.components(act), ...limits, clock });
      const call = reduceKind.open(served.engine);
      for (let sent = 0; sent < 30; sent++) call.send(Buffer.from("a"));
      await expect.poll(() => clock.pendingTimers).toBe(1);
      for (let read = 0; read < 30; read++) {
        await expect.poll(() => gates.length).toBe(1);
        await clock.advance(900);
        gates.pop()?.();
      }
      call.flush();
      expect(await call.answer()).toBe("a");
      expect([served.server.state, clock.pendingTimers]).toEqual(["running", 0]);
    });
  });

  test("handlers that answer in time do not age the others", async () => {
    const clock = new ManualClock();
    const gates: (() => void)[] = [];
    await using served = await serve({
      ...mapKind.components(() => new Promise<void>((resolve) => gates.push(resolve))),
      handlerTimeoutMs: 1000,
      clock,
    });
    const call = mapKind.open(served.engine);
    for (let round = 0; round < 5; round++) {
      call.send(Buffer.from(`r${round}`));
      await expect.poll(() => gates.length).toBe(1);
      await clock.advance(900);
      gates.pop()?.();
      expect(await call.answer()).toBe(`r${round}`);
    }
    expect(served.server.state).toBe("running");
  });

  test("without a limit, closing at once still ends it", async () => {
    await using served = await serve(never);
    const call = mapKind.open(served.engine);
    call.send(Buffer.from("a"));
    await served.engine.ready(mapKind.service);
    await served.server.close({ graceMs: 0 });
    expect((await call.status).code).not.toBe(0);
    expect(await served.outcome).toBeUndefined();
  });
});
