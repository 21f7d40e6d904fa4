import { enums } from "@millrace/protocol/temporal";
import { completeWorkflow, failWorkflow, type Script, steps } from "../../../src/testing/index.ts";
import { toDuration, toPayload, toPayloadMap } from "../../../src/testing/wire-values.ts";
import { type DifferentialCase, ordinary } from "../differential-case.ts";
import type { Stage } from "../stage.ts";

const { WorkflowIdConflictPolicy: Conflict, WorkflowIdReusePolicy: Reuse } = enums;
const untilSignal: Script = ({ find }) => (find("WorkflowExecutionSignaled") ? [completeWorkflow()] : []);

const startAgain = (stage: Stage, name: string, request: object): Promise<void> =>
  stage.outcome(name, stage.start("main", { request }), () => "started");

/** What a start carries, and what becomes of a second start. */
export const starts: readonly DifferentialCase[] = [
  ordinary("start-with-everything", steps([completeWorkflow()]), {
    drive: async (stage) => {
      const request = {
        memo: { fields: toPayloadMap({ note: "memo", number: 1 }) },
        header: { fields: toPayloadMap({ trace: "abc" }) },
        retryPolicy: {},
        userMetadata: { summary: toPayload("summary"), details: toPayload("details") },
        priority: { priorityKey: 2 },
      };
      await stage.start("main", {
        args: [1, "two", null, undefined, new Uint8Array([1, 2])],
        runTimeoutMs: 20_000,
        executionTimeoutMs: 30_000,
        taskTimeoutMs: 5000,
        request,
      });
      await stage.closed();
    },
  }),
  ordinary("start-delayed", steps([completeWorkflow()]), {
    drive: async (stage) => {
      await stage.start("main", { request: { workflowStartDelay: toDuration(1000) ?? {} } });
      await stage.closed();
    },
  }),
  ordinary("start-delayed-and-signalled", untilSignal, {
    drive: async (stage) => {
      await stage.start("main", { request: { workflowStartDelay: toDuration(1500) ?? {} } });
      await stage.signal("early");
      await stage.closed();
    },
  }),
  ordinary("start-twice", untilSignal, {
    drive: async (stage) => {
      await stage.start("main");
      await startAgain(stage, "default", {});
      await startAgain(stage, "fail", { workflowIdConflictPolicy: Conflict.FAIL });
      await stage.seen("WorkflowTaskCompleted");
      await stage.signal("end");
      await stage.closed();
    },
  }),
  ordinary("start-uses-the-existing-run", untilSignal, {
    drive: async (stage) => {
      const first = await stage.start("main");
      const request = stage.startRequest("main", { request: { workflowIdConflictPolicy: Conflict.USE_EXISTING } });
      await stage.outcome(
        "second start",
        stage.service.startWorkflowExecution(request),
        ({ runId, started }) => `${runId === first ? "same" : "new"} run, started ${started}`,
      );
      await stage.seen("WorkflowTaskCompleted");
      await stage.signal("end");
      await stage.closed();
    },
  }),
  ordinary("start-terminates-the-existing-run", untilSignal, {
    drive: async (stage) => {
      await stage.start("main");
      await stage.seen("WorkflowTaskCompleted");
      await startAgain(stage, "second start", { workflowIdConflictPolicy: Conflict.TERMINATE_EXISTING });
      await stage.seen("WorkflowTaskCompleted");
      await stage.signal("end");
      await stage.closed();
    },
  }),
  ordinary("start-with-the-same-request-id", untilSignal, {
    drive: async (stage) => {
      const request = { requestId: "the same" };
      const first = await stage.start("main", { request });
      await stage.outcome("second start", stage.start("main", { request }), (runId) =>
        runId === first ? "same run" : "new run",
      );
      await stage.seen("WorkflowTaskCompleted");
      await stage.signal("end");
      await stage.closed();
    },
  }),
  ordinary("start-again-after-completion", steps([completeWorkflow()]), {
    drive: async (stage) => {
      await stage.start("main");
      await stage.closed();
      await startAgain(stage, "reject", { workflowIdReusePolicy: Reuse.REJECT_DUPLICATE });
      await startAgain(stage, "failed only", { workflowIdReusePolicy: Reuse.ALLOW_DUPLICATE_FAILED_ONLY });
      await startAgain(stage, "allow", { workflowIdReusePolicy: Reuse.ALLOW_DUPLICATE });
      await stage.closed();
    },
  }),
  ordinary("start-again-after-failure", steps([failWorkflow("no")]), {
    drive: async (stage) => {
      await stage.start("main");
      await stage.closed();
      await startAgain(stage, "reject", { workflowIdReusePolicy: Reuse.REJECT_DUPLICATE });
      await startAgain(stage, "failed only", { workflowIdReusePolicy: Reuse.ALLOW_DUPLICATE_FAILED_ONLY });
      await stage.closed();
    },
  }),
  ordinary("start-with-mistakes", steps([completeWorkflow()]), {
    drive: async (stage) => {
      const attempt = (name: string, request: object) => startAgain(stage, name, request);
      await attempt("no id", { workflowId: "" });
      await attempt("no type", { workflowType: { name: "" } });
      await attempt("no task queue", { taskQueue: { name: "" } });
      await attempt("long id", { workflowId: "i".repeat(1001) });
      await attempt("negative timeout", { workflowRunTimeout: { seconds: -1n } });
      await attempt("negative retry interval", { retryPolicy: { initialInterval: { seconds: -1n } } });
      await attempt("backoff coefficient", { retryPolicy: { backoffCoefficient: 0.5 } });
      await attempt("delay and cron", { workflowStartDelay: toDuration(1000), cronSchedule: "* * * * *" });
      await attempt("unknown namespace", { namespace: "nowhere" });
    },
  }),
];
