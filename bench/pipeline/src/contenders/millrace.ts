import { definePipeline, type Ref } from "@millrace/pipeline-core";
import { timeoutMs, type Contender } from "../contender.ts";

/** Values travel: each stage takes the value of the first stage before it, and waits for the others. */
export const millrace: Contender = {
  define(levels, noOp) {
    const definition = definePipeline("bench", {}, (builder) => {
      let before: readonly Ref<unknown>[] = [];
      for (const level of levels) {
        const [previous] = before;
        const after = before.slice(1);
        before = level.map((name) => {
          if (previous === undefined) return builder.stage(name, {}, noOp, { timeoutMs });
          if (after.length === 0) return builder.stage(name, { previous }, noOp, { timeoutMs });
          return builder.stage(name, { previous }, noOp, { timeoutMs, after });
        });
      }
      return {};
    });
    return async () => {
      const report = await definition.settled();
      return (name) => {
        const stage = report.stage(name);
        if (stage === undefined) return undefined;
        const { status, attempts, startedAt = NaN, endedAt = NaN } = stage;
        return { name, status, attempts, startedAt, endedAt };
      };
    };
  },
};
