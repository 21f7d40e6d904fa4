import { Code, ConnectError } from "@connectrpc/connect";
import { workflowservice } from "@millrace/protocol/temporal";
import { expectCode } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { Client } from "../../src/index.ts";
import { lazyConnection } from "../../src/remote/connection/connection.ts";
import { startServer } from "../../src/server.ts";
import { failing } from "./support/failing.ts";
import { scriptedServer } from "./support/scripted-server.ts";

const { getClusterInfo } = workflowservice.WorkflowService.method;
const never = (): Promise<string> => new Promise(() => undefined);

test("[CLI-12] a key that never comes ends with the deadline, the signal or the connection", async () => {
  await using server = await startServer();
  await using connection = lazyConnection(server, { apiKey: never });
  const call = (): Promise<unknown> => connection.call(getClusterInfo, {});
  await expectCode(connection.context.withDeadline(Date.now() + 50, call), "RPC_DEADLINE_EXCEEDED");
  const enough = AbortSignal.abort(new Error("enough"));
  await expectCode(connection.context.withAbortSignal(enough, call), "RPC_CANCELLED");
  const waiting = call();
  await Promise.all([expect(waiting).rejects.toThrow(/closed/), connection.close()]);
});

test("[CLI-12] waiting for a result until a deadline asks the server a few times, and not without a pause", async () => {
  await using server = await startServer();
  let calls = 0;
  const counted = {
    transport: (): ReturnType<typeof server.transport> => {
      const transport = server.transport();
      return {
        stream: (...given) => transport.stream(...given),
        unary: (...given) => {
          calls += 1;
          return transport.unary(...given);
        },
      };
    },
  };
  await using client = await Client.connect(counted);
  const handle = await client.startWorkflow("Nobody", { taskQueue: "nobodys" });
  calls = 0;
  await expectCode(
    client.withDeadline(Date.now() + 900, () => handle.result()),
    "RPC_DEADLINE_EXCEEDED",
  );
  expect(calls).toBeLessThan(100);
});

test("[CLI-12] a deadline in the last attempt does not hide why those before it failed", async () => {
  const restarting = failing([Code.Unavailable], never);
  await using server = await scriptedServer({ getClusterInfo: restarting as () => Promise<never> });
  await using connection = lazyConnection(server.address);
  const call = (): Promise<unknown> => connection.call(getClusterInfo, {}, { timeoutMs: 1_500 });
  const error = await expectCode(call(), "RPC_DEADLINE_EXCEEDED");
  expect(server.requests("getClusterInfo")).toHaveLength(2);
  expect(error.message).toContain("scripted");
  expect(error.cause).toMatchObject({ code: "RPC_UNAVAILABLE", message: expect.stringContaining("scripted") });
});

test("[CLI-12] nor does a key that comes too late for the last attempt", async () => {
  const keys = [Promise.resolve("key"), never()];
  const unavailable = (): never => {
    throw new ConnectError("restarting", Code.Unavailable);
  };
  await using server = await scriptedServer({ getClusterInfo: unavailable });
  await using connection = lazyConnection(server.address, { tls: false, apiKey: () => keys.shift() ?? never() });
  const call = (): Promise<unknown> => connection.call(getClusterInfo, {}, { timeoutMs: 1_500 });
  const error = await expectCode(call(), "RPC_DEADLINE_EXCEEDED");
  expect(error.message).toMatch(/API key.*restarting/);
  expect(error.cause).toMatchObject({ code: "RPC_UNAVAILABLE" });
});
