import type { DescMethodUnary, DescService } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { ManualClock } from "@millrace/protocol/testing";
import { errordetails, operatorservice, testservice, workflowservice } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { unbuiltFeatures } from "../../src/embedded/services/unbuilt.ts";
import { statusOf } from "./support/expect-status.ts";
import { serve } from "./support/served.ts";

test("[SRV-16] the server claims what it has, and nothing else", async () => {
  await using served = await serve();
  const { capabilities } = await served.workflows.getSystemInfo({});
  expect(capabilities).toMatchObject({
    signalAndQueryHeader: true,
    internalErrorDifferentiation: true,
    activityFailureIncludeHeartbeat: true,
    encodedFailureAttributes: true,
    upsertMemo: true,
    eagerWorkflowStart: true,
    sdkMetadata: true,
    countGroupByExecutionStatus: true,
    supportsSchedules: false,
    buildIdBasedVersioning: false,
    nexus: false,
  });
  const { namespaceInfo } = await served.workflows.describeNamespace({ namespace: "default" });
  expect(namespaceInfo?.capabilities).toMatchObject({
    eagerWorkflowStart: true,
    standaloneActivities: true,
    workerPollCompleteOnShutdown: true,
    syncUpdate: false,
    asyncUpdate: false,
    workerHeartbeats: false,
  });
  expect(namespaceInfo?.limits?.blobSizeLimitError).toBe(2_097_152n);
  expect((await served.workflows.getClusterInfo({})).serverVersion).toBe(
    (await served.workflows.getSystemInfo({})).serverVersion,
  );
});

test("[SRV-17] the health check knows the server and its services", async () => {
  await using served = await serve();
  for (const service of ["", "temporal.api.workflowservice.v1.WorkflowService"]) {
    expect((await served.health.check({ service })).status).toBe(1);
  }
  const operator = "temporal.api.operatorservice.v1.OperatorService";
  expect((await served.health.check({ service: operator })).status).toBe(1);
  expect((await statusOf(() => served.health.check({ service: "unknown" }))).code).toBe("NotFound");
});

test("[SRV-17] who watches the health is told now, and when the server goes", async () => {
  await using served = await serve();
  const seen: number[] = [];
  const watching = statusOf(async () => {
    for await (const { status } of served.health.watch({})) {
      seen.push(status);
      void served.server.close();
    }
    throw new ConnectError("ended in peace", Code.Aborted);
  });
  expect((await watching).code).toMatch(/Unavailable|Aborted/);
  expect(seen[0]).toBe(1);
});

test("[SRV-18] the test service tells the time of the server's clock", async () => {
  const clock = new ManualClock({ nowMs: 1_700_000_000_000 });
  await using served = await serve({ clock });
  expect((await served.test.getCurrentTime({})).time?.seconds).toBe(1_700_000_000n);
});

const { WorkflowService } = workflowservice;
const { OperatorService } = operatorservice;
const { TestService } = testservice;

/** Every unary method, called with an empty request, and what came of it. */
async function answers(
  service: DescService,
  request: Record<string, unknown>,
): Promise<ReadonlyMap<string, ConnectError | undefined>> {
  await using served = await serve();
  const transport = served.server.transport();
  const calls = service.methods.map(async (method) => {
    const call = transport.unary(method as DescMethodUnary, undefined, 2500, undefined, request);
    return [
      method.localName,
      await call.then(
        () => undefined,
        (error: unknown) => error as ConnectError,
      ),
    ] as const;
  });
  return new Map(await Promise.all(calls));
}

test.each([WorkflowService, OperatorService, TestService])(
  "[SRV-19] what $typeName does not do yet is UNIMPLEMENTED, with the feature's name",
  async (service) => {
    const own = new Set(service.methods.map(({ localName }) => localName));
    const listed = Object.entries(unbuiltFeatures).flatMap(([feature, methods]) =>
      methods.filter((method) => own.has(method)).map((method) => [method, `not built in this server yet: ${feature}`]),
    );
    const refused = [...(await answers(service, {}))].flatMap(([method, error]) =>
      error?.code === Code.Unimplemented ? [[method, error.rawMessage]] : [],
    );
    const byMethod = ([a]: string[], [b]: string[]): number => ((a ?? "") < (b ?? "") ? -1 : 1);
    expect(refused.toSorted(byMethod)).toEqual(listed.toSorted(byMethod));
  },
);

test("[SRV-14] every call that names an unknown namespace is NOT_FOUND, whatever else it lacks", async () => {
  const withoutNamespace = new Set(["registerNamespace", "describeNamespace", "getSystemInfo", "listNamespaces"]);
  const named = WorkflowService.methods.filter(
    ({ input, localName }) => input.fields.some(({ name }) => name === "namespace") && !withoutNamespace.has(localName),
  );
  const all = await answers(WorkflowService, { namespace: "nope" });
  const other = named.flatMap(({ localName }) => {
    const error = all.get(localName);
    if (error?.code === Code.Unimplemented) return [];
    const [detail] = error?.findDetails(errordetails.NamespaceNotFoundFailureSchema) ?? [];
    return detail?.namespace === "nope" ? [] : [[localName, error?.message ?? "ended well"]];
  });
  expect([other, named.length > 50]).toEqual([[], true]);
});
