import { Code } from "@connectrpc/connect";
import { enums } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { complete, seconds, wire } from "./support/commands.ts";
import { TestEngine, kindOf, type Answer, type CallOptions, type Request } from "./support/engine.ts";

const { CLOSE_EVENT } = enums.HistoryEventFilterType;

type HistoryAnswer = Answer<"getWorkflowExecutionHistory">;

const read = (
  engine: TestEngine,
  request: Request<"getWorkflowExecutionHistory"> = {},
  options?: CallOptions,
): Promise<HistoryAnswer> =>
  engine.call("getWorkflowExecutionHistory", { execution: { workflowId: "w" }, ...request }, options);

const ids = ({ history }: HistoryAnswer): number[] => (history?.events ?? []).map(({ eventId }) => Number(eventId));

async function signalled(count: number): Promise<TestEngine> {
  const engine = new TestEngine();
  await engine.start("w");
  for (let sent = 0; sent < count; sent++) await engine.signal("w");
  return engine;
}

test("[ENG-47] a history is read page by page, as it was at the first", async () => {
  using engine = await signalled(5);
  const first = await read(engine, { maximumPageSize: 3 });
  expect(ids(first)).toEqual([1, 2, 3]);
  await engine.signal("w");
  const second = await read(engine, { maximumPageSize: 3, nextPageToken: first.nextPageToken });
  expect(ids(second)).toEqual([4, 5, 6]);
  const third = await read(engine, { maximumPageSize: 3, nextPageToken: second.nextPageToken });
  expect([ids(third), third.nextPageToken.length]).toEqual([[7], 0]);
});

test("[ENG-47] pages stay below what clients read", async () => {
  using engine = new TestEngine({ limits: { pageBytes: 3000 } });
  await engine.start("w");
  const input = { payloads: [{ data: new Uint8Array(1000) }] };
  for (let sent = 0; sent < 4; sent++) {
    await engine.call("signalWorkflowExecution", { workflowExecution: { workflowId: "w" }, signalName: "s", input });
  }
  const page = await read(engine);
  expect(page.nextPageToken.length).toBeGreaterThan(0);
  expect(ids(page).length).toBeLessThan(6);
});

test("[ENG-47] the pages of a run stay those of the run when the workflow has another", async () => {
  using engine = await signalled(2);
  const first = await read(engine, { maximumPageSize: 2 });
  await engine.turn([complete()]);
  await engine.start("w", { requestId: "another" });
  const second = await read(engine, { nextPageToken: first.nextPageToken });
  expect(second.history?.events.map(kindOf)).toEqual(["WORKFLOW_EXECUTION_SIGNALED", "WORKFLOW_EXECUTION_SIGNALED"]);
  const elsewhere = { workflowId: "w", runId: "00000000-0000-4000-8000-000000000000" };
  const wrong = read(engine, { execution: elsewhere, nextPageToken: first.nextPageToken });
  await expect(wrong).rejects.toMatchObject({ code: Code.InvalidArgument });
});

test.each([
  ["bytes that are no token", new Uint8Array([1, 2, 3])],
  ["a token without a place", new TextEncoder().encode("{}")],
])("[ENG-47] %s is refused", async (_, nextPageToken) => {
  using engine = await signalled(0);
  await expect(read(engine, { nextPageToken })).rejects.toMatchObject({ code: Code.InvalidArgument });
});

test("[ENG-48] who waits for more gets it as it comes, and a new token when nothing came", async () => {
  using engine = await signalled(0);
  const first = await read(engine, { waitNewEvent: true });
  expect(ids(first)).toEqual([1, 2]);
  const next = read(engine, { waitNewEvent: true, nextPageToken: first.nextPageToken });
  await engine.signal("w");
  const second = await next;
  expect(ids(second)).toEqual([3]);
  const idle = read(engine, { waitNewEvent: true, nextPageToken: second.nextPageToken });
  await engine.clock.advance(20_000);
  expect(ids(await idle)).toEqual([]);
  expect((await idle).nextPageToken.length).toBeGreaterThan(0);
  const task = await engine.workflowTask();
  const last = read(engine, { waitNewEvent: true, nextPageToken: (await idle).nextPageToken });
  expect(ids(await last)).toEqual([4]);
  await engine.call("respondWorkflowTaskCompleted", {
    taskToken: task?.taskToken ?? new Uint8Array(),
    commands: [complete()],
  });
  const closed = await read(engine, { waitNewEvent: true, nextPageToken: (await last).nextPageToken });
  expect([ids(closed), closed.nextPageToken.length]).toEqual([[5, 6], 0]);
});

