import { completeWorkflow, steps, type ScriptTurn } from "../../../src/testing/index.ts";
import { toPayloads } from "../../../src/testing/wire-values.ts";
import { type DifferentialCase, ordinary } from "../differential-case.ts";

const completeOn =
  (count: number) =>
  ({ events }: ScriptTurn) => {
    const signals = events.filter(({ type }) => type === "WorkflowExecutionSignaled");
    return signals.length < count ? [] : [completeWorkflow(...signals.map(({ attributes }) => attributes["input"]))];
  };

const signalWithStart = async (stage: Parameters<NonNullable<DifferentialCase["drive"]>>[0], name: string) => {
  const { started, runId } = await stage.service.signalWithStartWorkflowExecution({
    ...(stage.startRequest("main", { args: [name] }) as object),
    signalName: name,
    signalInput: toPayloads([name]) ?? {},
  });
  stage.note("main", runId);
  return `started ${started}`;
};

export const signals: readonly DifferentialCase[] = [
  ordinary("signals-one-by-one", completeOn(2), {
    drive: async (stage) => {
      await stage.start("main");
      await stage.seen("WorkflowTaskCompleted");
      await stage.signal("a", [1, "x"]);
      await stage.seen("WorkflowTaskCompleted", { count: 2 });
      await stage.signal("b");
      await stage.closed();
    },
  }),
  ordinary("signals-before-the-first-task", completeOn(2), {
    late: true,
    drive: async (stage) => {
      await stage.start("main");
      await stage.signal("a", [1]);
      await stage.signal("b", [2]);
      stage.gate("polls").open();
      await stage.closed();
    },
  }),
  {
    name: "signal-buffered-in-a-task",
    workflows: (stage) => ({
      main: async (turn) => {
        if (turn.number === 1) await stage.gate("signalled").pass();
        return completeOn(2)(turn);
      },
    }),
    drive: async (stage) => {
      await stage.start("main");
      await stage.seen("WorkflowTaskStarted");
      await stage.signal("a", [1]);
      await stage.signal("b", [2]);
      stage.gate("signalled").open();
      await stage.closed();
    },
  },
  {
    name: "unhandled-command",
    workflows: (stage) => ({
      main: async ({ find }) => {
        if (find("WorkflowExecutionSignaled")) return [completeWorkflow("saw it")];
        await stage.gate("signalled").pass();
        return [completeWorkflow("did not see it")];
      },
    }),
    drive: async (stage) => {
      await stage.start("main");
      await stage.seen("WorkflowTaskStarted");
      await stage.signal("a", [1]);
      stage.gate("signalled").open();
      await stage.closed();
    },
  },
  ordinary("signal-with-start", completeOn(2), {
    late: true,
    drive: async (stage) => {
      await stage.outcome("first", signalWithStart(stage, "first"), String);
      await stage.outcome("second", signalWithStart(stage, "second"), String);
      stage.gate("polls").open();
      await stage.closed();
    },
  }),
  ordinary("signal-counts-once", completeOn(2), {
    drive: async (stage) => {
      await stage.start("main");
      await stage.seen("WorkflowTaskCompleted");
      const request = {
        namespace: stage.namespace,
        workflowExecution: { workflowId: stage.id() },
        signalName: "a",
        requestId: "the same",
      };
      await stage.service.signalWorkflowExecution(request);
      await stage.service.signalWorkflowExecution(request);
      await stage.seen("WorkflowTaskCompleted", { count: 2 });
      await stage.signal("b");
      await stage.closed();
    },
  }),
  ordinary("signal-to-nobody", steps([completeWorkflow()]), {
    drive: async (stage) => {
      await stage.outcome("signal", stage.signal("a", [], "nobody"), () => "accepted");
      await stage.start("main");
      await stage.closed();
    },
  }),
];
