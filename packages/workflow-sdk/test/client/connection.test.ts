import { Code, ConnectError } from "@connectrpc/connect";
import { health, operatorservice, testservice, workflowservice } from "@millrace/protocol/temporal";
import { expectCode, freePort } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import packageManifest from "../../package.json" with { type: "json" };
import { connect, lazyConnection } from "../../src/remote/connection/connection.ts";
import { failing } from "./support/failing.ts";
import { scriptedServer } from "./support/scripted-server.ts";

const { describeNamespace, getSystemInfo, getClusterInfo } = workflowservice.WorkflowService.method;

describe("connecting", () => {
  test("[CLI-9] asks the server what it can do", async () => {
    await using server = await scriptedServer({
      getSystemInfo: () => ({ serverVersion: "1.2.3", capabilities: { eagerWorkflowStart: true } }),
    });
    await using connection = await connect(server.address);
    expect(server.requests("getSystemInfo")).toHaveLength(1);
    expect(await connection.capabilities()).toMatchObject({
      serverVersion: "1.2.3",
      eagerWorkflowStart: true,
      nexus: false,
    });
    expect(server.requests("getSystemInfo")).toHaveLength(1);
  });

  test("[CLI-9] takes a server that does not know the question", async () => {
    await using server = await scriptedServer({
      getSystemInfo: () => {
        throw new ConnectError("no", Code.Unimplemented);
      },
    });
    await using connection = await connect(server.address);
    expect(await connection.capabilities()).toMatchObject({ serverVersion: "", supportsSchedules: false });
  });

  test("[CLI-10] waits for a server that is not there yet", async () => {
    const port = await freePort();
    const connecting = connect(`127.0.0.1:${port}`);
    await using _server = await scriptedServer({}, { port });
    await using connection = await connecting;
    expect((await connection.capabilities()).serverVersion).toBe("scripted");
  });

  test("[CLI-10] gives up after its time, and names address and reason", async () => {
    const address = `127.0.0.1:${await freePort()}`;
    const error = await expectCode(connect(address, { connectTimeoutMs: 50 }), "WORKFLOW_CONNECT_FAILED");
    expect(error.message).toContain(address);
    expect(error.message).toContain("ECONNREFUSED");
    expect(error.retryable).toBe(true);
  });

  test("[CLI-10] tells at once of a server that refuses the caller", async () => {
    await using server = await scriptedServer({
      getSystemInfo: () => {
        throw new ConnectError("who are you?", Code.Unauthenticated);
      },
    });
    await expect(connect(server.address)).rejects.toThrow("who are you?");
    expect(server.requests("getSystemInfo")).toHaveLength(1);
  });

  test("a lazy connection makes no call before the first", async () => {
    await using server = await scriptedServer({ getClusterInfo: () => ({ clusterName: "c" }) });
    await using connection = lazyConnection(server.address);
    expect(server.calls).toEqual([]);
    expect((await connection.call(getClusterInfo, {})).clusterName).toBe("c");
    expect(server.calls.map(({ method }) => method)).toEqual(["getClusterInfo"]);
  });

  test("a failure to ask is not kept", async () => {
    const getSystemInfoAnswers = failing([Code.PermissionDenied], () => ({ serverVersion: "9" }));
    await using server = await scriptedServer({ getSystemInfo: getSystemInfoAnswers });
    await using connection = lazyConnection(server.address);
    await expect(connection.capabilities()).rejects.toThrow("scripted");
    expect((await connection.capabilities()).serverVersion).toBe("9");
  });
});

