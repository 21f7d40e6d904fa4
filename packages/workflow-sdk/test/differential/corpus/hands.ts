import { ConnectError } from "@connectrpc/connect";
import { enums } from "@millrace/protocol/temporal";
import { completeWorkflow, scheduleActivity, startTimer, upsertSearchAttributes } from "../../../src/testing/index.ts";
import { toDuration, toPayloadMap, toPayloads } from "../../../src/testing/wire-values.ts";
import { type DifferentialCase, ordinary } from "../differential-case.ts";
import { Hands } from "../hands.ts";
import type { Stage } from "../stage.ts";

/** Nothing polls but the case itself. */
const byHand = (name: string, play: (hands: Hands, stage: Stage) => Promise<void>): DifferentialCase =>
  ordinary(name, () => [], { late: true, drive: (stage) => play(new Hands(stage), stage) });

const waiting = () => scheduleActivity({ id: "a", type: "work", taskQueue: "nobody", startToCloseMs: 20_000 });
const payloads = (...values: readonly unknown[]) => toPayloads(values) ?? {};

/** Single calls that scripted workers do not make. */
export const hands: readonly DifferentialCase[] = [
  byHand("sticky-queue-that-nobody-polls", async (hand, stage) => {
    await stage.start("main");
    const workerTaskQueue = { name: `${stage.taskQueue} gone`, kind: enums.TaskQueueKind.STICKY };
    const stickyAttributes = { workerTaskQueue, scheduleToStartTimeout: toDuration(1000) ?? {} };
    await hand.answer("first", await hand.task(), [startTimer({ id: "t", afterMs: 100 })], { stickyAttributes });
    await hand.answer("second", await hand.task(), [completeWorkflow()]);
  }),
  byHand("new-task-in-the-answer", async (hand, stage) => {
    await stage.start("main");
    const both = { returnNewWorkflowTask: true, forceCreateNewWorkflowTask: true };
    const answer = await hand.answer("first", await hand.task(), [], both);
    if (answer?.workflowTask !== undefined) await hand.answer("second", answer.workflowTask, [completeWorkflow()]);
  }),
  byHand("task-answered-twice", async (hand, stage) => {
    await stage.start("main");
    const task = await hand.task();
    await hand.answer("first", task, []);
    await hand.answer("second", task, [completeWorkflow()]);
    await hand.answer("garbage", { taskToken: new Uint8Array([1, 2, 3]) }, []);
    await hand.answer("nothing", { taskToken: new Uint8Array() }, []);
    await stage.terminate();
  }),
  byHand("command-after-the-last", async (hand, stage) => {
    await stage.start("main");
    const task = await hand.task();
    await hand.answer("first", task, [completeWorkflow(), startTimer({ id: "t", afterMs: 100 })]);
    await stage.terminate();
  }),
  byHand("started-with-its-first-task", async (hand, stage) => {
    const request = stage.startRequest("main", { request: { requestEagerExecution: true } });
    const { runId, eagerWorkflowTask } = await stage.service.startWorkflowExecution(request);
    stage.note("main", runId);
    stage.outcomes["eager"] = eagerWorkflowTask !== undefined;
    await hand.answer("first", eagerWorkflowTask ?? (await hand.task()), [completeWorkflow()]);
  }),
  byHand("activity-completed-by-ids-before-it-starts", async (hand, stage) => {
    await stage.start("main");
    await hand.answer("first", await hand.task(), [waiting()]);
    const ids = { namespace: stage.namespace, workflowId: stage.id(), activityId: "a", identity: "stage" };
    const { service } = stage;
    const accepted = () => "accepted";
    await stage.outcome("heartbeat", service.recordActivityTaskHeartbeatById(ids), accepted);
    await stage.outcome(
      "failure",
      service.respondActivityTaskFailedById({ ...ids, failure: { message: "no" } }),
      accepted,
    );
    await stage.outcome("cancellation", service.respondActivityTaskCanceledById(ids), accepted);
    await stage.outcome("other id", service.respondActivityTaskCompletedById({ ...ids, activityId: "b" }), accepted);
    await stage.outcome(
      "completion",
      service.respondActivityTaskCompletedById({ ...ids, result: payloads("by ids") }),
      accepted,
    );
    await stage.outcome("again", service.respondActivityTaskCompletedById(ids), accepted);
    await hand.answer("second", await hand.task(), [completeWorkflow()]);
  }),
  byHand("unknown-search-attributes", async (hand, stage) => {
    const searchAttributes = { indexedFields: toPayloadMap({ Nobody: "x" }) };
    await stage.outcome("start", stage.start("main", { request: { searchAttributes } }), () => "started");
    await stage.start("main");
    await hand.answer("upsert", await hand.task(), [upsertSearchAttributes({ Nobody: "x" })]);
    await stage.terminate();
  }),
  byHand("calls-to-nobody", async (_, stage) => {
    const { service, namespace } = stage;
    const execution = { workflowId: stage.id("nobody") };
    const taskToken = new Uint8Array([1, 2, 3]);
    const accepted = () => "accepted";
    await stage.outcome("describe", service.describeWorkflowExecution({ namespace, execution }), accepted);
    await stage.outcome("history", service.getWorkflowExecutionHistory({ namespace, execution }), accepted);
    await stage.outcome("cancel", stage.cancel("nobody"), accepted);
    await stage.outcome("terminate", stage.terminate("nobody"), accepted);
    await stage.outcome("completion", service.respondActivityTaskCompleted({ namespace, taskToken }), accepted);
    await stage.outcome("heartbeat", service.recordActivityTaskHeartbeat({ namespace, taskToken }), accepted);
    await stage.outcome("query answer", service.respondQueryTaskCompleted({ namespace, taskToken }), accepted);
    // Ours tells the place of the mistake, too.
    const list = (query: string) =>
      service.listWorkflowExecutions({ namespace, query }).catch((error: unknown) => {
        throw new ConnectError("a list", ConnectError.from(error).code);
      });
    await stage.outcome("query that does not parse", list("WorkflowType = "), accepted);
    await stage.outcome("query of an unknown attribute", list("Nobody = 'x'"), accepted);
    await stage.outcome("query of a wrong type", list("StartTime = 'yesterday'"), accepted);
  }),
];
