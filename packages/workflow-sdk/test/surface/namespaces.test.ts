import { Code, type ConnectError } from "@connectrpc/connect";
import { errordetails } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { statusOf } from "./support/expect-status.ts";
import { serve } from "./support/served.ts";

const day = { seconds: 86_400n };

test("[SRV-13] a namespace is registered, described by name or id, and listed in pages", async () => {
  await using served = await serve();
  const { workflows } = served;
  await workflows.registerNamespace({
    namespace: "orders",
    description: "All orders",
    ownerEmail: "ada@example.org",
    data: { team: "a" },
    workflowExecutionRetentionPeriod: { seconds: 3n * 86_400n },
  });
  const described = await workflows.describeNamespace({ namespace: "orders" });
  expect(described.namespaceInfo).toMatchObject({
    name: "orders",
    description: "All orders",
    ownerEmail: "ada@example.org",
    data: { team: "a" },
    state: 1,
  });
  expect(described.config?.workflowExecutionRetentionTtl?.seconds).toBe(3n * 86_400n);
  const { id = "" } = described.namespaceInfo ?? {};
  expect((await workflows.describeNamespace({ id })).namespaceInfo?.name).toBe("orders");

  const first = await workflows.listNamespaces({ pageSize: 1 });
  const second = await workflows.listNamespaces({ pageSize: 1, nextPageToken: first.nextPageToken });
  const names = [first, second].map(({ namespaces }) => namespaces.map(({ namespaceInfo }) => namespaceInfo?.name));
  expect([names, second.nextPageToken.length]).toEqual([[["default"], ["orders"]], 0]);
});

test("[SRV-13] an update changes what it names, and leaves the rest", async () => {
  await using served = await serve();
  const { workflows } = served;
  await workflows.updateNamespace({ namespace: "default", updateInfo: { description: "Ours", data: { a: "1" } } });
  await workflows.updateNamespace({
    namespace: "default",
    updateInfo: { data: { b: "2" } },
    config: { workflowExecutionRetentionTtl: { seconds: 172_800n } },
  });
  const { namespaceInfo, config } = await workflows.describeNamespace({ namespace: "default" });
  expect(namespaceInfo).toMatchObject({ description: "Ours", data: { a: "1", b: "2" } });
  expect(config?.workflowExecutionRetentionTtl?.seconds).toBe(172_800n);
});

test("[SRV-13] a namespace that is there, or that cannot be, is refused", async () => {
  await using served = await serve();
  const { workflows } = served;
  const register = (namespace: string, retention = day) =>
    statusOf(() => workflows.registerNamespace({ namespace, workflowExecutionRetentionPeriod: retention }));
  expect(await register("default")).toEqual({ code: "AlreadyExists", message: 'Namespace "default" already exists' });
  expect((await register("")).code).toBe("InvalidArgument");
  expect((await register("x".repeat(1001))).code).toBe("InvalidArgument");
  expect((await register("late", { seconds: 0n })).message).toContain("retention");
  const bothNames = statusOf(() => workflows.describeNamespace({ namespace: "default", id: "x" }));
  expect((await bothNames).code).toBe("InvalidArgument");
});

test("[SRV-14] an unknown namespace is NOT_FOUND with the detail by which SDKs know it", async () => {
  await using served = await serve();
  const error = await served.workflows
    .describeNamespace({ namespace: "nope" })
    .catch((reason: unknown) => reason as ConnectError);
  expect(error).toMatchObject({ code: Code.NotFound, rawMessage: "Namespace nope is not found." });
  const [detail] = (error as ConnectError).findDetails(errordetails.NamespaceNotFoundFailureSchema);
  expect(detail?.namespace).toBe("nope");
});

test("[SRV-15] search attributes are added to one namespace, listed, and taken away", async () => {
  await using served = await serve({ namespaces: ["other"], searchAttributes: { Customer: "Keyword" } });
  const { operator, workflows } = served;
  await operator.addSearchAttributes({ namespace: "default", searchAttributes: { Amount: 3, Customer: 1 } });
  const listed = await operator.listSearchAttributes({ namespace: "default" });
  // One that is there stays what it was.
  expect(listed.customAttributes).toEqual({ Customer: 2, Amount: 3 });
  expect(listed.systemAttributes).toMatchObject({ WorkflowId: 2, StartTime: 6, TemporalScheduledById: 2 });
  expect((await operator.listSearchAttributes({ namespace: "other" })).customAttributes).toEqual({ Customer: 2 });
  expect((await workflows.getSearchAttributes({})).keys).toMatchObject({ Amount: 3, Customer: 2, CloseTime: 6 });
  await operator.removeSearchAttributes({ namespace: "default", searchAttributes: ["Amount", "Unknown"] });
  expect((await operator.listSearchAttributes({ namespace: "default" })).customAttributes).toEqual({ Customer: 2 });
});

test("[SRV-15] names of the system, unknown types and missing names are refused, and then none is added", async () => {
  await using served = await serve();
  const { operator } = served;
  const add = (searchAttributes: Record<string, number>, namespace = "default") =>
    statusOf(() =>
      operator.addSearchAttributes({ namespace, searchAttributes: searchAttributes as Record<string, 2> }),
    );
  expect((await add({ Fine: 2, WorkflowId: 2 })).message).toBe("Search attribute WorkflowId is reserved by system.");
  expect((await add({ TemporalFoo: 2 })).message).toContain("reserved");
  expect((await add({ Foo: 99 })).message).toBe("Unknown search attribute type: 99.");
  expect((await add({})).code).toBe("InvalidArgument");
  expect((await add({ Foo: 2 }, "")).code).toBe("InvalidArgument");
  expect((await add({ Foo: 2 }, "nope")).code).toBe("NotFound");
  const remove = statusOf(() =>
    operator.removeSearchAttributes({ namespace: "default", searchAttributes: ["BuildIds"] }),
  );
  expect((await remove).message).toBe("Unable to remove non-custom search attributes: BuildIds.");
  expect((await operator.listSearchAttributes({ namespace: "default" })).customAttributes).toEqual({});
});
