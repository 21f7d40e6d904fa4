import { Code, ConnectError } from "@connectrpc/connect";
import { enums, type workflowservice } from "@millrace/protocol/temporal";
import { expectCode } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import {
  CancelledFailure,
  Client,
  TerminatedFailure,
  TimeoutFailure,
  WorkflowContinuedAsNewError,
  WorkflowFailedError,
} from "../../src/index.ts";
import { closing, goesOn } from "./support/history.ts";
import { payloads } from "./support/payloads.ts";
import { scriptedServer, type Handlers } from "./support/scripted-server.ts";

type Request = workflowservice.GetWorkflowExecutionHistoryRequest;
type Answer = ReturnType<typeof closing>;

/** Gives these answers in turn, the last again and again. */
function answers(...all: readonly (Answer | (() => Answer))[]): Handlers {
  let at = 0;
  return {
    getWorkflowExecutionHistory: () => {
      const answer = all[Math.min(at++, all.length - 1)] as Answer | (() => Answer);
      return typeof answer === "function" ? answer() : answer;
    },
  };
}

const completed = (result: unknown, newExecutionRunId = ""): Answer =>
  closing({
    case: "workflowExecutionCompletedEventAttributes",
    value: { result: payloads(result), newExecutionRunId },
  });

const continued = (newExecutionRunId: string): Answer =>
  closing({ case: "workflowExecutionContinuedAsNewEventAttributes", value: { newExecutionRunId } });

const runs = (requests: readonly Request[]): (string | undefined)[] =>
  requests.map(({ execution }) => execution?.runId);

test("[SEED-10] asks the server each time, for the event that ends the run", async () => {
  await using server = await scriptedServer(answers(completed("one"), completed("two")));
  await using client = new Client(server.address, { namespace: "orders" });
  const handle = client.getWorkflowHandle("w", { runId: "r" });
  expect(await handle.result()).toBe("one");
  expect(await handle.result()).toBe("two");
  expect(server.requests<Request>("getWorkflowExecutionHistory")[0]).toMatchObject({
    namespace: "orders",
    execution: { workflowId: "w", runId: "r" },
    waitNewEvent: true,
    skipArchival: true,
    historyEventFilterType: enums.HistoryEventFilterType.CLOSE_EVENT,
  });
});

test("[CLI-22] asks again, with the token, after an empty page and after the end of a poll", async () => {
  const late = (): Answer => {
    throw new ConnectError("poll", Code.DeadlineExceeded);
  };
  await using server = await scriptedServer(answers(goesOn("a"), late, goesOn("b"), completed(7)));
  await using client = new Client(server.address);
  expect(await client.getWorkflowHandle("w").result()).toBe(7);
  const tokens = server
    .requests<Request>("getWorkflowExecutionHistory")
    .map(({ nextPageToken }) => new TextDecoder().decode(nextPageToken));
  expect(tokens).toEqual(["", "a", "a", "b"]);
});

test("[CLI-23] follows the runs of continue-as-new, cron and retries", async () => {
  await using server = await scriptedServer(
    answers(
      continued("r-2"),
      completed("cron", "r-3"),
      closing({ case: "workflowExecutionFailedEventAttributes", value: { newExecutionRunId: "r-4" } }),
      closing({ case: "workflowExecutionTimedOutEventAttributes", value: { newExecutionRunId: "r-5" } }),
      completed("last"),
    ),
  );
  await using client = new Client(server.address);
  expect(await client.getWorkflowHandle("w", { runId: "r-1" }).result()).toBe("last");
  expect(runs(server.requests<Request>("getWorkflowExecutionHistory"))).toEqual(["r-1", "r-2", "r-3", "r-4", "r-5"]);
});

