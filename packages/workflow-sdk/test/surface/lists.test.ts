import { expect, test } from "vitest";
import { statusOf } from "./support/expect-status.ts";
import { serve, valueOf, type Served } from "./support/served.ts";
import { attribute } from "./support/records.ts";

const namespace = "default";

async function startWorkflow(
  { workflows }: Served,
  workflowId: string,
  type = "Greet",
  more: object = {},
): Promise<void> {
  await workflows.startWorkflowExecution({
    namespace,
    workflowId,
    workflowType: { name: type },
    taskQueue: { name: "q" },
    requestId: workflowId,
    ...more,
  });
}

test("[SRV-20] workflows are listed and counted as soon as they are started, and when they end", async () => {
  await using served = await serve({ searchAttributes: { Customer: "Keyword" } });
  const { workflows } = served;
  await startWorkflow(served, "a", "Greet", { searchAttributes: { indexedFields: { Customer: attribute("ann") } } });
  await startWorkflow(served, "b", "Bill", { memo: { fields: { note: attribute("fragile") } } });
  const list = async (query: string): Promise<(string | undefined)[]> => {
    const { executions } = await workflows.listWorkflowExecutions({ namespace, query });
    return executions.map(({ execution }) => execution?.workflowId);
  };
  expect(await list("Customer = 'ann'")).toEqual(["a"]);
  await workflows.terminateWorkflowExecution({ namespace, workflowExecution: { workflowId: "a" }, reason: "enough" });
  expect([await list(""), await list("ExecutionStatus = 'Terminated'")]).toEqual([["b", "a"], ["a"]]);
  const { executions } = await workflows.scanWorkflowExecutions({ namespace, query: "" });
  expect(executions[1]).toMatchObject({ status: 5, historyLength: 3n, taskQueue: "q", type: { name: "Greet" } });
  expect(executions[1]?.closeTime).toBeDefined();
  expect(executions[0]?.memo?.fields["note"]?.data).toEqual(attribute("fragile").data);
  expect(new TextDecoder().decode(executions[1]?.searchAttributes?.indexedFields["Customer"]?.metadata["type"])).toBe(
    "Keyword",
  );
  const counted = await workflows.countWorkflowExecutions({ namespace, query: "GROUP BY ExecutionStatus" });
  const groups = counted.groups.map(({ groupValues, count }) => [
    valueOf({ $typeName: "temporal.api.common.v1.Payloads", payloads: groupValues }),
    count,
  ]);
  expect([counted.count, groups]).toEqual([
    2n,
    [
      ["Running", 1n],
      ["Terminated", 1n],
    ],
  ]);
});

test("[SRV-20] old clients list open and closed workflows by id, type, status and time", async () => {
  await using served = await serve();
  const { workflows } = served;
  for (const id of ["it's", "b"]) await startWorkflow(served, id, id === "b" ? "Bill" : "Greet");
  await startWorkflow(served, "gone");
  await workflows.terminateWorkflowExecution({ namespace, workflowExecution: { workflowId: "gone" } });
  const open = async (more: object): Promise<string[]> => {
    const { executions } = await workflows.listOpenWorkflowExecutions({ namespace, ...more });
    return executions.map(({ execution }) => execution?.workflowId ?? "").toSorted((a, b) => (a < b ? -1 : 1));
  };
  expect(await open({})).toEqual(["b", "it's"]);
  expect(await open({ filters: { case: "executionFilter", value: { workflowId: "it's" } } })).toEqual(["it's"]);
  expect(await open({ filters: { case: "typeFilter", value: { name: "Bill" } } })).toEqual(["b"]);
  expect(await open({ startTimeFilter: { latestTime: { seconds: 1n } } })).toEqual([]);
  expect(await open({ startTimeFilter: { earliestTime: { seconds: 1n } } })).toEqual(["b", "it's"]);
  const closed = async (status: number): Promise<number> => {
    const filters = { case: "statusFilter", value: { status: status as 5 } } as const;
    return (await workflows.listClosedWorkflowExecutions({ namespace, filters })).executions.length;
  };
  expect([await closed(5), await closed(2)]).toEqual([1, 0]);
});

test("[SRV-20] pages of a list", async () => {
  await using served = await serve();
  for (const id of ["1", "2", "3"]) await startWorkflow(served, id);
  const ids: string[] = [];
  let nextPageToken: Uint8Array = new Uint8Array();
  do {
    const page = await served.workflows.listWorkflowExecutions({ namespace, pageSize: 2, nextPageToken });
    ids.push(...page.executions.map(({ execution }) => execution?.workflowId ?? ""));
    nextPageToken = page.nextPageToken;
  } while (nextPageToken.length > 0);
  expect(ids.toSorted()).toEqual(["1", "2", "3"]);
});

test("[SRV-3] a malformed query is refused by all lists and counts", async () => {
  await using served = await serve();
  const { workflows } = served;
  const request = { namespace, query: "WorkflowId =" };
  for (const call of [
    workflows.listWorkflowExecutions(request),
    workflows.countWorkflowExecutions(request),
    workflows.listActivityExecutions(request),
    workflows.countActivityExecutions(request),
  ]) {
    const status = await statusOf(() => call);
    expect(status).toMatchObject({
      code: "InvalidArgument",
      message: "invalid query: malformed SQL query: syntax error: the query ends too early at position 13",
    });
  }
});
