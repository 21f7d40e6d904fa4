import { enums, type workflowservice } from "@millrace/protocol/temporal";
import { collect, expectCode } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { Client } from "../../src/index.ts";
import { payload } from "./support/payloads.ts";
import { scriptedServer, type Handlers } from "./support/scripted-server.ts";

type Request = workflowservice.ListWorkflowExecutionsRequest;

/** Pages of workflows, by their ids. */
const pages = (...all: readonly (readonly string[])[]): Handlers => ({
  listWorkflowExecutions: ({ nextPageToken }) => {
    const at = nextPageToken[0] ?? 0;
    return {
      executions: (all[at] ?? []).map((workflowId) => ({
        execution: { workflowId, runId: "r" },
        type: { name: "Order" },
        status: enums.WorkflowExecutionStatus.COMPLETED,
        startTime: { seconds: 5n },
        memo: { fields: { note: payload(workflowId) } },
      })),
      nextPageToken: at + 1 < all.length ? new Uint8Array([at + 1]) : new Uint8Array(),
    };
  },
});

test("[CLI-30] a list goes through all pages, empty ones too", async () => {
  await using server = await scriptedServer(pages(["a", "b"], [], ["c"]));
  await using client = new Client(server.address);
  const all = await collect(client.listWorkflows({ query: "WorkflowType = 'Order'", pageSize: 2 }));
  expect(all.map(({ workflowId }) => workflowId)).toEqual(["a", "b", "c"]);
  expect(all[0]).toMatchObject({
    workflowType: "Order",
    status: "COMPLETED",
    startTime: new Date(5_000),
    memo: { note: "a" },
  });
  expect(server.requests<Request>("listWorkflowExecutions").map(({ query, pageSize }) => [query, pageSize])).toEqual(
    Array.from({ length: 3 }, () => ["WorkflowType = 'Order'", 2]),
  );
});

test("[CLI-30] a page is asked for when it is wanted", async () => {
  await using server = await scriptedServer(pages(["a", "b"], ["c"]));
  await using client = new Client(server.address);
  for await (const { workflowId } of client.listWorkflows()) if (workflowId === "b") break;
  expect(server.requests("listWorkflowExecutions")).toHaveLength(1);
});

test("[CLI-30] a count has groups if it is asked for them", async () => {
  await using server = await scriptedServer({
    countWorkflowExecutions: () => ({
      count: 5n,
      groups: [
        { groupValues: [payload("Running")], count: 3n },
        { groupValues: [payload("Completed")], count: 2n },
      ],
    }),
  });
  await using client = new Client(server.address, { namespace: "orders" });
  expect(await client.countWorkflows({ query: "GROUP BY ExecutionStatus" })).toEqual({
    count: 5,
    groups: [
      { values: ["Running"], count: 3 },
      { values: ["Completed"], count: 2 },
    ],
  });
  expect(server.requests("countWorkflowExecutions")[0]).toMatchObject({
    namespace: "orders",
    query: "GROUP BY ExecutionStatus",
  });
});

test.each([
  ["PROTOCOL_UNKNOWN_OPTION", { filter: "x" }],
  ["WORKFLOW_INVALID_OPTION", { query: 7 }],
  ["PROTOCOL_INVALID_OPTION", { pageSize: 0 }],
])("[CLI-21] %s for a list with %j", async (code, options) => {
  await using client = new Client("localhost");
  await expectCode(() => client.listWorkflows(options as never), code);
});