test("[CLI-23] without following, a run that goes on as another one is told", async () => {
  await using server = await scriptedServer(answers(continued("r-2")));
  await using client = new Client(server.address);
  const error = await expectCode(
    client.getWorkflowHandle("w").result({ followRuns: false }),
    "WORKFLOW_CONTINUED_AS_NEW",
  );
  expect(error).toBeInstanceOf(WorkflowContinuedAsNewError);
  expect(error).toMatchObject({ newExecutionRunId: "r-2" });
});

test("[CLI-23] without following, the result of one cron run is its own", async () => {
  await using server = await scriptedServer(answers(completed("cron", "r-2")));
  await using client = new Client(server.address);
  expect(await client.getWorkflowHandle("w").result({ followRuns: false })).toBe("cron");
});

test("[CLI-24] what the workflow threw is the cause", async () => {
  const failure = {
    message: "no stock",
    failureInfo: { case: "applicationFailureInfo" as const, value: { type: "Stock", details: payloads({ left: 0 }) } },
  };
  const retryState = enums.RetryState.MAXIMUM_ATTEMPTS_REACHED;
  await using server = await scriptedServer(
    answers(closing({ case: "workflowExecutionFailedEventAttributes", value: { failure, retryState } })),
  );
  await using client = new Client(server.address);
  const error = await expectCode(client.getWorkflowHandle("w").result(), "WORKFLOW_EXECUTION_FAILED");
  expect(error).toBeInstanceOf(WorkflowFailedError);
  expect(error).toMatchObject({
    workflowId: "w",
    retryState: "MAXIMUM_ATTEMPTS_REACHED",
    cause: { message: "no stock", type: "Stock", details: [{ left: 0 }] },
  });
});

test.each([
  [
    "cancelled",
    closing({ case: "workflowExecutionCanceledEventAttributes", value: { details: payloads("why") } }),
    CancelledFailure,
    { details: ["why"] },
  ],
  [
    "terminated",
    closing({ case: "workflowExecutionTerminatedEventAttributes", value: { reason: "maintenance" } }),
    TerminatedFailure,
    { message: "maintenance" },
  ],
  [
    "too slow",
    closing({ case: "workflowExecutionTimedOutEventAttributes", value: {} }),
    TimeoutFailure,
    { timeoutType: "START_TO_CLOSE" },
  ],
] as const)("[CLI-24] a workflow that was %s says so", async (_, answer, type, fields) => {
  await using server = await scriptedServer(answers(answer));
  await using client = new Client(server.address);
  const error = await expectCode(client.getWorkflowHandle("w").result(), "WORKFLOW_EXECUTION_FAILED");
  expect(error.cause).toBeInstanceOf(type);
  expect(error.cause).toMatchObject(fields);
});

test("[CLI-24] an event that ends nothing is an error", async () => {
  await using server = await scriptedServer(answers(closing({ case: "timerFiredEventAttributes", value: {} })));
  await using client = new Client(server.address);
  await expectCode(client.getWorkflowHandle("w").result(), "WORKFLOW_UNEXPECTED_ANSWER");
});

test("[CLI-22] the wait ends with the caller's signal, and at its deadline", async () => {
  await using server = await scriptedServer({ getWorkflowExecutionHistory: () => new Promise(() => undefined) });
  await using client = new Client(server.address);
  const handle = client.getWorkflowHandle("w");
  await expectCode(handle.result({ signal: AbortSignal.abort(new Error("enough")) }), "RPC_CANCELLED");
  await expectCode(
    client.withDeadline(Date.now() + 30, () => handle.result()),
    "RPC_DEADLINE_EXCEEDED",
  );
});

test("[CLI-25] a workflow that is not there is named", async () => {
  await using server = await scriptedServer({
    getWorkflowExecutionHistory: () => {
      throw new ConnectError("gone", Code.NotFound);
    },
  });
  await using client = new Client(server.address);
  const error = await expectCode(client.getWorkflowHandle("w").result(), "RPC_WORKFLOW_NOT_FOUND");
  expect(error).toMatchObject({ workflowId: "w" });
});
