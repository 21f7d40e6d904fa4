import { systemClock, type Clock } from "@millrace/protocol";
import { expect, test } from "vitest";
import { definePipeline, Parameters, Pipeline, Stage, type PipelineListener, type Ref } from "../src/index.ts";

/** Busy for a fifth of a millisecond. */
function spin(): void {
  const until = performance.now() + 0.2;
  while (performance.now() < until);
}

test("a long chain of stages whose promises settle at once lets timers run", async () => {
  let timerRan = false;
  const pipeline = definePipeline("long", {}, (p) => {
    let last: Ref<number> = p.stage("s0", {}, () => 0);
    for (let index = 1; index < 2000; index++)
      last = p.stage(`s${index}`, { last }, async ({ last }) => (index % 10 === 0 && spin(), last + 1));
    return { last };
  });
  setTimeout(() => (timerRan = true), 0);
  const result = await pipeline.run();
  // The promise of the run settles in a microtask: a timer that has run by now ran in between.
  expect(timerRan).toBe(true);
  expect(result).toEqual({ last: 1999 });
});

test("stages of a wide fan-out end while others have not started yet, so that few are held at once", async () => {
  let [running, most] = [0, 0];
  const wide = Array.from({ length: 2000 }, (_, index) => `w${index}`);
  const pipeline = definePipeline("wide", {}, (p) => {
    const after = wide.map((id) =>
      p.stage(id, {}, async () => {
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
      }),
    );
    return { end: p.stage("end", {}, () => running, { after }) };
  });
  expect(await pipeline.run()).toEqual({ end: 0 });
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThan(wide.length / 2);
});

test("all stages of a fan-out run at the same time while they wait for something", async () => {
  let running = 0;
  const gate = Promise.withResolvers<void>();
  const wide = Array.from({ length: 1000 }, (_, index) => `w${index}`);
  const pipeline = definePipeline("wide", {}, (p) => {
    for (const id of wide) {
      p.stage(id, {}, async () => {
        if (++running === wide.length) gate.resolve();
        await gate.promise;
      });
    }
    return {};
  });
  await pipeline.run();
  expect(running).toBe(wide.length);
});

test("times are read anew whenever a stage or a listener may have taken some", async () => {
  let time = 0;
  const clock: Clock = { ...systemClock, now: () => time, monotonic: () => time };
  const take = (ms: number) => () => void (time += ms);
  const pipeline = definePipeline("times", {}, (p) => {
    const first = p.stage("first", {}, async () => take(10)());
    const second = p.stage("second", { first }, take(20));
    p.stage("third", { first }, async () => take(30)());
    p.stage("fourth", { second }, take(40));
    return {};
  });
  const timesOf = async (onEvent: PipelineListener): Promise<unknown> => {
    time = 0;
    const { stages } = await pipeline.settled({}, { clock, onEvent });
    return stages.map(({ startedAt, endedAt }) => [startedAt, endedAt]);
  };
  expect(await timesOf(() => undefined)).toEqual([
    [0, 10],
    [10, 30],
    [30, 100],
    [60, 100],
  ]);
  // Every event takes a millisecond; a stage's first comes after its start is noted, its second after its end.
  expect(await timesOf(() => void time++)).toEqual([
    [1, 12],
    [13, 34],
    [35, 108],
    [66, 107],
  ]);
});

test("what a definition and a report show of their graph is frozen, in both faces", async () => {
  const one = definePipeline("one", {}, (p) => {
    const first = p.stage("first", {}, () => 1, { timeoutMs: 1000 });
    return { second: p.stage("second", { first }, ({ first }) => first, { logged: ["first"] }) };
  });
  const two = Pipeline("two", Parameters.define(), { stages: { only: Stage(() => 1, { timeoutMs: 1000 }) } });
  for (const definition of [one, two]) {
    const report = await definition.settled();
    expect(report.graph).toBe(definition.graph);
    const { nodes } = definition.graph;
    const parts = nodes.flatMap((node) => [
      node,
      node.operation,
      node.options,
      node.after,
      node.gates,
      node.inputs,
      ...node.inputs,
      ...node.inputs.map((input) => input.source),
    ]);
    for (const part of [definition, definition.graph, nodes, ...parts]) expect(Object.isFrozen(part)).toBe(true);
  }
});

test("a definition does not follow its caller's objects when they change later", async () => {
  const options = { timeoutMs: 1000, logged: ["value"] };
  const after: Ref<unknown>[] = [];
  const pipeline = definePipeline("kept", {}, (p) => {
    const value = p.stage("value", {}, () => 1);
    p.stage("late", {}, () => 2);
    return { end: p.stage("end", { value }, ({ value }) => value, Object.assign(options, { after })) };
  });
  options.timeoutMs = 1;
  options.logged.push("nothing");
  after.push({ describe: "not a reference", out: {} });
  const { options: kept, inputs, after: order } = pipeline.graph.nodes[2]!;
  expect(kept).toEqual({ timeoutMs: 1000 });
  expect(inputs).toMatchObject([{ arg: "value", logged: true }]);
  expect(order).toEqual([]);
  expect(await pipeline.run()).toEqual({ end: 1 });
});
