import { create } from "@bufbuild/protobuf";
import { Code, createClient, type ConnectError } from "@connectrpc/connect";
import { ManualClock, memoryLogger } from "@millrace/protocol/testing";
import { errordetails, health, testservice, workflowservice } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { InProcessTransport } from "../../src/embedded/server/in-process-transport.ts";
import type { AnyHandler } from "../../src/embedded/server/service-table.ts";
import { namespaceNotFound } from "../../src/embedded/service-errors.ts";
import { statusOf } from "./support/expect-status.ts";

const { WorkflowService } = workflowservice;

/** A server of one method. */
function serving(handler: AnyHandler, requestBytes = 1000) {
  const closing = new AbortController();
  const logger = memoryLogger();
  const clock = new ManualClock();
  const services = [{ service: WorkflowService, handlers: { getClusterInfo: handler, describeNamespace: handler } }];
  const transport = new InProcessTransport({ services, clock, logger, requestBytes, closed: closing.signal });
  return { client: createClient(WorkflowService, transport), transport, closing, logger, clock };
}

const never = (): Promise<object> => new Promise(() => undefined);

test("[SRV-8] what handlers and callers hold are different messages, and fields that nobody knows do not arrive", async () => {
  const supportedClients = { go: "<2" };
  const seen: workflowservice.DescribeNamespaceRequest[] = [];
  const { client } = serving((request: workflowservice.DescribeNamespaceRequest) => {
    seen.push(request);
    return { supportedClients, unknown: 1 };
  });
  const sent = create(workflowservice.DescribeNamespaceRequestSchema, { namespace: "a" });
  const answer = await client.getClusterInfo({});
  await client.describeNamespace(sent);
  sent.namespace = "b";
  supportedClients.go = "changed";
  expect(answer.supportedClients).toEqual({ go: "<2" });
  expect("unknown" in answer).toBe(false);
  expect(seen[1]?.namespace).toBe("a");
});

test("[SRV-8] errors arrive with code, message and details as bytes, as over a port", async () => {
  const { client } = serving(() => {
    throw namespaceNotFound("nope");
  });
  const error = await client.getClusterInfo({}).catch((reason: unknown) => reason as ConnectError);
  expect(error).toMatchObject({ code: Code.NotFound, rawMessage: "Namespace nope is not found.", isWireError: true });
  const [detail] = (error as ConnectError).findDetails(errordetails.NamespaceNotFoundFailureSchema);
  expect(detail?.namespace).toBe("nope");
});

test("[SRV-8] what a handler throws beside its answers is logged, and the caller learns nothing but 'internal'", async () => {
  const { client, logger } = serving(() => {
    throw new TypeError("a secret");
  });
  expect(await statusOf(() => client.getClusterInfo({}))).toEqual({ code: "Internal", message: "internal error" });
  expect(logger.records).toMatchObject([{ level: "error", message: "a handler failed" }]);
});

test("[SRV-8] a request that is too large is refused before a handler sees it", async () => {
  let calls = 0;
  const { client } = serving(() => ({ calls: ++calls }), 100);
  const status = await statusOf(() => client.describeNamespace({ namespace: "x".repeat(101) }));
  expect(status.code).toBe("ResourceExhausted");
  expect(calls).toBe(0);
});

test("[SRV-8] a caller that goes, or whose time is over, ends the call, and the handler is told", async () => {
  const signals: AbortSignal[] = [];
  const { client, clock } = serving((_: unknown, { signal }) => {
    signals.push(signal);
    return never();
  });
  const gone = new AbortController();
  const calls = [
    statusOf(() => client.getClusterInfo({}, { signal: gone.signal })),
    statusOf(() => client.getClusterInfo({}, { timeoutMs: 500 })),
  ];
  await expect.poll(() => signals.length).toBe(2);
  gone.abort();
  await clock.advance(500);
  expect((await Promise.all(calls)).map(({ code }) => code)).toEqual(["Canceled", "DeadlineExceeded"]);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
});

test("[SRV-8] a caller that has gone already makes no call", async () => {
  let calls = 0;
  const { client } = serving(() => ({ calls: ++calls }));
  expect((await statusOf(() => client.getClusterInfo({}, { signal: AbortSignal.abort() }))).code).toBe("Canceled");
  expect(calls).toBe(0);
});

test("[SRV-8] a handler knows how long the caller waits, and what headers it sent", async () => {
  const seen: unknown[] = [];
  const { client } = serving((_: unknown, context) => {
    seen.push(context.timeoutMs(), context.requestHeader.get("client-name"), context.method.name);
    return {};
  });
  await client.getClusterInfo({}, { timeoutMs: 400, headers: { "client-name": "mine" } });
  await client.getClusterInfo({});
  expect(seen).toEqual([400, "mine", "GetClusterInfo", undefined, null, "GetClusterInfo"]);
});

test("[SRV-8] a closed server ends what is open, and refuses what comes", async () => {
  const { client, closing } = serving(never);
  const open = statusOf(() => client.getClusterInfo({}));
  closing.abort();
  expect((await open).code).toBe("Unavailable");
  expect((await statusOf(() => client.getClusterInfo({}))).code).toBe("Unavailable");
});

test("[SRV-8] services that are not there are unimplemented", async () => {
  const { transport } = serving(never);
  const other = createClient(testservice.TestService, transport);
  expect((await statusOf(() => other.getCurrentTime({}))).code).toBe("Unimplemented");
});

test("[SRV-8] answers of a stream come one by one, and going away ends the handler", async () => {
  const log: string[] = [];
  const closing = new AbortController();
  const watch: AnyHandler = async function* (_: unknown, { signal }) {
    try {
      for (const status of [1, 2, 1]) yield { status };
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
    } finally {
      log.push(`left, aborted: ${signal.aborted}`);
    }
  };
  const services = [{ service: health.Health, handlers: { watch } }];
  const clock = new ManualClock();
  const rest = { clock, logger: memoryLogger(), requestBytes: 1000, closed: closing.signal };
  const client = createClient(health.Health, new InProcessTransport({ services, ...rest }));
  const gone = new AbortController();
  const watching = statusOf(async () => {
    for await (const { status } of client.watch({}, { signal: gone.signal })) {
      log.push(String(status));
      if (log.length === 3) gone.abort();
    }
  });
  expect((await watching).code).toBe("Canceled");
  await expect.poll(() => log).toEqual(["1", "2", "1", "left, aborted: true"]);
  const cut = statusOf(async () => {
    for await (const { status } of client.watch({})) if (status === 2) closing.abort();
  });
  expect((await cut).code).toBe("Unavailable");
});
