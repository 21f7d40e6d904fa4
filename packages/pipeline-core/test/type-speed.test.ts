import { expect, test } from "vitest";
import { compile, type Compilation } from "./support/compile.ts";
import { shapes, styles } from "./support/generate-pipelines.ts";

/**
 * What the checker may spend, in type instantiations: they are the same on every machine, while seconds are only
 * printed. The limits hold 500 stages to about 1 s in the class style, and half of that in the style of references; the
 * promise is 5 s and 2 s.
 */
const budgets = [
  ["class", "chain", 500, 450_000],
  ["class", "fan-out", 500, 450_000],
  ["class", "tree", 500, 450_000],
  ["class", "chain", 1000, 800_000],
  ["reference", "chain", 500, 150_000],
  ["reference", "fan-out", 500, 150_000],
  ["reference", "tree", 500, 150_000],
] as const;

const check = (style: keyof typeof styles, shape: keyof typeof shapes, count: number): Promise<Compilation> =>
  compile("7", { "pipeline.ts": styles[style](shapes[shape], count) });

test.each(budgets)(
  "checking %s style, %s of %i stages takes at most %i instantiations",
  async (style, shape, count, budget) => {
    const { diagnostics, instantiations, checkSeconds } = await check(style, shape, count);
    process.stdout.write(`types: ${style} ${shape} ${count}: ${instantiations} instantiations, ${checkSeconds} s\n`);
    expect(diagnostics).toEqual({});
    expect(instantiations).toBeLessThan(budget);
  },
  120_000,
);

test("the work grows with the stages, not with their square", async () => {
  const [empty, some, twice] = await Promise.all([1, 200, 400].map((count) => check("class", "chain", count)));
  const cost = (compilation: Compilation | undefined): number =>
    (compilation?.instantiations ?? 0) - (empty?.instantiations ?? 0);
  expect(cost(twice) / cost(some)).toBeLessThan(2.5);
}, 120_000);

test("a cycle of 300 stages is found", async () => {
  const chain = styles.class(shapes.chain, 300);
  const closed = chain.replace('s0: Stage(() => "a")', 's0: Stage(() => "a", { after: ["s299"] })');
  const { diagnostics } = await compile("7", { "pipeline.ts": closed });
  expect(diagnostics["pipeline.ts"]).toContain("dependency cycle: stage 's0' waits for stage 's299'");
}, 120_000);
