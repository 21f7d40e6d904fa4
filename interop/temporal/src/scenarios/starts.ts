import assert from "node:assert/strict";
import {
  CancelledFailure,
  DeadlineExceededError,
  defineSearchAttributeKey,
  QueryRejectedError,
  WorkflowAlreadyStartedError,
  WorkflowContinuedAsNewError,
  WorkflowFailedError,
} from "@millrace/workflow-sdk";
import { enums } from "@millrace/protocol/temporal";
import { completeWorkflow, failWorkflow, type Script, startTimer } from "@millrace/workflow-sdk/testing";
import { eventually } from "../eventually.ts";
import { type SideScenario, unique } from "../side.ts";

const echoes: Script = ({ input }) => [completeWorkflow(input[0])];
const fails: Script = () => [failWorkflow("no")];
const waits: Script = ({ find }) => (find("TimerStarted") ? [] : [startTimer({ id: "long", afterMs: 3_600_000 })]);

const already = (error: unknown): boolean => error instanceof WorkflowAlreadyStartedError;

export const startScenarios: readonly SideScenario[] = [
  {
    name: "ids that are taken: all policies",
    run: async (side) => {
      const taskQueue = unique("policies");
      await using client = await side.connect();
      await using _worker = await side.play(taskQueue, { echoes, fails, waits });
      const id = unique("policies");
      const first = await client.startWorkflow("waits", { id, taskQueue });
      await assert.rejects(client.startWorkflow("waits", { id, taskQueue, idConflictPolicy: "FAIL" }), already);
      const same = await client.startWorkflow("waits", { id, taskQueue, idConflictPolicy: "USE_EXISTING" });
      assert.equal(same.firstExecutionRunId, first.firstExecutionRunId);
      const options = { id, taskQueue, idConflictPolicy: "TERMINATE_EXISTING" } as const;
      const second = await client.startWorkflow("fails", options);
      assert.notEqual(second.firstExecutionRunId, first.firstExecutionRunId);
      await assert.rejects(second.result(), (error) => error instanceof WorkflowFailedError);
      const again = { id, taskQueue, args: ["again"], idReusePolicy: "ALLOW_DUPLICATE_FAILED_ONLY" } as const;
      assert.equal(await client.executeWorkflow("echoes", again), "again");
      await assert.rejects(client.startWorkflow("echoes", again), already);
      await assert.rejects(
        client.startWorkflow("echoes", { id, taskQueue, idReusePolicy: "REJECT_DUPLICATE" }),
        already,
      );
      assert.equal(await client.executeWorkflow("echoes", { id, taskQueue, args: ["more"] }), "more");
    },
  },
  {
    name: "a start that is delayed, one by a cron schedule, and one that takes too long",
    run: async (side) => {
      const taskQueue = unique("times");
      await using client = await side.connect();
      await using _worker = await side.play(taskQueue, { echoes, waits });
      const began = performance.now();
      const delayed = await client.startWorkflow("echoes", { taskQueue, args: [1], startDelayMs: 1500 });
      await delayed.signal("early");
      assert.equal(await delayed.result(), 1);
      assert(performance.now() - began > 1000, "it did not wait");
      const ticks = await client.startWorkflow("echoes", { taskQueue, cronSchedule: "@every 1s", args: ["tick"] });
      await assert.rejects(
        ticks.result({ followRuns: false }),
        (error) => error instanceof WorkflowContinuedAsNewError,
      );
      await ticks.terminate();
      const late = await client.startWorkflow("waits", { taskQueue, runTimeoutMs: 1000 });
      await assert.rejects(late.result(), (error) => error instanceof WorkflowFailedError);
      assert.equal((await late.describe()).status, "TIMED_OUT");
    },
  },
  {
    name: "typed search attributes are listed, counted and described",
    run: async (side) => {
      const taskQueue = unique("attributes");
      await using client = await side.connect();
      await using _worker = await side.play(taskQueue, { waits });
      const word = defineSearchAttributeKey("MillraceWord", "KEYWORD");
      const count = defineSearchAttributeKey("MillraceCount", "INT");
      const { KEYWORD, INT } = enums.IndexedValueType;
      const added = { namespace: "default", searchAttributes: { [word.name]: KEYWORD, [count.name]: INT } };
      await client.operatorService.addSearchAttributes(added);
      const { customAttributes } = await client.operatorService.listSearchAttributes({ namespace: "default" });
      assert.equal(customAttributes[word.name], KEYWORD);
      const value = unique("value");
      const searchAttributes = [
        { key: word, value },
        { key: count, value: 42 },
      ];
      const handle = await client.startWorkflow("waits", { taskQueue, searchAttributes });
      const described = await handle.describe();
      assert.deepEqual([described.searchAttributes.get(word), described.searchAttributes.get(count)], [value, 42]);
      const query = `${word.name} = '${value}' AND ${count.name} > 41`;
      await eventually(async () => assert.equal((await client.countWorkflows({ query })).count, 1));
      for await (const { workflowId } of client.listWorkflows({ query })) assert.equal(workflowId, handle.workflowId);
      await handle.terminate();
    },
  },
  {
    name: "deadlines, abort signals and conditions of queries",
    run: async (side) => {
      const taskQueue = unique("ends");
      await using client = await side.connect();
      const queries = { state: () => "waiting" };
      await using _worker = await side.play(taskQueue, { waits: { run: waits, queries } });
      const handle = await client.startWorkflow("waits", { taskQueue });
      await assert.rejects(
        client.withDeadline(Date.now() + 500, () => handle.result()),
        (error) => error instanceof DeadlineExceededError,
      );
      const giveUp = AbortSignal.timeout(500);
      await assert.rejects(
        client.withAbortSignal(giveUp, () => handle.result()),
        { code: "RPC_CANCELLED" },
      );
      assert.equal(await handle.query("state"), "waiting");
      await handle.terminate();
      await using strict = await side.connect({ queryRejectCondition: "NOT_OPEN" });
      const rejected = strict.getWorkflowHandle(handle.workflowId).query("state");
      await assert.rejects(rejected, (error) => error instanceof QueryRejectedError);
      const cancelled = await client.startWorkflow("waits", { taskQueue });
      await cancelled.cancel();
      await cancelled.terminate();
      await assert.rejects(cancelled.result(), ({ cause }: Error) => !(cause instanceof CancelledFailure));
    },
  },
];
