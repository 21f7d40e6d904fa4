import { readdirSync } from "node:fs";
import { silentLogger } from "@millrace/protocol";
import { expectCode, leakCheck, tempFolder } from "@millrace/protocol/testing";
import { describe, expect, it, vi } from "vitest";
import { bytes, defineMap, defineReduce, runSpec, text, type SourceMessage } from "../../src/index.ts";
import { at, echo, keep } from "./parts.ts";
import { monoVertexYaml, pipelineYaml } from "./yaml.ts";

const daily = defineReduce({
  input: bytes,
  output: text,
  initial: () => 0,
  step: (n: number) => n + 1,
  finish: (n) => ({ value: String(n) }),
});

describe.each(["direct", "socket"] as const)("a run, %s", (transport) => {
  const options = { transport, logger: silentLogger };

  it("whose handler never answers ends when the grace is over, and tells the handler", async () => {
    const controller = new AbortController();
    const told = Promise.withResolvers<void>();
    const udf = defineMap({
      input: text,
      output: text,
      handle: (value, _datum, { signal }) => {
        if (value === "a") return { value };
        signal.addEventListener("abort", () => told.resolve());
        controller.abort();
        return new Promise<never>(() => undefined);
      },
    });
    const kept = keep();
    const yaml = monoVertexYaml({ more: "limits: { readBatchSize: 1 }" });
    const components = { source: ["a", "b"], udf, sink: kept.sink };
    const { counters } = await runSpec(yaml, components, { ...options, signal: controller.signal, graceMs: 20 });
    expect(kept.values).toEqual(["a"]);
    expect(counters).toMatchObject({ monovtx_read_total: 2, monovtx_ack_total: 1 });
    await told.promise;
  });

  it("that fails is not kept by a handler elsewhere that never answers", async () => {
    const started = Promise.withResolvers<void>();
    const hanging = defineMap({
      input: text,
      output: text,
      handle: () => {
        started.resolve();
        return new Promise<never>(() => undefined);
      },
    });
    async function* records(): AsyncGenerator<string> {
      yield "a";
      await started.promise;
      throw new Error("gone");
    }
    const yaml = pipelineYaml({
      source: "{ udsource: { container: { image: x } } }",
      udf: "{ container: { image: x } }",
    });
    const components = { in: { source: records() }, count: hanging, out: keep().sink };
    const error = await expectCode(runSpec(yaml, components, options), "UDF_SOURCE_FAILED");
    expect(error.message).toContain("vertex 'in'");
  });

  it("that is stopped closes its windows, or not, as at its end", async () => {
    const stopped = async (openWindows: "close" | "discard"): Promise<readonly string[]> => {
      const controller = new AbortController();
      function* records(): Generator<SourceMessage> {
        for (let n = 0; ; n++) {
          if (n === 1000) controller.abort();
          yield { value: "v", eventTime: at(0) };
        }
      }
      const kept = keep();
      const components = { in: { source: records() }, count: daily, out: kept.sink };
      const yaml = pipelineYaml({ source: "{ udsource: { container: { image: x } } }" });
      await runSpec(yaml, components, { ...options, signal: controller.signal, openWindows });
      return kept.values;
    };
    expect(Number((await stopped("close"))[0])).toBeGreaterThanOrEqual(500);
    expect(await stopped("discard")).toEqual([]);
  });

  it("leaves neither handles nor files behind, however it ends", async () => {
    await using folder = await tempFolder();
    vi.stubEnv("TMPDIR", folder.path);
    const failing = defineMap({
      input: text,
      output: text,
      handle: () => {
        throw new Error("boom");
      },
    });
    const run = (udf: typeof echo) => runSpec(monoVertexYaml({}), { source: ["a"], udf, sink: keep().sink }, options);
    await run(echo);
    const leaks = leakCheck();
    for (let round = 0; round < 3; round++) {
      await run(echo);
      await expectCode(run(failing), "UDF_HANDLER_FAILED");
    }
    await expect(leaks.assertClean()).resolves.toBeUndefined();
    expect(readdirSync(folder.path)).toEqual([]);
    vi.unstubAllEnvs();
  });

  it("works on as many messages at once as the limits say", async () => {
    const most = async (more: string): Promise<number> => {
      let atWork = 0;
      let highest = 0;
      const udf = defineMap({
        input: text,
        output: text,
        handle: async (value) => {
          highest = Math.max(highest, ++atWork);
          await new Promise(setImmediate);
          atWork--;
          return { value };
        },
      });
      const kept = keep();
      const source = Array.from({ length: 60 }, (_, n) => String(n));
      await runSpec(monoVertexYaml({ more }), { source, udf, sink: kept.sink }, options);
      expect(kept.values).toEqual(source);
      return highest;
    };
    expect(await most("limits: { readBatchSize: 20 }")).toBe(20);
    expect(await most("limits: { readBatchSize: 20, concurrency: 3 }")).toBeLessThanOrEqual(3);
    expect(await most("ordered: { enabled: true }")).toBe(1);
  });
});
