import * as officialActivity from "@temporalio/activity";
import * as officialClient from "@temporalio/client";
import * as officialCommon from "@temporalio/common";
import { silentLogger } from "@millrace/protocol";
import { collect } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import * as activity from "../../src/activity-face.ts";
import * as client from "../../src/client-face.ts";
import * as common from "../../src/common-face.ts";
import { startServer, type TemporalServer } from "../../src/server.ts";
import { completeWorkflow, failWorkflow, ScriptedWorker, steps, type ScriptedWorkflow } from "../../src/testing.ts";
import { Client, Worker } from "../../src/index.ts";

type Packages = { readonly client: typeof client; readonly common: typeof common; readonly address: string };

const taskQueue = "q";
const waits: ScriptedWorkflow = {
  run: ({ find }) => {
    const signalled = find("WorkflowExecutionSignaled");
    return signalled === undefined ? [] : [completeWorkflow(signalled.attributes["input"])];
  },
  queries: { greeting: (_, name) => `Hello, ${String(name)}!` },
};
const fails = steps([failWorkflow({ message: "no stock", type: "Stock", nonRetryable: true, details: [1] })]);

/** What each of the packages makes of the same code on the same server. */
async function bothOn(
  server: TemporalServer,
  code: (packages: Packages) => Promise<unknown>,
): Promise<readonly [official: unknown, ours: unknown]> {
  const address = server.address as string;
  const official = { client: officialClient, common: officialCommon } as unknown as Omit<Packages, "address">;
  return [await code({ ...official, address }), await code({ client, common, address })];
}

const listening = (): Promise<TemporalServer> =>
  startServer({ listen: { host: "127.0.0.1", port: 0 }, searchAttributes: { CustomIntField: "Int" } });

const factsOf = (error: unknown): unknown => {
  const { name, cause } = error as Error;
  const { name: kind, message, ...more } = (cause ?? {}) as Error & Record<string, unknown>;
  return { name, kind, message, type: more["type"], nonRetryable: more["nonRetryable"], details: more["details"] };
};

test("[FACE-1] [FACE-2] [FACE-3] the same code does the same with the official client and with ours", async () => {
  await using server = await listening();
  await using _worker = await ScriptedWorker.start(server, { taskQueue, workflows: { waits, fails } });
  const [official, ours] = await bothOn(
    server,
    async ({ client: sdk, common: { defineSearchAttributeKey }, address }) => {
      const facts: unknown[] = [];
      const connection = await sdk.Connection.connect({ address, connectTimeout: "10 seconds" });
      const { workflow } = new sdk.Client({ connection, namespace: "default" });
      const key = defineSearchAttributeKey("CustomIntField", "INT");
      const options = { taskQueue, workflowIdReusePolicy: sdk.WorkflowIdReusePolicy.ALLOW_DUPLICATE };
      const handle = await workflow.start("waits", {
        ...options,
        workflowId: "w",
        workflowRunTimeout: "1 minute",
        retry: { initialInterval: "2s", maximumAttempts: 3 },
        memo: { note: "n" },
        typedSearchAttributes: [{ key, value: 7 }],
        staticSummary: "a summary",
      });
      facts.push(await handle.query("greeting", "Ada"));
      const described = await handle.describe();
      const { type, status, memo, searchAttributes, historyLength, parentExecution } = described;
      facts.push({ type, status, memo, searchAttributes, historyLength, parentExecution });
      facts.push(await described.staticSummary(), described.typedSearchAttributes.get(key));
      await handle.signal("finish", 7, "more");
      facts.push(await handle.result(), (await handle.describe()).status);
      const elsewhere = new sdk.WorkflowClient({ connection, namespace: "nowhere" });
      const failing = [
        [sdk.WorkflowFailedError, () => workflow.execute("fails", { ...options, workflowId: "f" })],
        [sdk.WorkflowNotFoundError, () => workflow.getHandle("nobody").describe()],
        [sdk.QueryNotRegisteredError, () => handle.query("unknown")],
        [sdk.NamespaceNotFoundError, () => elsewhere.start("x", { ...options, workflowId: "x" })],
      ] as const;
      for (const [expected, call] of failing) {
        const error: unknown = await call().catch((thrown: unknown) => thrown);
        facts.push(error instanceof expected, error instanceof sdk.WorkflowFailedError && factsOf(error));
      }
      facts.push((await collect(workflow.list({ query: "WorkflowType = 'waits'" })))[0]?.status);
      facts.push((await workflow.count("WorkflowType = 'nothing'")).count);
      await connection.close();
      return facts;
    },
  );
  expect(ours).toContain("Hello, Ada!");
  expect(ours).toEqual(official);
});

test("[FACE-6] [FACE-9] converters and failures are alike", async () => {
  await using server = await listening();
  const [official, ours] = await bothOn(server, async ({ common: sdk }) => {
    const values = [undefined, new Uint8Array([1, 2]), { a: [1, null] }, "text", 1.5];
    const payloads = sdk.toPayloads(sdk.defaultPayloadConverter, ...values) ?? [];
    const plain = payloads.map(({ metadata, data }) =>
      [metadata, data ?? new Uint8Array()].map((part) => JSON.stringify(part)),
    );
    const inner = sdk.ApplicationFailure.create({
      message: "disk full",
      type: "Disk",
      details: [1],
      nonRetryable: true,
    });
    const failure = new sdk.ActivityFailure("a", "t", "1", sdk.RetryState.TIMEOUT, "me", inner);
    return [
      plain,
      sdk.arrayFromPayloads(sdk.defaultPayloadConverter, payloads),
      sdk.rootCause(failure),
      factsOf(failure),
      [sdk.encodingTypes, sdk.TimeoutType, sdk.RetryState, sdk.WorkflowIdReusePolicy, sdk.WorkflowIdConflictPolicy],
      sdk.ensureApplicationFailure(new TypeError("t")).type,
      sdk.extractWorkflowType(async function order() {}),
    ];
  });
  expect(ours).toEqual(official);
});

test("[FACE-4] the official client carries on what our activity gave away, and failures are recognised", async () => {
  await using server = await listening();
  await using own = await Client.connect(server);
  const tokens: Uint8Array[] = [];
  const gives = async (): Promise<never> => {
    tokens.push(activity.activityInfo().taskToken);
    throw new activity.CompleteAsyncError();
  };
  const throws = async (): Promise<never> => {
    throw officialActivity.ApplicationFailure.nonRetryable("official", "T");
  };
  const activities = { gives, throws };
  await using _worker = await new Worker(own, { taskQueue, activities, logger: silentLogger }).start();
  const connection = await officialClient.Connection.connect({ address: server.address as string });
  const theirs = new officialClient.Client({ connection });
  const started = await own.startActivity("gives", { taskQueue, startToCloseTimeoutMs: 60_000 });
  await expect.poll(() => tokens.length).toBe(1);
  await theirs.activity.complete(tokens[0] as Uint8Array, "done");
  expect(await started.result()).toBe("done");
  const failing = own.executeActivity("throws", { taskQueue, startToCloseTimeoutMs: 60_000 });
  const error: unknown = await failing.catch((thrown: unknown) => thrown);
  expect((error as Error).cause).toBeInstanceOf(common.ApplicationFailure);
  expect((error as Error).cause).toBeInstanceOf(officialCommon.ApplicationFailure);
  await connection.close();
});
