/** Position of a stage → positions of those that it takes values from. */
export type Shape = (index: number, count: number) => readonly number[];

export const shapes: Readonly<Record<"chain" | "fan-out" | "tree", Shape>> = {
  chain: (index) => (index === 0 ? [] : [index - 1]),
  /** One feeds all, and all feed the last. */
  "fan-out": (index, count) => {
    if (index === 0) return [];
    return index === count - 1 ? Array.from({ length: count - 2 }, (_, at) => at + 1) : [0];
  },
  /** Each feeds eight. */
  tree: (index) => (index === 0 ? [] : [Math.floor((index - 1) / 8)]),
};

/** Every stage has a function of its own, as in a program that somebody wrote. */
export const styles: Readonly<Record<"class" | "reference", (shape: Shape, count: number) => string>> = {
  class: (shape, count) => {
    const stage = (index: number): string => {
      const from = shape(index, count);
      const args = from.map((at) => `x${at}: string`).join("; ");
      const inputs = from.map(
        (at) =>
          `Input({ asArg: "x${at}", bind: InputBinding.contextual(context.STAGES, ` +
          `{ mapper: DependencyInputMapper({ fromStage: "s${at}" }) }) })`,
      );
      if (from.length === 0) return `s${index}: Stage(() => "a")`;
      return `s${index}: Stage((a: { ${args} }) => a.x${from[0]}, { inputs: [${inputs.join(", ")}] })`;
    };
    return `import { context, DependencyInputMapper, Input, InputBinding, Parameters, Pipeline, Stage } from "@millrace/pipeline-core";
const pipeline = Pipeline("big", Parameters.define({}), { stages: {
${stages(count, stage, ",\n")}
} });
export const last: Promise<{ readonly s${count - 1}: string }> = pipeline.run();
`;
  },
  reference: (shape, count) => {
    const stage = (index: number): string => {
      const from = shape(index, count);
      const inputs = from.map((at) => `x${at}: s${at}`).join(", ");
      const fn = from.length === 0 ? '() => "a"' : `(a) => a.x${from[0]}`;
      return `const s${index} = p.stage("s${index}", { ${inputs} }, ${fn});`;
    };
    return `import { definePipeline } from "@millrace/pipeline-core";
const pipeline = definePipeline("big", {}, (p) => {
${stages(count, stage, "\n")}
return { last: s${count - 1} };
});
export const last: Promise<{ readonly last: string }> = pipeline.run();
`;
  },
};

const stages = (count: number, stage: (index: number) => string, separator: string): string =>
  Array.from({ length: count }, (_, index) => stage(index)).join(separator);
