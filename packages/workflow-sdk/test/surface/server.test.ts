import { createGrpcTransport } from "@millrace/protocol/grpc";
import { expectCode, leakCheck } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { startServer } from "../../src/server.ts";
import { statusOf } from "./support/expect-status.ts";
import { clientsOf, serve } from "./support/served.ts";

const queue = { namespace: "default", taskQueue: { name: "q" }, identity: "me" };

function portOf(address: string | undefined): number {
  return Number(/:(\d+)$/.exec(address ?? "")?.[1]);
}

test("[SRV-9] a server without options is reached in process alone", async () => {
  await using served = await serve();
  expect(served.server.address).toBeUndefined();
  expect((await served.workflows.getSystemInfo({})).serverVersion).toMatch(/^\d+\.\d+\.\d+$/);
});

test("[SRV-9] a server on a port answers there and in process, with the same state", async () => {
  await using served = await serve({ listen: { port: 0 }, namespaces: ["orders"] });
  await using transport = createGrpcTransport({ address: { port: portOf(served.server.address) } });
  const { workflows } = clientsOf(transport);
  expect((await workflows.describeNamespace({ namespace: "orders" })).namespaceInfo?.name).toBe("orders");
  await workflows.registerNamespace({
    namespace: "late",
    workflowExecutionRetentionPeriod: { seconds: 86_400n },
  });
  expect((await served.workflows.describeNamespace({ namespace: "late" })).namespaceInfo?.name).toBe("late");
});

test("[SRV-9] a taken port, an unknown option and values that cannot be are errors with codes", async () => {
  await using first = await startServer({ listen: { port: 0 } });
  const port = portOf(first.address);
  await expectCode(startServer({ listen: { port } }), "GRPC_ADDRESS_IN_USE");
  await expectCode(startServer({ lissten: { port } } as never), "PROTOCOL_UNKNOWN_OPTION");
  await expectCode(startServer({ graceMs: -1 }), "PROTOCOL_INVALID_OPTION");
  await expectCode(startServer({ namespaces: [""] }), "WORKFLOW_INVALID_SERVER_OPTION");
  await expectCode(startServer({ namespaces: "orders" as never }), "WORKFLOW_INVALID_SERVER_OPTION");
  await expectCode(startServer({ searchAttributes: { Foo: "Number" as never } }), "WORKFLOW_INVALID_SERVER_OPTION");
  await expectCode(startServer({ searchAttributes: { WorkflowId: "Keyword" } }), "WORKFLOW_INVALID_SERVER_OPTION");
  await expectCode(startServer({ dynamicConfig: { "limit.maxIDLength": "x" } }), "WORKFLOW_INVALID_SERVER_OPTION");
});

test("[SRV-9] servers of one process know nothing of each other", async () => {
  await using first = await serve({ namespaces: ["mine"] });
  await using second = await serve();
  expect((await statusOf(() => second.workflows.describeNamespace({ namespace: "mine" }))).code).toBe("NotFound");
  expect((await first.workflows.describeNamespace({ namespace: "mine" })).namespaceInfo?.name).toBe("mine");
});

test("[SRV-8] a request that is too large is refused in the words by which SDKs know it, on both ways", async () => {
  await using served = await serve({ listen: { port: 0 }, requestBytes: 1000 });
  await using transport = createGrpcTransport({ address: { port: portOf(served.server.address) } });
  for (const { workflows } of [served, clientsOf(transport)]) {
    const status = await statusOf(() => workflows.describeNamespace({ namespace: "x".repeat(2000) }));
    expect(status.code).toBe("ResourceExhausted");
    expect(status.message).toMatch(/^grpc: received message larger than max \(\d+ vs\. 1000/);
    expect((await workflows.getSystemInfo({})).serverVersion).not.toBe("");
  }
});

test("[SRV-10] closing ends open long polls at once, in process and on the port", async () => {
  const served = await serve({ listen: { port: 0 }, graceMs: 30_000 });
  await using transport = createGrpcTransport({ address: { port: portOf(served.server.address) } });
  const { workflows: remote } = clientsOf(transport);
  const all = [served.workflows, remote].flatMap((workflows) => [
    workflows.pollWorkflowTaskQueue(queue),
    workflows.pollActivityTaskQueue(queue),
  ]);
  const ends = Promise.allSettled(all);
  // Behind them on the same connection: when it is answered, the polls have arrived.
  await remote.getSystemInfo({});
  await served.server.close();
  const told = (await ends).map((end) => (end.status === "fulfilled" ? end.value.taskToken.length : "refused"));
  // Those on the port end with an empty answer, long before the grace is over.
  expect(told.slice(2)).toEqual([0, 0]);
  expect(told.slice(0, 2).every((one) => one === 0 || one === "refused")).toBe(true);
  expect((await statusOf(() => served.workflows.getSystemInfo({}))).code).toBe("Unavailable");
});

test("[SRV-10] closing twice, and disposing a closed server, is harmless", async () => {
  const server = await startServer({ listen: { port: 0 } });
  await Promise.all([server.close(), server.close({ graceMs: 0 })]);
  await server[Symbol.asyncDispose]();
  await using next = await startServer({ listen: { port: portOf(server.address) } });
  expect(next.address).toBe(server.address);
});

test("[SRV-11] a thousand idle pollers that go leave nothing behind, and a task finds the one that stays", async () => {
  await using served = await serve();
  const gone = new AbortController();
  const idle = Array.from({ length: 1000 }, () =>
    statusOf(() => served.workflows.pollActivityTaskQueue(queue, { signal: gone.signal })),
  );
  gone.abort();
  expect(new Set((await Promise.all(idle)).map(({ code }) => code))).toEqual(new Set(["Canceled"]));
  const poll = served.workflows.pollActivityTaskQueue(queue);
  await served.workflows.startActivityExecution({
    namespace: "default",
    activityId: "a",
    activityType: { name: "charge" },
    taskQueue: { name: "q" },
    startToCloseTimeout: { seconds: 10n },
  });
  expect((await poll).activityId).toBe("a");
});

test("[SRV-11] a connection that is cut while it polls takes no task with it", async () => {
  await using served = await serve({ listen: { port: 0 } });
  const transport = createGrpcTransport({ address: { port: portOf(served.server.address) } });
  const { workflows: remote } = clientsOf(transport);
  const cut = Array.from({ length: 100 }, () => statusOf(() => remote.pollActivityTaskQueue(queue)));
  // Behind them on the same connection: when it is answered, the polls have arrived.
  await remote.getSystemInfo({});
  await transport.close();
  await Promise.all(cut);
  // What the server gives to a worker before it notices that it has gone comes back when its time is over.
  await served.workflows.startActivityExecution({
    namespace: "default",
    activityId: "a",
    activityType: { name: "charge" },
    taskQueue: { name: "q" },
    startToCloseTimeout: { seconds: 1n },
  });
  expect((await served.workflows.pollActivityTaskQueue(queue)).activityId).toBe("a");
});

test("[SRV-10] a server leaves no handle open", async () => {
  const leaks = leakCheck();
  const served = await serve({ listen: { port: 0 } });
  await served.workflows.getSystemInfo({});
  await served.server.close();
  await expect(leaks.assertClean()).resolves.toBeUndefined();
});

test("[SRV-12] a server in process starts within the time of a test, many times over", async () => {
  for (let round = 0; round < 50; round++) {
    await using served = await serve();
    expect((await served.health.check({})).status).toBe(1);
  }
});
