import { constants } from "node:http2";
import { Code, ConnectError } from "@connectrpc/connect";
import { workflowservice } from "@millrace/protocol/temporal";
import { describe, expect, test } from "vitest";
import { connect, lazyConnection } from "../../src/remote/connection/connection.ts";
import { clientRetries, noRetries, pollRetries } from "../../src/remote/connection/retry-rules.ts";
import { failing } from "./support/failing.ts";
import { proxyTo } from "./support/proxy.ts";
import { answerEmpty, rawHttp2 } from "./support/raw-http2.ts";
import { scriptedServer } from "./support/scripted-server.ts";

const { getClusterInfo, pollActivityTaskQueue } = workflowservice.WorkflowService.method;

describe("retries", () => {
  test.each([Code.Unknown, Code.Unavailable, Code.Aborted, Code.DataLoss, Code.OutOfRange])(
    "[CLI-3] a call that fails twice with code %i is made a third time",
    async (code) => {
      await using server = await scriptedServer({
        getClusterInfo: failing([code, code], () => ({ clusterName: "c" })),
      });
      await using connection = lazyConnection(server.address);
      expect((await connection.call(getClusterInfo, {})).clusterName).toBe("c");
      expect(server.requests("getClusterInfo")).toHaveLength(3);
    },
  );

  test.each([Code.Internal, Code.NotFound, Code.PermissionDenied, Code.InvalidArgument])(
    "[CLI-3] a call that fails with code %i has failed",
    async (code) => {
      await using server = await scriptedServer({ getClusterInfo: failing([code], () => ({})) });
      await using connection = lazyConnection(server.address);
      await expect(connection.call(getClusterInfo, {})).rejects.toMatchObject({
        message: expect.stringContaining("scripted"),
      });
      expect(server.requests("getClusterInfo")).toHaveLength(1);
    },
  );

  test.each([
    [
      "no status",
      (stream: { end(): void; respond(headers: object): void }) => {
        stream.respond({ ":status": 200, "content-type": "application/grpc" });
        stream.end();
      },
    ],
    ["a reset by NO_ERROR", (stream: { close(code: number): void }) => stream.close(constants.NGHTTP2_NO_ERROR)],
    [
      "a reset by INTERNAL_ERROR",
      (stream: { close(code: number): void }) => stream.close(constants.NGHTTP2_INTERNAL_ERROR),
    ],
    ["a reset by CANCEL", (stream: { close(code: number): void }) => stream.close(constants.NGHTTP2_CANCEL)],
  ])("[CLI-4] a call that ends with %s is made again", async (_, end) => {
    let calls = 0;
    await using server = await rawHttp2({
      onStream: (stream, call) => {
        calls = call;
        if (call === 1) end(stream as never);
        else answerEmpty(stream);
      },
    });
    await using connection = lazyConnection(server.address);
    await connection.call(getClusterInfo, {});
    expect(calls).toBe(2);
  });

  test("[CLI-4] a reset for another reason is an end", async () => {
    let calls = 0;
    await using server = await rawHttp2({
      onStream: (stream, call) => {
        calls = call;
        stream.close(constants.NGHTTP2_COMPRESSION_ERROR);
      },
    });
    await using connection = lazyConnection(server.address);
    await expect(connection.call(getClusterInfo, {})).rejects.toThrow("COMPRESSION_ERROR");
    expect(calls).toBe(1);
  });

  test("a call may say that it is made once", async () => {
    await using server = await scriptedServer({ getClusterInfo: failing([Code.Unavailable], () => ({})) });
    await using connection = lazyConnection(server.address);
    await expect(connection.call(getClusterInfo, {}, { retry: noRetries })).rejects.toThrow("scripted");
    expect(server.requests("getClusterInfo")).toHaveLength(1);
  });

  test("the time of a call is that of all its attempts", async () => {
    const codes = [Code.Unavailable, Code.Unavailable, Code.Unavailable];
    await using server = await scriptedServer({ getClusterInfo: failing(codes, () => ({})) });
    await using connection = lazyConnection(server.address);
    // The second pause of 4.5 s would fit into the time, but not into what the first one left of it.
    const retry = { ...clientRetries, initialMs: 1_000, factor: 4.5, jitter: 0 };
    await expect(connection.call(getClusterInfo, {}, { timeoutMs: 5_000, retry })).rejects.toThrow("scripted");
    expect(server.requests("getClusterInfo")).toHaveLength(2);
  });

  test("a server that never answers does not hang the caller", async () => {
    await using server = await scriptedServer({ getClusterInfo: () => new Promise(() => undefined) });
    await using connection = lazyConnection(server.address, { callTimeoutMs: 100 });
    await expect(connection.call(getClusterInfo, {})).rejects.toMatchObject({
      message: expect.stringContaining("timeout"),
    });
  });
});

