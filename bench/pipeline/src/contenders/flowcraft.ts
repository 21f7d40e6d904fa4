import { timeoutMs, type Contender } from "../contender.ts";
import { StageRecords } from "../stage-record.ts";

interface Flow {
  node(id: string, run: () => Promise<{ output: unknown }>, options: object): Flow;
  edge(from: string, to: string): Flow;
  run(runtime: unknown, state: object, options: object): Promise<unknown>;
}

interface FlowEvent {
  readonly type: string;
  readonly payload: { readonly nodeId: string };
}

interface FlowcraftModule {
  readonly createFlow: (id: string) => Flow;
  readonly FlowRuntime: new (options: object) => unknown;
}

/**
 * Its in-memory runtime. Times and status come from its events. The timeout is declared as its documentation says; this
 * version's in-memory runtime does not read it, so a stage of flowcraft does less than the others'.
 */
export const flowcraft = ({ createFlow, FlowRuntime }: FlowcraftModule): Contender => ({
  define(levels, noOp) {
    const records = new StageRecords();
    const run = async (): Promise<{ output: unknown }> => ({ output: await noOp() });
    const flow = createFlow("bench");
    let before: readonly string[] = [];
    for (const level of levels) {
      for (const name of level) {
        records.add(name);
        flow.node(name, run, { config: { timeout: timeoutMs } });
        for (const earlier of before) flow.edge(earlier, name);
      }
      before = level;
    }
    const emit = async ({ type, payload }: FlowEvent): Promise<void> => {
      if (type === "node:start") records.get(payload.nodeId)?.start();
      else if (type === "node:finish") records.get(payload.nodeId)?.end("succeeded");
      else if (type === "node:error") records.get(payload.nodeId)?.end("failed");
    };
    const runtime = new FlowRuntime({ eventBus: { emit } });
    return async () => {
      await flow.run(runtime, {}, { concurrency: Number.POSITIVE_INFINITY });
      return records.get;
    };
  },
});
