import type { Contender } from "../contender.ts";
import { StageRecords } from "../stage-record.ts";

interface PGraphModule {
  readonly PGraph: new (
    nodes: ReadonlyMap<string, { readonly run: () => Promise<unknown> }>,
    dependencies: readonly (readonly [before: string, after: string])[],
  ) => { run(): Promise<void> };
}

/** Runs a graph of functions; timeout and record are ours. */
export const pGraph = ({ PGraph }: PGraphModule): Contender => ({
  define(levels, noOp) {
    const records = new StageRecords();
    const nodes = new Map<string, { readonly run: () => Promise<unknown> }>();
    const dependencies: [before: string, after: string][] = [];
    let before: readonly string[] = [];
    for (const level of levels) {
      for (const name of level) {
        const record = records.add(name);
        nodes.set(name, { run: () => record.run(noOp) });
        for (const earlier of before) dependencies.push([earlier, name]);
      }
      before = level;
    }
    const graph = new PGraph(nodes, dependencies);
    return async () => {
      await graph.run();
      return records.get;
    };
  },
});