test("[ENG-49] who waits for the end gets the last event alone", async () => {
  using engine = await signalled(1);
  const wait = { waitNewEvent: true, historyEventFilterType: CLOSE_EVENT };
  const idle = read(engine, wait, { timeoutMs: 5000 });
  await engine.clock.advance(4000);
  expect(ids(await idle)).toEqual([]);
  const ending = read(engine, { ...wait, nextPageToken: (await idle).nextPageToken });
  await engine.turn([complete()]);
  const end = await ending;
  expect([end.history?.events.map(kindOf), end.nextPageToken.length]).toEqual([["WORKFLOW_EXECUTION_COMPLETED"], 0]);
});

const oneRetry = { initialInterval: seconds(1), maximumAttempts: 2 };
const fails = wire("failWorkflowExecution", { failure: { message: "no" } });

test.each([
  ["completed", { cronSchedule: "@every 1s" }, (engine: TestEngine) => engine.turn([complete()])],
  ["failed", { retryPolicy: oneRetry }, (engine: TestEngine) => engine.turn([fails])],
  [
    "timed out",
    { retryPolicy: oneRetry, workflowRunTimeout: seconds(1) },
    (engine: TestEngine) => engine.clock.advance(1000),
  ],
])("[ENG-74] who waits for a run that %s and goes on follows it as if it had continued", async (how, start, end) => {
  using engine = new TestEngine();
  const runId = await engine.start("w", start);
  if (how === "completed") await engine.clock.advance(1000);
  await end(engine);
  const endFor = async (supportedFeatures: string) => {
    const request = { execution: { workflowId: "w", runId }, historyEventFilterType: CLOSE_EVENT };
    const { history } = await engine.call("getWorkflowExecutionHistory", request, { supportedFeatures });
    const [event] = history?.events ?? [];
    return event === undefined ? undefined : ([kindOf(event), event.attributes.value, event.eventId] as const);
  };
  const [kind, value, eventId] = (await endFor("")) ?? [];
  const [realKind, realValue, realId] = (await endFor("signals, follows-next-run-id")) ?? [];
  expect([kind, realKind]).toEqual([
    "WORKFLOW_EXECUTION_CONTINUED_AS_NEW",
    `WORKFLOW_EXECUTION_${how.replace(" ", "_").toUpperCase()}`,
  ]);
  const { newExecutionRunId = "" } = (realValue ?? {}) as { newExecutionRunId?: string };
  expect(newExecutionRunId).not.toBe("");
  expect([value, eventId]).toMatchObject([{ newExecutionRunId }, realId]);
});

test("[ENG-50] a worker that reads again gets the events of its task that are not written yet, a viewer does not", async () => {
  using engine = new TestEngine();
  await engine.start("w");
  const first = await engine.workflowTask();
  await engine.call("respondWorkflowTaskFailed", { taskToken: first?.taskToken ?? new Uint8Array() });
  await engine.workflowTask();
  expect(ids(await read(engine))).toEqual([1, 2, 3, 4, 5, 6]);
  expect(ids(await read(engine, {}, { clientName: "temporal-ui" }))).toEqual([1, 2, 3, 4]);
});

test("[ENG-51] a history can be read from its end", async () => {
  using engine = await signalled(3);
  const request = { execution: { workflowId: "w" }, maximumPageSize: 3 };
  const first = await engine.call("getWorkflowExecutionHistoryReverse", request);
  expect(ids(first as unknown as HistoryAnswer)).toEqual([5, 4, 3]);
  const { nextPageToken } = first;
  const second = await engine.call("getWorkflowExecutionHistoryReverse", { ...request, nextPageToken });
  expect([ids(second as unknown as HistoryAnswer), second.nextPageToken.length]).toEqual([[2, 1], 0]);
});
