import { describe, expect, test } from "vitest";
import { definePipeline } from "../src/index.ts";
import { turn } from "./support/deferred.ts";

/** Counts how many run at once. */
function gauge(): { readonly most: () => number; readonly hold: () => Promise<void> } {
  let [now, most] = [0, 0];
  return {
    most: () => most,
    hold: async () => {
      most = Math.max(most, ++now);
      await turn();
      await turn();
      now--;
    },
  };
}

describe("concurrency", () => {
  test.for([1, 2, 5])("[RULE-073] of %i is never exceeded, and is used", async (concurrency) => {
    const all = gauge();
    const pipeline = definePipeline("wide", {}, (p) => {
      for (let index = 0; index < 20; index++) p.stage(`s${index}`, {}, all.hold);
      return {};
    });
    await pipeline.run({}, { concurrency });
    expect(all.most()).toBe(concurrency);
  });

  test("[RULE-073] counts items of maps and stages of sub-pipelines, and not the stages that only contain them", async () => {
    const all = gauge();
    const child = definePipeline("child", {}, (p) => ({
      a: p.stage("a", {}, all.hold),
      b: p.stage("b", {}, all.hold),
    }));
    const pipeline = definePipeline("nested", {}, (p) => {
      p.pipeline("sub", child, {});
      p.map("items", [1, 2, 3, 4], {}, all.hold);
      p.stage("plain", {}, all.hold);
      return {};
    });
    // With 1 a container that took a slot would wait for its own content for ever.
    for (const concurrency of [1, 2]) {
      const report = await pipeline.settled({}, { concurrency });
      expect(report.status).toBe("succeeded");
      expect(all.most()).toBe(concurrency);
    }
  });
});

describe("a keyed limit", () => {
  const limited = (api: ReturnType<typeof gauge>, free: ReturnType<typeof gauge>) =>
    definePipeline("limited", {}, (p) => {
      for (let index = 0; index < 8; index++) {
        p.stage(`api${index}`, {}, api.hold, { limit: { key: "api", max: 2 } });
        p.stage(`free${index}`, {}, free.hold);
      }
      p.map("items", [1, 2, 3, 4], {}, api.hold, { limit: { key: "api", max: 2 } });
      return {};
    });

  test("[RULE-074] holds across stages and map items with its key, while others go on", async () => {
    const [api, free] = [gauge(), gauge()];
    await limited(api, free).run();
    expect(api.most()).toBe(2);
    expect(free.most()).toBe(8);
  });

  test("[RULE-074] takes its maximum from `limits` of the run", async () => {
    const [api, free] = [gauge(), gauge()];
    await limited(api, free).run({}, { limits: { api: 3 } });
    expect(api.most()).toBe(3);
  });

  test("[RULE-074] gives its place free when a stage fails, retries or is cancelled", async () => {
    let ran = 0;
    const limit = { key: "one", max: 1 };
    const pipeline = definePipeline("failing", {}, (p) => {
      p.stage("fails", {}, async () => Promise.reject(new Error("no")), { limit });
      p.stage(
        "retries",
        {},
        async (_args, { attempt }) => (attempt === 1 ? Promise.reject(new Error("again")) : ran++),
        { limit, retry: { maxAttempts: 2, initialMs: 0 } },
      );
      p.stage("next", {}, async () => void ran++, { limit });
      return {};
    });
    await pipeline.settled({}, { onFailure: "continue" });
    expect(ran).toBe(2);
  });

  test("[RULE-074] with two maxima is refused when the pipeline is defined", () => {
    const conflicting = () =>
      definePipeline("conflict", {}, (p) => {
        p.stage("a", {}, () => 1, { limit: { key: "api", max: 1 } });
        p.stage("b", {}, () => 1, { limit: { key: "api", max: 2 } });
        return {};
      });
    expect(conflicting).toThrow(expect.objectContaining({ code: "PIPELINE_LIMIT_CONFLICT" }));
    expect(conflicting).toThrow("'a' and 'b' give limit 'api' different maxima, 1 and 2");
  });
});
