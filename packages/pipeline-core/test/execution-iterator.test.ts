import { describe, expect, test } from "vitest";
import {
  definePipeline,
  dependency,
  optional,
  Parameters,
  Pipeline,
  settled,
  Stage,
  type PipelineBuilder,
  type Ref,
} from "../src/index.ts";

function* numbers(): Generator<number> {
  yield 1;
  yield 2;
  yield 3;
}

async function* later(): AsyncGenerator<number> {
  yield* numbers();
}

/** Its own iterator, without a generator, and frozen. */
const own = (): IterableIterator<number> => {
  let n = 0;
  const iterator = {
    next: () => (n < 3 ? { done: false, value: ++n } : { done: true, value: undefined }) as IteratorResult<number>,
    [Symbol.iterator]: () => iterator,
  };
  return Object.freeze(iterator);
};

const sumOf = <V extends object>(p: PipelineBuilder<V>, rows: Ref<Iterable<number> | AsyncIterable<number>>) =>
  p.reduce("sum", rows, 0, (sum, n) => sum + n);
const fail = (): never => {
  throw new Error("busy");
};
const kinds = [
  ["a generator", numbers],
  ["an async generator", later],
  ["an iterator of the user's own", own],
] as const;
const settle = (build: (p: PipelineBuilder) => object) => definePipeline("p", {}, build as never).settled();
const reused = (message: RegExp) =>
  expect.objectContaining({ code: "PIPELINE_ITERATOR_REUSED", message: expect.stringMatching(message) as string });

describe.each(kinds)("[RULE-117] what a stage returns is %s", (_kind, make) => {
  const source = (p: PipelineBuilder) => p.stage("rows", {}, make as () => Iterable<number>);

  test("one consumer reads it", async () => {
    const report = await settle((p) => ({ sum: sumOf(p, source(p)) }));
    expect(report.outputs).toEqual({ sum: 6 });
  });

  test("a map reads it", async () => {
    const report = await settle((p) => ({ doubled: p.map("doubled", source(p), {}, (n) => n * 2) }));
    expect(report.outputs).toEqual({ doubled: [2, 4, 6] });
  });

  test("a second consumer is refused, and told who was first", async () => {
    const report = await settle((p) => {
      const rows = source(p);
      return { sum: sumOf(p, rows), count: p.reduce("count", rows, 0, (n) => n + 1) };
    });
    expect(report.status).toBe("failed");
    expect(report.stage("sum")?.value).toBe(6);
    expect(report.failures).toEqual([
      {
        stage: "count",
        attempt: 1,
        error: reused(
          /stage 'count' on attempt 1 reads the iterator of stage 'rows', which stage 'sum' on attempt 1 has read before; return an array, or an object whose \[Symbol\.iterator\] begins anew each time/,
        ),
      },
    ]);
  });

  test("a second attempt is refused, and no third one made", async () => {
    const report = await settle((p) => {
      return {
        sum: p.reduce("sum", source(p), 0, (sum, n) => (n === 2 ? fail() : sum + n), {
          retry: { maxAttempts: 5, initialMs: 0 },
        }),
      };
    });
    expect(report.failures).toEqual([
      { stage: "sum", attempt: 2, error: reused(/'sum' on attempt 2 .+'rows', which stage 'sum' on attempt 1/) },
    ]);
  });

  test("an output beside a consumer is refused", async () => {
    const report = await settle((p) => {
      const rows = source(p);
      return { rows, sum: sumOf(p, rows) };
    });
    expect(report.status).toBe("failed");
    expect(report.error).toMatchObject({
      code: "PIPELINE_OUTPUT_UNREADABLE",
      cause: reused(/the caller of the run reads the iterator of stage 'rows', which stage 'sum'/),
    });
  });

  test("an output that no stage reads is for the caller, however often the outputs are asked for", async () => {
    const report = await settle((p) => ({ rows: source(p) }));
    const read = async (): Promise<number[]> => {
      const all: number[] = [];
      for await (const n of (report.outputs as { rows: AsyncIterable<number> }).rows) all.push(n);
      return all;
    };
    expect(await read()).toEqual([1, 2, 3]);
    expect(await read()).toEqual([]);
  });
});

test("[RULE-117] a stage that is handed an iterator and does not read it leaves it to another", async () => {
  const report = await settle((p) => {
    const rows = p.stage("rows", {}, numbers);
    const kind = p.stage("kind", { rows }, ({ rows }) => `${typeof rows} ${rows instanceof Object}`);
    return { kind, sum: sumOf(p, rows) };
  });
  expect(report.outputs).toEqual({ kind: "object true", sum: 6 });
});

test("[RULE-117] it is read as slowly as its consumer wants, and closed when that stops", async () => {
  const log: string[] = [];
  function* logged(): Generator<number> {
    try {
      for (const n of numbers()) {
        log.push(`gives ${n}`);
        yield n;
      }
    } finally {
      log.push("closed");
    }
  }
  await settle((p) => {
    const rows = p.stage("rows", {}, logged);
    return {
      first: p.stage("first", { rows }, ({ rows }) => {
        for (const n of rows) {
          log.push(`takes ${n}`);
          if (n === 2) break;
        }
      }),
    };
  });
  expect(log).toEqual(["gives 1", "takes 1", "gives 2", "takes 2", "closed"]);
});

