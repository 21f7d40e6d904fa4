import { writeFile } from "node:fs/promises";
import path from "node:path";
import { ManualClock, silentLogger } from "@millrace/protocol";
import { collect, expectCode, memoryLogger, tempFolder } from "@millrace/protocol/testing";
import { describe, expect, it, vi } from "vitest";
import { defineMap, linesOf, runSpec, text, type RunSpecOptions, type SpecSource } from "../../src/index.ts";
import { echo, keep, textOf } from "./parts.ts";
import { monoVertexYaml } from "./yaml.ts";

const run = async (source: SpecSource, options: RunSpecOptions = {}, batch = 500) => {
  const kept = keep();
  const yaml = monoVertexYaml({ more: `limits: { readBatchSize: ${batch} }` });
  const result = await runSpec(yaml, { source, udf: echo, sink: kept.sink }, { logger: silentLogger, ...options });
  return { kept, result };
};

describe("a source", () => {
  it("may be an async generator, read in batches of what is there", async () => {
    async function* records(): AsyncGenerator<string> {
      for (let n = 0; n < 2500; n++) yield String(n);
    }
    const { kept } = await run(records());
    expect(kept.values).toEqual(Array.from({ length: 2500 }, (_, n) => String(n)));
    expect(Math.max(...kept.batches)).toBeLessThanOrEqual(500);
    expect(kept.batches.length).toBeLessThan(250);
  });

  it("is read no faster than its messages are dealt with", async () => {
    let given = 0;
    let stored = 0;
    let ahead = 0;
    function* records(): Generator<string> {
      for (let n = 0; n < 100; n++) {
        given++;
        ahead = Math.max(ahead, given - stored);
        yield String(n);
      }
    }
    const slow = defineMap({
      input: text,
      output: text,
      handle: async (value) => {
        await new Promise(setImmediate);
        stored++;
        return { value };
      },
    });
    const yaml = monoVertexYaml({ more: "limits: { readBatchSize: 10 }" });
    await runSpec(yaml, { source: records(), udf: slow, sink: keep().sink }, { logger: silentLogger });
    expect(stored).toBe(100);
    expect(ahead).toBeLessThanOrEqual(10);
  });

  it("is closed when no more is read", async () => {
    let closed = false;
    function* endless(): Generator<string> {
      try {
        for (;;) yield "x";
      } finally {
        closed = true;
      }
    }
    const { kept, result } = await run(endless(), { maxMessages: 7 }, 5);
    expect(kept.batches).toEqual([5, 2]);
    expect(result.counters["monovtx_read_total"]).toBe(7);
    expect(closed).toBe(true);
  });

  it("is stopped by the signal, though its handlers await nothing; what was read is dealt with", async () => {
    const controller = new AbortController();
    function* endless(): Generator<string> {
      for (;;) yield "x";
    }
    setTimeout(() => controller.abort(), 5);
    const { kept, result } = await run(endless(), { signal: controller.signal });
    expect(result.counters["monovtx_ack_total"]).toBe(result.counters["monovtx_read_total"]);
    expect(kept.values.length).toBe(result.counters["monovtx_ack_total"]);
  });

  it("that waits for ever is stopped by the signal", async () => {
    const controller = new AbortController();
    async function* waiting(): AsyncGenerator<string> {
      yield "one";
      controller.abort();
      await new Promise(() => undefined);
    }
    const { kept } = await run(waiting(), { signal: controller.signal });
    expect(kept.values.length).toBeLessThanOrEqual(1);
  });

  it("that fails when it is closed does not fail the run, and is told of", async () => {
    const logger = memoryLogger();
    function* unruly(): Generator<string> {
      try {
        for (;;) yield "x";
      } finally {
        // oxlint-disable-next-line no-unsafe-finally -- sources of users do this
        throw new Error("will not close");
      }
    }
    const { kept } = await run(unruly(), { maxMessages: 2, logger });
    expect(kept.values).toEqual(["x", "x"]);
    expect(logger.find("failed when it was closed")?.fields).toMatchObject({ vertex: "mono" });
  });

  it("gives nothing when the signal has aborted before", async () => {
    const { kept } = await run(["a"], { signal: AbortSignal.abort() });
    expect(kept.values).toEqual([]);
  });

  it("that throws is named, and its error is the cause", async () => {
    const boom = new Error("boom");
    function* broken(): Generator<string> {
      yield "a";
      throw boom;
    }
    const error = await expectCode(run(broken(), {}, 1), "UDF_SOURCE_FAILED");
    expect(error.cause).toBe(boom);
    expect(error.message).toContain("vertex 'mono' (spec:6:3, source): the source threw: boom");

    async function* rejecting(): AsyncGenerator<string> {
      yield "a";
      throw boom;
    }
    expect((await expectCode(run(rejecting()), "UDF_SOURCE_FAILED")).cause).toBe(boom);
  });

  it.each([
    ["a number", 1, "gave a number"],
    ["nothing", undefined, "gave undefined"],
    ["an object without value", { key: 1 }, "an object with undefined as value"],
    ["an invalid time", { value: "a", eventTime: new Date(Number.NaN) }, "not a valid Date"],
    ["a time that is a text", { value: "a", eventTime: "now" }, "a string and not a valid Date"],
  ])("that gives %s is refused", async (_what, record, message) => {
    const error = await expectCode(run([record] as never), "UDF_SOURCE_FAILED");
    expect(error.message).toContain(message);
  });

  it("gives messages the time at which they are read", async () => {
    const { kept } = await run(["a"], { clock: new ManualClock({ nowMs: 5000 }) });
    expect(kept.datums[0]?.eventTime.getTime()).toBe(5000);
  });
});

