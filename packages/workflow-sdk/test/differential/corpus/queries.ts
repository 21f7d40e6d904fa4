import { completeWorkflow, type ScriptedWorkflow } from "../../../src/testing/index.ts";
import { fromPayload, toPayloads } from "../../../src/testing/wire-values.ts";
import { type DifferentialCase, ordinary } from "../differential-case.ts";
import type { Stage } from "../stage.ts";

const ask = (stage: Stage, name: string, queryType: string, args: readonly unknown[] = []): Promise<void> => {
  const request = {
    namespace: stage.namespace,
    execution: { workflowId: stage.id() },
    query: { queryType, queryArgs: toPayloads(args) ?? {} },
  };
  return stage.outcome(name, stage.service.queryWorkflow(request, { timeoutMs: 20_000 }), ({ queryResult }) =>
    JSON.stringify(queryResult?.payloads.map(fromPayload)),
  );
};

const asked: ScriptedWorkflow = {
  run: ({ find }) => (find("WorkflowExecutionSignaled") ? [completeWorkflow()] : []),
  queries: {
    count: ({ events }, step) => [events.filter(({ type }) => type === "WorkflowExecutionSignaled").length, step],
    broken: () => {
      throw new RangeError("out of range");
    },
  },
};

const drive = async (stage: Stage): Promise<void> => {
  await stage.start("main");
  await stage.seen("WorkflowTaskCompleted");
  await ask(stage, "open", "count", ["x"]);
  await ask(stage, "broken", "broken");
  await ask(stage, "unknown", "unknown");
  await stage.signal("end");
  await stage.closed();
  await ask(stage, "closed", "count");
};

export const queries: readonly DifferentialCase[] = [
  ordinary("queries", asked, { drive }),
  ordinary("queries-of-a-sticky-worker", asked, { sticky: true, drive }),
  {
    name: "query-comes-with-a-task",
    workflows: (stage) => ({
      main: {
        ...asked,
        run: async (turn) => {
          if (turn.number === 1) await stage.gate("asked").pass();
          return asked.run(turn);
        },
      },
    }),
    drive: async (stage) => {
      await stage.start("main");
      await stage.seen("WorkflowTaskStarted");
      const asking = ask(stage, "buffered", "count");
      await stage.signal("end");
      stage.gate("asked").open();
      await asking;
      await stage.closed();
    },
  },
  ordinary("query-before-the-first-task-completes", asked, {
    late: true,
    drive: async (stage) => {
      await stage.start("main");
      await stage.terminate();
      await ask(stage, "never ready", "count");
      stage.gate("polls").open();
    },
  }),
  ordinary("query-of-nobody", asked, {
    drive: async (stage) => {
      await ask(stage, "nobody", "count");
    },
  }),
];