describe("headers", () => {
  test("[CLI-7] name client, version and namespace", async () => {
    await using server = await scriptedServer({ describeNamespace: () => ({}) });
    await using connection = await connect(server.address, { metadata: { "x-team": "blue" } });
    await connection.call(describeNamespace, { namespace: "orders" });
    const [first, second] = server.calls.map(({ headers }) => headers);
    expect(first?.get("client-name")).toBe("millrace-workflow-sdk");
    expect(first?.get("client-version")).toBe(packageManifest.version);
    expect(first?.get("temporal-namespace")).toBe(null);
    expect(first?.get("authorization")).toBe(null);
    expect(second?.get("temporal-namespace")).toBe("orders");
    expect(second?.get("x-team")).toBe("blue");
  });

  test("[CLI-7] the identity is process and host, unless the options say another", async () => {
    await using server = await scriptedServer({});
    await using connection = lazyConnection(server.address);
    expect(connection.identity).toMatch(new RegExp(`^${process.pid}@.+`));
    await using named = lazyConnection(server.address, { identity: "me" });
    expect(named.identity).toBe("me");
  });
});

describe("services", () => {
  test("[CLI-13] the clients of all services share headers and retries", async () => {
    const statuses = [
      health.HealthCheckResponse_ServingStatus.SERVING,
      health.HealthCheckResponse_ServingStatus.NOT_SERVING,
    ] as const;
    await using server = await scriptedServer(
      { getSystemInfo: failing([Code.Unavailable], () => ({ serverVersion: "1" })) },
      {
        routes: (router) => {
          router.service(operatorservice.OperatorService, {
            listClusters: () => ({ clusters: [{ clusterName: "a" }] }),
          });
          router.service(testservice.TestService, { getCurrentTime: () => ({ time: { seconds: 7n } }) });
          router.service(health.Health, {
            check: (_, { requestHeader }) => {
              if (requestHeader.get("client-name") !== "millrace-workflow-sdk") throw new Error("no header");
              return { status: statuses[0] };
            },
            async *watch() {
              for (const status of statuses) yield { status };
            },
          });
        },
      },
    );
    await using connection = lazyConnection(server.address);
    expect((await connection.service.getSystemInfo({})).serverVersion).toBe("1");
    expect(server.requests("getSystemInfo")).toHaveLength(2);
    expect((await connection.operatorService.listClusters({})).clusters[0]?.clusterName).toBe("a");
    expect((await connection.testService.getCurrentTime({})).time?.seconds).toBe(7n);
    expect((await connection.healthService.check({})).status).toBe(statuses[0]);
    const watched: number[] = [];
    for await (const { status } of connection.healthService.watch({})) watched.push(status);
    expect(watched).toEqual(statuses);
  });
});

test("[CLI-13] a stream that fails fails with a typed error", async () => {
  await using server = await scriptedServer(
    {},
    {
      routes: (router) => {
        router.service(health.Health, {
          async *watch() {
            yield { status: health.HealthCheckResponse_ServingStatus.SERVING };
            throw new ConnectError("gone", Code.NotFound);
          },
        });
      },
    },
  );
  await using connection = lazyConnection(server.address);
  let seen = 0;
  const watch = async (): Promise<void> => {
    for await (const _ of connection.healthService.watch({})) seen++;
  };
  await expectCode(watch(), "RPC_NOT_FOUND");
  expect(seen).toBe(1);
});

describe("closing", () => {
  test("[SEED-3] may be done twice; calls fail afterwards, and those that wait fail at once", async () => {
    await using server = await scriptedServer({
      getClusterInfo: (_, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    });
    const connection = await connect(server.address);
    const waiting = expectCode(connection.call(getClusterInfo, {}), "WORKFLOW_CONNECTION_CLOSED");
    await connection.close();
    await waiting;
    await connection.close();
    await expectCode(connection.call(getSystemInfo, {}), "WORKFLOW_CONNECTION_CLOSED");
    await expectCode(connection.service.getSystemInfo({}), "WORKFLOW_CONNECTION_CLOSED");
  });

  test("[SEED-3] ends a pause between attempts", async () => {
    await using server = await scriptedServer({ getClusterInfo: failing([Code.ResourceExhausted], () => ({})) });
    const connection = await connect(server.address);
    const waiting = expectCode(connection.call(getClusterInfo, {}), "WORKFLOW_CONNECTION_CLOSED");
    await expect.poll(() => server.requests("getClusterInfo").length).toBe(1);
    await connection.close();
    await waiting;
  });
});