describe("a generator", () => {
  const yaml = (generator: string) => monoVertexYaml({ source: `{ generator: { ${generator} } }`, udf: undefined });

  it("gives so many messages at once in each unit of time", async () => {
    const kept = keep();
    const clock = new ManualClock({ nowMs: 1000 });
    const options = { clock, maxMessages: 8, logger: silentLogger };
    const running = runSpec(
      yaml("rpu: 3, duration: 2s, keyCount: 2, value: 7, msgSize: 4"),
      { sink: kept.sink },
      options,
    );
    const times: number[][] = [];
    for (let step = 0; step < 5; step++) {
      await clock.advance(step === 0 ? 0 : 1000);
      times.push(kept.datums.map(({ eventTime }) => eventTime.getTime()));
    }
    await running;
    expect(times.map((each) => each.length)).toEqual([3, 3, 6, 6, 8]);
    expect(JSON.parse(kept.values[1] ?? "")).toEqual({ id: 1, value: 7, padding: "0000" });
    expect(kept.datums.map(({ keys }) => keys)).toEqual(Array.from({ length: 8 }, (_, n) => [`key-${n % 2}`]));
  });

  it("gives a blob as it is", async () => {
    const kept = keep();
    const blob = Buffer.from("blob").toString("base64");
    await runSpec(yaml(`rpu: 2, valueBlob: ${blob}`), { sink: kept.sink }, { maxMessages: 2, logger: silentLogger });
    expect(kept.values).toEqual(["blob", "blob"]);
  });

  it("stops at the signal while it waits", async () => {
    const controller = new AbortController();
    const clock = new ManualClock();
    const kept = keep();
    const running = runSpec(
      yaml("rpu: 1, duration: 1h"),
      { sink: kept.sink },
      { clock, signal: controller.signal, logger: silentLogger },
    );
    await clock.advance(1000);
    controller.abort();
    expect((await running).counters["monovtx_read_total"]).toBe(1);
  });
});

describe("a file", () => {
  it("gives its lines, whatever their ends", async () => {
    await using folder = await tempFolder();
    const file = path.join(folder.path, "lines.txt");
    await writeFile(file, "one\ntwo ü\r\n\n\r\nthree");
    expect(await collect(linesOf(file))).toEqual(["one", "two ü", "three"]);
    const { kept } = await run(linesOf(file));
    expect(kept.values).toEqual(["one", "two ü", "three"]);
  });

  it("that is not there fails the run", async () => {
    const error = await expectCode(run(linesOf("/nowhere/at/all")), "UDF_SOURCE_FAILED");
    expect(error.cause).toMatchObject({ code: "ENOENT" });
  });
});

describe("sinks of Numaflow's own", () => {
  it("log each message", async () => {
    const logger = memoryLogger();
    const yaml = monoVertexYaml({ udf: undefined, sink: "{ log: {} }" });
    const source = [{ value: "hello", keys: ["k"], eventTime: new Date(0), headers: { h: "1" } }];
    const { counters } = await runSpec(yaml, { source }, { logger });
    expect(logger.find("hello")).toMatchObject({
      level: "info",
      fields: { vertex: "mono", keys: ["k"], eventTime: "1970-01-01T00:00:00.000Z", headers: { h: "1" }, id: "mono-0" },
    });
    expect(counters["monovtx_sink_write_total"]).toBe(1);
  });

  it("print each message where no logger is given", async () => {
    const lines: string[] = [];
    const write = vi.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0);
    try {
      await runSpec(monoVertexYaml({ udf: undefined, sink: "{ log: {} }" }), { source: ["hello", "race"] });
    } finally {
      write.mockRestore();
    }
    expect(lines).toEqual([expect.stringContaining("hello"), expect.stringContaining("race")]);
    expect(lines[0]).toContain("vertex=mono id=mono-0");
  });

  it("swallow each message", async () => {
    const yaml = monoVertexYaml({ udf: undefined, sink: "{ blackhole: {} }" });
    const { counters } = await runSpec(yaml, { source: ["a", "b"] }, { logger: silentLogger });
    expect(counters["monovtx_sink_write_total"]).toBe(2);
  });

  it("are replaced by a component that is given", async () => {
    const kept = keep();
    const yaml = monoVertexYaml({ udf: undefined, sink: "{ kafka: { topic: x } }" });
    const { notes } = await runSpec(yaml, { source: ["a"], sink: kept.sink }, { logger: silentLogger });
    expect(kept.values.map((value) => value)).toEqual(["a"]);
    expect(notes).toEqual([]);
    expect(textOf(kept.datums[0]?.value ?? new Uint8Array())).toBe("a");
  });
});
