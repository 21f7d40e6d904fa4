import { health, workflowservice } from "@millrace/protocol/temporal";
import { expectCode } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { lazyConnection } from "../../src/remote/connection/connection.ts";
import { scriptedServer } from "./support/scripted-server.ts";

const { getClusterInfo } = workflowservice.WorkflowService.method;

const never = (): Promise<never> => new Promise(() => undefined);

test("[CLI-12] calls within withDeadline end at it, and at the earliest of several", async () => {
  await using server = await scriptedServer({ getClusterInfo: never });
  await using connection = lazyConnection(server.address);
  const call = (): Promise<unknown> => connection.call(getClusterInfo, {});
  const limited = connection.context.withDeadline(Date.now() + 1_000, call);
  await expect(limited).rejects.toThrow(/timeout|no time left/);
  const deadlines = [2_000_000_000_000, new Date(1_900_000_000_000), 2_100_000_000_000] as const;
  const innermost = deadlines.reduceRight<() => number | undefined>(
    (fn, deadline) => () => connection.context.withDeadline(deadline, fn),
    () => connection.context.get()?.deadlineAtMs,
  );
  expect(innermost()).toBe(1_900_000_000_000);
  await expect(connection.context.withDeadline(Date.now() - 1, call)).rejects.toThrow("no time left");
});

test("[CLI-12] calls within withAbortSignal end when any of the signals around aborts", async () => {
  await using server = await scriptedServer({ getClusterInfo: never });
  await using connection = lazyConnection(server.address);
  const call = (): Promise<unknown> => connection.call(getClusterInfo, {});
  for (const abort of ["outer", "inner"]) {
    const outer = new AbortController();
    const inner = new AbortController();
    const calls = server.calls.length;
    const within = (): Promise<unknown> => connection.context.withAbortSignal(inner.signal, call);
    const abortOnce = async (): Promise<void> => {
      await expect.poll(() => server.calls.length).toBe(calls + 1);
      (abort === "outer" ? outer : inner).abort(new Error("enough"));
    };
    const aborting = abortOnce();
    await expect(connection.context.withAbortSignal(outer.signal, within)).rejects.toThrow("enough");
    await aborting;
  }
});

test("[CLI-12] a stream ends with the signals around it", async () => {
  await using server = await scriptedServer(
    {},
    {
      routes: (router) => {
        router.service(health.Health, {
          async *watch(_, { signal }) {
            yield { status: health.HealthCheckResponse_ServingStatus.SERVING };
            await new Promise((resolve) => signal.addEventListener("abort", resolve));
          },
        });
      },
    },
  );
  await using connection = lazyConnection(server.address);
  const controller = new AbortController();
  const watch = async (): Promise<void> => {
    for await (const _ of connection.healthService.watch({})) controller.abort(new Error("enough"));
  };
  await expectCode(connection.context.withAbortSignal(controller.signal, watch), "RPC_CANCELLED");
});

test("[CLI-12] metadata adds up, the innermost wins, and nothing is left afterwards", async () => {
  await using server = await scriptedServer({ getClusterInfo: () => ({}) });
  await using connection = lazyConnection(server.address, { metadata: { a: "0", z: "0" } });
  const call = (): Promise<unknown> => connection.call(getClusterInfo, {});
  await connection.context.withMetadata({ a: "1", b: "1" }, async () => {
    await Promise.resolve();
    await connection.context.withMetadata({ b: "2", c: "2" }, call);
  });
  await call();
  const [within, after] = server.calls.map(({ headers }) => headers);
  expect(["a", "b", "c", "z"].map((name) => within?.get(name))).toEqual(["1", "2", "2", "0"]);
  expect(["a", "b", "c", "z"].map((name) => after?.get(name))).toEqual(["0", null, null, "0"]);
});

test("[CLI-12] settings of one connection do not reach another", async () => {
  await using server = await scriptedServer({ getClusterInfo: () => ({}) });
  await using one = lazyConnection(server.address);
  await using other = lazyConnection(server.address);
  await one.context.withApiKey("secret", () => other.call(getClusterInfo, {}));
  expect(server.calls[0]?.headers.get("authorization")).toBe(null);
});

test("[CLI-21] what cannot be set is refused", async () => {
  await using connection = lazyConnection("localhost");
  const { context } = connection;
  const fn = (): void => undefined;
  await expectCode(() => context.withDeadline(Number.NaN, fn), "PROTOCOL_INVALID_OPTION");
  await expectCode(() => context.withDeadline("soon" as never, fn), "PROTOCOL_INVALID_OPTION");
  await expectCode(() => context.withAbortSignal(new AbortController() as never, fn), "WORKFLOW_INVALID_OPTION");
  await expectCode(() => context.withMetadata({ "grpc-timeout": "1S" }, fn), "WORKFLOW_INVALID_OPTION");
  await expectCode(() => context.withMetadata({ name: "line\nbreak" }, fn), "WORKFLOW_INVALID_OPTION");
  await expectCode(() => context.withApiKey("", fn), "WORKFLOW_INVALID_OPTION");
});
