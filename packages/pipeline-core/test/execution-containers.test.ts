import { ManualClock } from "@millrace/protocol";
import { expect, test } from "vitest";
import { context, definePipeline, Parameters } from "../src/index.ts";
import { deferred, turn } from "./support/deferred.ts";
import { statuses } from "./support/statuses.ts";
import { within } from "./support/within.ts";

/** Takes eight seconds to end after its signal aborts, and is given twenty. */
const slowToEnd = (clock: ManualClock, ended: string[]) =>
  [
    async (_inputs: object, signal: AbortSignal) => {
      const gone = deferred();
      signal.addEventListener("abort", () => clock.setTimer(8000, gone.resolve));
      await gone.promise;
      ended.push("ended");
    },
    { graceMs: 20_000 },
  ] as const;

test.for(["map", "pipeline"] as const)(
  "[RULE-096] what a %s contains has the whole of its grace to end",
  async (kind) => {
    const clock = new ManualClock();
    const ended: string[] = [];
    const [work, options] = slowToEnd(clock, ended);
    const inner = definePipeline("inner", {}, (p) => ({
      work: p.stage("work", {}, (args, { signal }) => work(args, signal), options),
    }));
    const run = definePipeline("outer", {}, (p) => ({
      all:
        kind === "pipeline"
          ? p.pipeline("all", inner, {})
          : p.map("all", [1], {}, (_n, args, { signal }) => work(args, signal), options),
    })).start({}, { clock });
    await turn();
    run.cancel(new Error("enough"));
    const settled = run.settled().then((report) => ended.push(report.status));
    await clock.advance(7999);
    expect(ended).toEqual([]);
    await clock.advance(1);
    await within(settled, 2000);
    expect(ended).toEqual(["ended", "cancelled"]);
    const report = await run.settled();
    expect(statuses(report)).toEqual({ all: "cancelled" });
    expect(report.stage("all")?.run?.counts ?? {}).toEqual(kind === "pipeline" ? { cancelled: 1 } : {});
    expect(clock.pendingTimers).toBe(0);
  },
);

test("[RULE-084] a sub-pipeline whose schema never answers does not keep a run from being cancelled", async () => {
  const validate = () => new Promise<never>(() => {});
  const schema = { "~standard": { version: 1 as const, vendor: "test", validate, types: undefined } };
  const inner = definePipeline("inner", { parameters: Parameters.define<object, object>(schema) }, (p) => ({
    one: p.stage("one", {}, () => 1),
  }));
  const run = definePipeline("outer", {}, (p) => ({ sub: p.pipeline("sub", inner, {}) })).start(
    {},
    { clock: new ManualClock() },
  );
  await turn();
  run.cancel(new Error("enough"));
  await expect(within(run.result(), 2000)).rejects.toThrow("enough");
  expect(statuses(await run.settled())).toEqual({ sub: "cancelled" });
});

test.for(["list", "stream"] as const)(
  "the source of a map that gives a %s sees the signal abort when nobody wants its items any more",
  async (kind) => {
    const reasons: unknown[] = [];
    async function* rows(): AsyncGenerator<number> {
      yield 1;
      const { signal } = context.must();
      await new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          reasons.push(signal.reason);
          reject(new Error("closed"));
        });
      });
    }
    const run = (fail: boolean) =>
      definePipeline("p", {}, (p) => {
        const each = (n: number) => (fail ? turn().then(() => Promise.reject(new Error("item"))) : n);
        const source = p.stage("rows", {}, rows);
        if (kind === "list") return { all: p.map("all", source, {}, each) };
        const stream = p.map("all", source, {}, each, { stream: true });
        return {
          sum: p.stage("sum", { stream }, async (args) => {
            for await (const _ of args.stream);
          }),
        };
      }).start();
    const failing = run(true);
    expect((await within(failing.settled(), 2000)).status).toBe("failed");
    expect(reasons).toMatchObject([{ code: "PIPELINE_ITEM_FAILED" }]);
    const cancelled = run(false);
    for (let turns = 0; turns < 5; turns++) await turn();
    cancelled.cancel("enough");
    expect((await within(cancelled.settled(), 2000)).status).toBe("cancelled");
    expect(reasons.slice(1)).toEqual(["enough"]);
  },
);
