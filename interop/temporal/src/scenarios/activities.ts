import assert from "node:assert/strict";
import { silentLogger } from "@millrace/protocol";
import {
  activity,
  type Activities,
  type ActivityInterceptorFactory,
  ActivityAlreadyStartedError,
  ActivityExecutionFailedError,
  ApplicationFailure,
  type Client,
  Worker,
  WorkflowFailedError,
} from "@millrace/workflow-sdk";
import {
  cancelActivity,
  completeWorkflow,
  failWorkflow,
  scheduleActivity,
  type ScheduleActivityOptions,
  type Script,
} from "@millrace/workflow-sdk/testing";
import { eventually } from "../eventually.ts";
import { type SideScenario, unique } from "../side.ts";

const ends = ["ActivityTaskFailed", "ActivityTaskTimedOut", "ActivityTaskCanceled"];

/** Runs the activity that its first argument names, with the rest, and ends as it ends. Its signal cancels it. */
const runs =
  (options: Partial<ScheduleActivityOptions> = {}): Script =>
  ({ find, events, input: [type, ...args] }) => {
    const scheduled = find("ActivityTaskScheduled");
    if (scheduled === undefined) {
      return [scheduleActivity({ id: "a", type: String(type), args, startToCloseMs: 30_000, ...options })];
    }
    const completed = find("ActivityTaskCompleted");
    if (completed !== undefined) return [completeWorkflow(...(completed.attributes["result"] as readonly unknown[]))];
    const ended = events.findLast((event) => ends.includes(event.type));
    if (ended !== undefined) return [failWorkflow(ended.type)];
    const asked = find("WorkflowExecutionSignaled") !== undefined && find("ActivityTaskCancelRequested") === undefined;
    return asked ? [cancelActivity(scheduled.id)] : [];
  };

const causeOf = async (failing: Promise<unknown>): Promise<string> => {
  const error: unknown = await failing.then(
    () => new Error("it did not fail"),
    (reason: unknown) => reason,
  );
  assert(error instanceof WorkflowFailedError || error instanceof ActivityExecutionFailedError, String(error));
  return error.cause.message;
};

const working = async (client: Client, taskQueue: string, activities: Activities): Promise<Worker> =>
  new Worker(client, { taskQueue, activities, graceMs: 1000, logger: silentLogger }).start();