describe("connections that are lost", () => {
  test("[CLI-16] a call whose answer was cut off is made again on a new connection", async () => {
    const line = { cut: (): void => undefined };
    let calls = 0;
    await using server = await scriptedServer({
      getClusterInfo: async (_, { signal }) => {
        if (++calls === 1) {
          const gone = new Promise((resolve) => signal.addEventListener("abort", resolve));
          line.cut();
          await gone;
        }
        return { clusterName: "c" };
      },
    });
    await using proxy = await proxyTo(server.port);
    line.cut = () => proxy.cut();
    await using connection = lazyConnection(proxy.address);
    expect((await connection.call(getClusterInfo, {})).clusterName).toBe("c");
    expect(calls).toBe(2);
    expect(proxy.connections).toBe(2);
  });

  test("[CLI-16] after a GOAWAY open calls end in peace and new ones go to a new connection", async () => {
    const release = Promise.withResolvers<void>();
    const sessions = new Set<object>();
    await using server = await rawHttp2({
      onSession: (session) => sessions.add(session),
      onStream: (stream, call) => {
        if (call > 1) return answerEmpty(stream);
        stream.session?.goaway(constants.NGHTTP2_NO_ERROR, stream.id);
        void release.promise.then(() => answerEmpty(stream));
      },
    });
    await using connection = lazyConnection(server.address);
    const first = connection.call(getClusterInfo, {}, { retry: noRetries });
    await expect
      .poll(async () => {
        await connection.call(getClusterInfo, {});
        return sessions.size;
      })
      .toBe(2);
    release.resolve();
    await first;
  });

  test("[CLI-16] calls go on while connections come to their age, and none is made twice", async () => {
    const ids: string[] = [];
    await using server = await scriptedServer(
      {
        describeNamespace: ({ namespace }) => {
          ids.push(namespace);
          return {};
        },
      },
      { maxConnectionAgeMs: 5 },
    );
    await using proxy = await proxyTo(server.port);
    await using connection = lazyConnection(proxy.address);
    const { describeNamespace } = workflowservice.WorkflowService.method;
    let next = 0;
    const caller = async (): Promise<void> => {
      while (proxy.connections < 5) await connection.call(describeNamespace, { namespace: `n-${next++}` });
    };
    await Promise.all(Array.from({ length: 10 }, caller));
    expect(ids).toHaveLength(next);
    expect(new Set(ids).size).toBe(next);
  });

  test("[CLI-15] polls for tasks have a connection of their own, and survive its loss", async () => {
    let polls = 0;
    await using server = await scriptedServer({
      getClusterInfo: () => ({}),
      pollActivityTaskQueue: failing([Code.Unavailable, Code.Internal], () => {
        polls++;
        return { activityId: "a" };
      }),
    });
    await using proxy = await proxyTo(server.port);
    await using connection = await connect(proxy.address);
    await connection.call(getClusterInfo, {});
    expect(proxy.connections).toBe(1);
    const polled = await connection.call(pollActivityTaskQueue, { namespace: "n" }, { retry: pollRetries });
    expect(polled.activityId).toBe("a");
    expect(proxy.connections).toBe(2);
    proxy.cut();
    await connection.call(pollActivityTaskQueue, { namespace: "n" }, { retry: pollRetries });
    expect(polls).toBe(2);
  });

  test("[CLI-11] an idle connection is kept by pings", async () => {
    const pinged = Promise.withResolvers<void>();
    await using server = await rawHttp2({
      onSession: (session) => session.on("ping", () => pinged.resolve()),
      onStream: answerEmpty,
    });
    await using connection = lazyConnection(server.address, { keepaliveMs: 20 });
    await connection.call(getClusterInfo, {});
    await pinged.promise;
    expect(await connection.call(getClusterInfo, {})).toBeDefined();
  });

  test("errors keep what the server said", async () => {
    await using server = await scriptedServer({
      getClusterInfo: () => {
        throw new ConnectError("not here", Code.NotFound);
      },
    });
    await using connection = lazyConnection(server.address);
    await expect(connection.call(getClusterInfo, {})).rejects.toThrow("not here");
  });
});
