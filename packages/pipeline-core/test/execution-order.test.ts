import fc from "fast-check";
import { expect, test } from "vitest";
import {
  DependencyInputMapper,
  Input,
  InputBinding,
  Pipeline,
  Parameters,
  Stage,
  context,
  definePipeline,
} from "../src/index.ts";
import { deferred, turn } from "./support/deferred.ts";
import { statuses } from "./support/statuses.ts";

const from = <const Id extends string, const Arg extends string>(stage: Id, asArg: Arg) =>
  Input({
    asArg,
    bind: InputBinding.deferred(context.STAGES, { mapper: DependencyInputMapper({ fromStage: stage }) }),
  });

test("[SEED-21] a chain runs in the order of its dependencies", async () => {
  const seen: string[] = [];
  const pipeline = definePipeline("chain", {}, (p) => {
    const a = p.stage("a", {}, () => (seen.push("a"), 1));
    const b = p.stage("b", { a }, ({ a }) => (seen.push(`b${a}`), a + 1));
    const c = p.stage("c", { b }, ({ b }) => (seen.push(`c${b}`), b + 1));
    return { c };
  });
  expect(await pipeline.run()).toEqual({ c: 3 });
  expect(seen).toEqual(["a", "b1", "c2"]);
});

test("[DEV-07] a stage may be declared before the stages that it needs", async () => {
  const pipeline = Pipeline("backwards", Parameters.define(), {
    stages: {
      last: Stage(({ value }: { value: number }) => value + 1, { inputs: [from("first", "value")] }),
      first: Stage(() => 1),
    },
  });
  expect(await pipeline.run()).toEqual({ last: 2, first: 1 });
});

test("[SEED-22] `after` makes a stage wait for one from which it takes nothing", async () => {
  const gate = deferred();
  const seen: string[] = [];
  const pipeline = definePipeline("after", {}, (p) => {
    const slow = p.stage("slow", {}, async () => {
      await gate.promise;
      seen.push("slow");
    });
    const next = p.stage("next", {}, () => seen.push("next"), { after: [slow] });
    return { next };
  });
  const run = pipeline.start();
  await turn();
  expect(seen).toEqual([]);
  gate.resolve();
  await run.result();
  expect(seen).toEqual(["slow", "next"]);
});

test("[SEED-23] stages that do not depend on each other run at the same time", async () => {
  const [one, two] = [deferred(), deferred()];
  const pipeline = definePipeline("parallel", {}, (p) => ({
    // Each waits for the other to have started: one after the other they would never end.
    a: p.stage("a", {}, async () => (one.resolve(), await two.promise)),
    b: p.stage("b", {}, async () => (two.resolve(), await one.promise)),
  }));
  expect((await pipeline.settled()).status).toBe("succeeded");
});

test("[DEV-12] sync and async functions are both awaited before a dependant starts", async () => {
  const pipeline = definePipeline("mixed", {}, (p) => {
    const sync = p.stage("sync", {}, () => 1);
    const slow = p.stage("async", {}, async () => (await turn(), 2));
    const both = p.stage("both", { sync, slow }, ({ sync, slow }) => [sync, slow]);
    return { both };
  });
  expect(await pipeline.run()).toEqual({ both: [1, 2] });
});

test("[RULE-072] with concurrency 1, ready stages start in declaration order, every time", async () => {
  const order = async (): Promise<string[]> => {
    const seen: string[] = [];
    const note = (id: string) => async () => {
      seen.push(id);
      await turn();
    };
    const pipeline = definePipeline("ordered", {}, (p) => {
      const a = p.stage("a", {}, note("a"));
      p.stage("b", {}, note("b"), { after: [a] });
      p.stage("c", {}, note("c"));
      p.stage("d", {}, note("d"));
      return {};
    });
    await pipeline.run({}, { concurrency: 1 });
    return seen;
  };
  // b is ready when a has ended, and stands before c and d, which were ready from the start.
  expect(await order()).toEqual(["a", "b", "c", "d"]);
  expect(await order()).toEqual(await order());
});

/** A random acyclic graph: stage i may need any of the stages before it. */
const graphs = fc
  .integer({ min: 1, max: 40 })
  .chain((count) =>
    fc.tuple(
      ...Array.from({ length: count }, (_, index) =>
        fc.tuple(
          fc.boolean(),
          index === 0 ? fc.constant([]) : fc.uniqueArray(fc.integer({ min: 0, max: index - 1 }), { maxLength: 4 }),
        ),
      ),
    ),
  );

test("[RULE-076] in any graph no stage starts before all stages that it waits for have ended", async () => {
  await fc.assert(
    fc.asyncProperty(graphs, fc.constantFrom(1, 2, 3, Number.POSITIVE_INFINITY), async (stages, concurrency) => {
      const ended = new Set<number>();
      const violations: string[] = [];
      const pipeline = definePipeline("random", {}, (p) => {
        const refs: ReturnType<typeof p.stage>[] = [];
        for (const [index, [sync, needs]] of stages.entries()) {
          const check = (): number => {
            for (const need of needs) if (!ended.has(need)) violations.push(`${index} before ${need}`);
            ended.add(index);
            return index;
          };
          const inputs = Object.fromEntries(needs.slice(0, 2).map((need) => [`in${need}`, refs[need]]));
          const after = needs.slice(2).map((need) => refs[need] as (typeof refs)[number]);
          refs.push(
            p.stage(
              `s${index}`,
              inputs,
              (): number | Promise<number> => (sync ? check() : Promise.resolve().then(check)),
              { after },
            ),
          );
        }
        return {};
      });
      const report = await pipeline.settled({}, { concurrency });
      expect(violations).toEqual([]);
      expect(ended.size).toBe(stages.length);
      expect(new Set(Object.values(statuses(report)))).toEqual(new Set(["succeeded"]));
    }),
    { numRuns: 60 },
  );
});

test("a long chain of stages that return at once needs no stack and lets timers run", async () => {
  let timerRan = false;
  const pipeline = definePipeline("long", {}, (p) => {
    let last = p.stage("s0", {}, () => 0);
    for (let index = 1; index < 20_000; index++)
      last = p.stage(`s${index}`, { last }, ({ last }) => (index % 100 === 0 ? spin(last + 1) : last + 1));
    return { last };
  });
  setTimeout(() => (timerRan = true), 0);
  expect(await pipeline.run()).toEqual({ last: 19_999 });
  expect(timerRan).toBe(true);
});

/** Busy for a fifth of a millisecond. */
function spin<T>(value: T): T {
  const until = performance.now() + 0.2;
  while (performance.now() < until);
  return value;
}