export const activityScenarios: readonly SideScenario[] = [
  {
    name: "activities of workflows: results, failures, retries",
    run: async (side) => {
      const taskQueue = unique("activities");
      await using client = await side.connect();
      await using _scripts = await side.play(taskQueue, { runs: runs({ retryPolicy: { initialIntervalMs: 100 } }) });
      const greet = (name: string): string => `Hello, ${name}!`;
      const flaky = async (): Promise<number> => {
        const { attempt } = activity.info();
        if (attempt < 3) throw new Error(`attempt ${attempt}`);
        return attempt;
      };
      const refuse = (): never => {
        throw ApplicationFailure.nonRetryable("no", "Refusal");
      };
      await using _worker = await working(client, taskQueue, { greet, flaky, refuse });
      const run = (...args: readonly unknown[]) => client.executeWorkflow("runs", { taskQueue, args });
      assert.equal(await run("greet", "Ada"), "Hello, Ada!");
      assert.equal(await run("flaky"), 3);
      assert.equal(await causeOf(run("refuse")), "ActivityTaskFailed");
    },
  },
  {
    name: "heartbeats keep their details for the next attempt",
    run: async (side) => {
      const taskQueue = unique("heartbeat");
      await using client = await side.connect();
      const options = { heartbeatMs: 2000, retryPolicy: { initialIntervalMs: 100 } };
      await using _scripts = await side.play(taskQueue, { runs: runs(options) });
      const counts = async (): Promise<readonly unknown[]> => {
        const { attempt, heartbeatDetails } = activity.info();
        if (attempt > 1) return heartbeatDetails;
        activity.heartbeat("half", 1);
        throw new Error("the first attempt");
      };
      await using _worker = await working(client, taskQueue, { counts });
      assert.deepEqual(await client.executeWorkflow("runs", { taskQueue, args: ["counts"] }), ["half", 1]);
    },
  },
  {
    name: "cancellation arrives with the answer to a heartbeat",
    run: async (side) => {
      const taskQueue = unique("cancellation");
      await using client = await side.connect();
      await using _scripts = await side.play(taskQueue, { runs: runs({ heartbeatMs: 1000 }) });
      const started = Promise.withResolvers<void>();
      const waits = async (): Promise<never> => {
        const beating = setInterval(() => activity.heartbeat(), 100);
        started.resolve();
        try {
          return await activity.info().cancellation;
        } finally {
          clearInterval(beating);
        }
      };
      await using _worker = await working(client, taskQueue, { waits });
      const handle = await client.startWorkflow("runs", { taskQueue, args: ["waits"] });
      await started.promise;
      await handle.signal("cancel it");
      assert.equal(await causeOf(handle.result()), "ActivityTaskCanceled");
    },
  },
  {
    name: "activities are completed from elsewhere, by token and by ids",
    run: async (side) => {
      const taskQueue = unique("async");
      await using client = await side.connect();
      await using _scripts = await side.play(taskQueue, { runs: runs() });
      const tokens: Uint8Array[] = [];
      const later = async (): Promise<never> => {
        tokens.push(activity.info().taskToken);
        throw new activity.CompleteAsyncError();
      };
      await using _worker = await working(client, taskQueue, { later });
      const byToken = await client.startWorkflow("runs", { taskQueue, args: ["later"] });
      await eventually(async () => assert.equal(tokens.length, 1));
      const [taskToken = new Uint8Array()] = tokens;
      await client.getAsyncActivityHandle({ taskToken }).complete("by token");
      assert.equal(await byToken.result(), "by token");
      const byIds = await client.startWorkflow("runs", { taskQueue, args: ["later"] });
      await eventually(async () => assert.equal(tokens.length, 2));
      const { workflowId } = byIds;
      await client.getAsyncActivityHandle({ workflowId, activityId: "a" }).complete("by ids");
      assert.equal(await byIds.result(), "by ids");
    },
  },
  {
    name: "interceptors of activities",
    run: async (side) => {
      const taskQueue = unique("inbound");
      await using client = await side.connect();
      await using _scripts = await side.play(taskQueue, { runs: runs() });
      const shout: ActivityInterceptorFactory = () => ({
        inbound: { execute: async (input, next) => `${String(await next(input))}!` },
      });
      const greet = (name: string): string => `Hello, ${name}`;
      const options = { taskQueue, activities: { greet }, interceptors: { activity: [shout] } };
      await using _worker = await new Worker(client, options).start();
      assert.equal(await client.executeWorkflow("runs", { taskQueue, args: ["greet", "Ada"] }), "Hello, Ada!");
    },
  },
  {
    name: "a worker that shuts down lets its activities end, and leaves the rest to others",
    run: async (side) => {
      const taskQueue = unique("shutdown");
      await using client = await side.connect();
      await using _scripts = await side.play(taskQueue, { runs: runs({ retryPolicy: { initialIntervalMs: 100 } }) });
      const begun = Promise.withResolvers<void>();
      const finish = Promise.withResolvers<void>();
      const slow = async (): Promise<string> => {
        begun.resolve();
        await finish.promise;
        return "ended";
      };
      const first = await new Worker(client, {
        taskQueue,
        activities: { slow },
        graceMs: 30_000,
        logger: silentLogger,
      }).start();
      const handle = await client.startWorkflow("runs", { taskQueue, args: ["slow"] });
      await begun.promise;
      const closing = first.shutdown();
      finish.resolve();
      await closing;
      assert.equal(await handle.result(), "ended");
      await using _second = await working(client, taskQueue, { slow });
      assert.equal(await client.executeWorkflow("runs", { taskQueue, args: ["slow"] }), "ended");
    },
  },
  {
    name: "standalone activities: result, retries, describe, lists",
    run: async (side) => {
      const taskQueue = unique("standalone");
      await using client = await side.connect();
      const flaky = async (name: string): Promise<string> => {
        if (activity.info().attempt === 1) throw new Error("first");
        return `Hello, ${name}!`;
      };
      await using _worker = await working(client, taskQueue, { flaky });
      const id = unique("job");
      const options = { taskQueue, startToCloseTimeoutMs: 10_000, retryPolicy: { initialIntervalMs: 100 } };
      const handle = await client.startActivity("flaky", { ...options, id, args: ["Ada"] });
      await assert.rejects(
        client.startActivity("flaky", { ...options, id, args: ["Ada"] }),
        (error) => error instanceof ActivityAlreadyStartedError,
      );
      assert.equal(await handle.result(), "Hello, Ada!");
      const { status, activityType, attempt } = await handle.describe();
      assert.deepEqual([status, activityType, attempt], ["COMPLETED", "flaky", 2]);
      const query = `ActivityId = '${id}'`;
      await eventually(async () => {
        assert.equal((await client.countActivities({ query })).count, 1);
        for await (const listed of client.listActivities({ query })) assert.equal(listed.activityId, id);
      });
    },
  },
  {
    name: "standalone activities: failure, cancel, terminate, timeout",
    run: async (side) => {
      const taskQueue = unique("standalone");
      await using client = await side.connect();
      const refuse = (): never => {
        throw ApplicationFailure.nonRetryable("no", "Refusal");
      };
      const started = Promise.withResolvers<void>();
      const waits = async (): Promise<never> => {
        started.resolve();
        const beating = setInterval(() => activity.heartbeat(), 100);
        try {
          return await activity.info().cancellation;
        } finally {
          clearInterval(beating);
        }
      };
      await using _worker = await working(client, taskQueue, { refuse, waits });
      const options = { taskQueue, startToCloseTimeoutMs: 30_000, heartbeatTimeoutMs: 1000 };
      assert.equal(await causeOf(client.executeActivity("refuse", options)), "no");
      const cancelled = await client.startActivity("waits", options);
      await started.promise;
      await cancelled.cancel({ reason: "enough" });
      await assert.rejects(cancelled.result());
      assert.equal((await cancelled.describe()).status, "CANCELED");
      const elsewhere = { taskQueue: unique("nobody"), startToCloseTimeoutMs: 30_000 };
      const terminated = await client.startActivity("waits", elsewhere);
      await terminated.terminate({ reason: "enough" });
      await assert.rejects(terminated.result());
      assert.equal((await terminated.describe()).status, "TERMINATED");
      const late = await client.startActivity("waits", { ...elsewhere, scheduleToCloseTimeoutMs: 1000 });
      await assert.rejects(late.result());
      assert.equal((await late.describe()).status, "TIMED_OUT");
    },
  },
  {
    name: "an activity that is reset or paused hears of it with a heartbeat, and goes on later",
    realOnly: true,
    run: async (side) => {
      const taskQueue = unique("paused");
      await using client = await side.connect();
      const retryPolicy = { initialIntervalMs: 100, backoffCoefficient: 1 };
      await using _scripts = await side.play(taskQueue, { runs: runs({ heartbeatMs: 1000, retryPolicy }) });
      const reasons: string[] = [];
      let begun = 0;
      const waits = async (): Promise<string> => {
        if (++begun > 2) return "done";
        const beating = setInterval(() => activity.heartbeat(), 100);
        try {
          return await activity.info().cancellation;
        } catch (error) {
          reasons.push((error as Error).message);
          throw error;
        } finally {
          clearInterval(beating);
        }
      };
      await using _worker = await working(client, taskQueue, { waits });
      const handle = await client.startWorkflow("runs", { taskQueue, args: ["waits"] });
      await eventually(async () => assert.equal(begun, 1));
      const execution = { workflowId: handle.workflowId, runId: handle.firstExecutionRunId ?? "" };
      const of = { namespace: "default", execution, activity: { case: "id", value: "a" } } as const;
      await client.service.resetActivity({ ...of, identity: "me" });
      await eventually(async () => assert.deepEqual([reasons, begun], [["RESET"], 2]));
      await client.service.pauseActivity({ ...of, identity: "me" });
      await eventually(async () => {
        const [pending] = (await handle.describe()).pendingActivities;
        assert.deepEqual([reasons, pending?.state], [["RESET", "PAUSED"], "PAUSED"]);
      });
      await client.service.unpauseActivity({ ...of, identity: "me" });
      assert.equal(await handle.result(), "done");
    },
  },
];