test("[RULE-117] a stage may begin to read, and hand the rest on", async () => {
  const report = await settle((p) => {
    const rows = p.stage("rows", {}, numbers);
    const rest = p.stage("rest", { rows }, ({ rows }) => {
      rows.next();
      return rows;
    });
    return { sum: sumOf(p, rest) };
  });
  expect(report.outputs).toEqual({ sum: 5 });
});

test("[RULE-117] members of the user's own class work", async () => {
  class Rows {
    readonly #numbers = numbers();
    readonly name = "mine";
    next(): IteratorResult<number> {
      return this.#numbers.next();
    }
    [Symbol.iterator](): this {
      return this;
    }
    skip(): this {
      this.next();
      return this;
    }
  }
  const report = await settle((p) => {
    const rows = p.stage("rows", {}, () => new Rows());
    return {
      list: p.stage("list", { rows }, ({ rows }) => [rows.name, rows instanceof Rows, ...rows.skip()]),
    };
  });
  expect(report.outputs).toEqual({ list: ["mine", true, 2, 3] });
});

describe("[RULE-117] wherever the iterator comes from", () => {
  const twice = (p: PipelineBuilder, rows: unknown, also: unknown = rows) => {
    const sum = sumOf(p, rows as never);
    return { sum, count: p.stage("count", { also, sum }, ({ also }) => [...(also as number[])].length) };
  };

  test.each<[string, (p: PipelineBuilder) => object]>([
    ["a property of a stage's value", (p) => twice(p, p.stage("rows", {}, () => ({ list: numbers() })).out.list)],
    ["an optional input", (p) => twice(p, optional(p.stage("rows", {}, numbers), []))],
    [
      "a branch",
      (p) => {
        const rows = p.stage("rows", {}, numbers);
        return twice(
          p,
          p.when(
            "either",
            p.stage("yes", {}, () => true),
            () => rows,
          ),
          rows,
        );
      },
    ],
    [
      "a sub-pipeline",
      (p) => {
        const inner = definePipeline("inner", {}, (q) => ({ rows: q.stage("rows", {}, numbers) }));
        return twice(p, p.pipeline("inner", inner, {}).out.rows);
      },
    ],
  ])("%s", async (_what, build) => {
    const { failures } = await settle(build);
    expect(failures).toEqual([{ stage: "count", attempt: 1, error: reused(/stage 'count'.+stage '(sum|either)'/) }]);
  });

  test("a settled stage", async () => {
    const { failures } = await settle((p) => {
      const rows = p.stage("rows", {}, numbers);
      const sum = sumOf(p, rows);
      const list = p.stage("list", { rows: settled(rows), sum }, ({ rows }) => (rows.ok ? [...rows.value] : []));
      return { list };
    });
    expect(failures).toEqual([{ stage: "list", attempt: 1, error: reused(/stage 'list'.+'rows'.+stage 'sum'/) }]);
  });

  test("a parameter, in a second run too", async () => {
    const parameters = Parameters.define<{ rows: Iterable<number> }>(["rows"]);
    const pipeline = definePipeline("p", { parameters }, (p) => ({ sum: sumOf(p, p.parameters.rows) }));
    const rows = numbers();
    expect(await pipeline.run({ rows })).toEqual({ sum: 6 });
    const { failures } = await pipeline.settled({ rows });
    expect(failures).toEqual([{ stage: "sum", attempt: 1, error: reused(/iterator of parameter 'rows', which/) }]);
  });

  test("an input of a map, which all of its items would read", async () => {
    const { failures } = await settle((p) => {
      const rows = p.stage("rows", {}, numbers);
      return { each: p.map("each", [1, 2], { rows }, (n, { rows }) => [...rows].length * n) };
    });
    expect(failures).toEqual([
      { stage: "each", attempt: 1, error: reused(/input 'rows' of map 'each' is an iterator/) },
    ]);
  });

  test("pipelines by names, whose outputs are all stages: the caller who reads what is used up is told", async () => {
    const pipeline = Pipeline("p", Parameters.define(), {
      stages: {
        rows: Stage(numbers),
        list: Stage(({ rows }: { rows: Iterable<number> }) => [...rows], {
          inputs: [dependency("rows", { asArg: "rows" })],
        }),
      },
    });
    const { rows, list } = await pipeline.run();
    expect(list).toEqual([1, 2, 3]);
    expect(() => [...rows]).toThrow(
      reused(/the caller of the run reads the iterator of stage 'rows', which stage 'list'/),
    );
  });
});

test("[RULE-117] what can be gone over again has as many consumers and attempts as you like", async () => {
  const iterable = { [Symbol.iterator]: numbers };
  const report = await settle((p) => {
    const rows = p.stage("rows", {}, () => iterable);
    const sum = sumOf(p, rows);
    const count = p.stage(
      "count",
      { rows },
      ({ rows }, { attempt }) => {
        const { length } = [...rows];
        if (attempt === 1) throw new Error("busy");
        return length;
      },
      { retry: { maxAttempts: 2, initialMs: 0 } },
    );
    return { rows, sum, count };
  });
  expect(report.outputs).toEqual({ rows: iterable, sum: 6, count: 3 });
  expect((report.outputs as { rows: unknown }).rows).toBe(iterable);
});
