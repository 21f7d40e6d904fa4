import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient, createContextKey, createContextValues } from "@connectrpc/connect";
import type { Interceptor } from "@connectrpc/connect";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { createGrpcClient, createGrpcTransport, type GrpcAddress } from "@millrace/protocol/grpc";
import { collect, leakCheck } from "@millrace/protocol/testing";
import { forEachClient } from "./client-implementations.ts";
import { EchoService, NoteSchema, type Note } from "./echo-service.ts";
import { failureOf } from "./failure-of.ts";
import { rawServer } from "./raw-server.ts";
import { echo, serve } from "./serve.ts";

forEachClient(({ options }) => {
  const clientWith = (address: GrpcAddress, ...interceptors: Interceptor[]) => {
    const transport = createGrpcTransport({ ...options, address, interceptors });
    return {
      client: createClient(EchoService, transport),
      transport,
      [Symbol.asyncDispose]: () => transport.close(),
    };
  };

  test("are called from the first to the last, and back", async () => {
    await using server = await serve(echo);
    const order: string[] = [];
    const named =
      (name: string): Interceptor =>
      (next) =>
      async (request) => {
        order.push(`> ${name}`);
        const response = await next(request);
        order.push(`< ${name}`);
        return response;
      };
    await using it = clientWith(server.address, named("outer"), named("inner"));
    await it.client.unary({});
    expect(order).toEqual(["> outer", "> inner", "< inner", "< outer"]);
  });

  test("see and change a unary call: url, header, message, context, response", async () => {
    await using server = await serve({
      unary: ({ text }, context) => ({ text: `${text} ${context.requestHeader.get("x-token")}` }),
    });
    const key = createContextKey("nobody");
    const seen: unknown[] = [];
    await using it = clientWith(server.address, (next) => async (request) => {
      seen.push(request.url, request.requestMethod, request.service.typeName, request.contextValues.get(key));
      seen.push(request.header.get("x-mine"), request.signal.aborted);
      request.header.set("x-token", "secret");
      if (request.stream) return next(request);
      const response = await next({ ...request, message: create(NoteSchema, { text: "changed" }) });
      if (response.stream) return response;
      seen.push(response.header.get("content-type"), response.trailer.get("grpc-status"), request.signal.aborted);
      return { ...response, message: create(NoteSchema, { ...(response.message as Note), count: 9 }) };
    });
    const contextValues = createContextValues().set(key, "me");
    const note = await it.client.unary({ text: "original" }, { contextValues, headers: { "x-mine": "1" } });
    expect([note.text, note.count]).toEqual(["changed secret", 9]);
    expect(seen).toEqual([
      "http://localhost/millrace.test.Echo/Unary",
      "POST",
      "millrace.test.Echo",
      "me",
      "1",
      false,
      "application/grpc+proto",
      "0",
      false,
    ]);
  });

  test("see the messages of streams both ways", async () => {
    await using server = await serve(echo);
    async function* mapped(notes: AsyncIterable<unknown>, mark: string): AsyncGenerator<Note> {
      for await (const note of notes as AsyncIterable<Note>) yield create(NoteSchema, { text: note.text + mark });
    }
    await using it = clientWith(server.address, (next) => async (request) => {
      if (!request.stream) return next(request);
      const response = await next({ ...request, message: mapped(request.message, ">") });
      return response.stream ? { ...response, message: mapped(response.message, "<") } : response;
    });
    async function* notes(): AsyncGenerator<{ text: string }> {
      yield { text: "a" };
      yield { text: "b" };
    }
    expect((await collect(it.client.bidi(notes()))).map(({ text }) => text)).toEqual(["a><", "b><"]);
  });

  test("may retry a call, answer without one, or fail it", async () => {
    let calls = 0;
    await using server = await serve({
      unary: () => {
        if (++calls < 3) throw new ConnectError("busy", Code.Unavailable);
        return { text: "done" };
      },
    });
    const retry: Interceptor = (next) => async (request) => {
      for (;;) {
        try {
          // oxlint-disable-next-line no-await-in-loop
          return await next(request);
        } catch (error) {
          if (ConnectError.from(error).code !== Code.Unavailable) throw error;
        }
      }
    };
    await using it = clientWith(server.address, retry);
    expect([(await it.client.unary({})).text, calls]).toEqual(["done", 3]);
    const reason = new Error("no token");
    await using failing = clientWith(server.address, () => async () => {
      throw reason;
    });
    const failure = await failureOf(failing.client.unary({}));
    expect([failure.code, failure.cause, calls]).toEqual([Code.Unknown, reason, 3]);
  });

  test("are under the call's timeout and signal, which fires at the end", async () => {
    await using server = await rawServer(() => undefined);
    const controller = new AbortController();
    await using leaks = leakCheck({ signals: [controller.signal], ignore: ["TCPSocketWrap"] });
    const signals: AbortSignal[] = [];
    await using it = clientWith(server.address, (next) => async (request) => {
      signals.push(request.signal);
      return next(request);
    });
    const late = await failureOf(it.client.unary({}, { timeoutMs: 20, signal: controller.signal }));
    const canceled = failureOf(collect(it.client.serverStream({}, { signal: controller.signal })));
    await setTimeout(10);
    controller.abort();
    expect([late.code, (await canceled).code]).toEqual([Code.DeadlineExceeded, Code.Canceled]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(leaks).toBeDefined();
  });

  test("that take too long before the call are cut by its timeout", async () => {
    await using server = await serve(echo);
    await using it = clientWith(server.address, (next) => async (request) => {
      await setTimeout(30);
      return next(request);
    });
    expect((await failureOf(it.client.unary({}, { timeoutMs: 5 }))).code).toBe(Code.DeadlineExceeded);
  });

  test("do not keep a left loop from canceling its call", async () => {
    let onCanceled: () => void;
    const canceled = new Promise<void>((resolve) => (onCanceled = resolve));
    await using server = await serve({
      async *serverStream(note, context) {
        context.signal.addEventListener("abort", () => onCanceled());
        yield note;
        await new Promise(() => undefined);
      },
    });
    await using it = clientWith(server.address, (next) => (request) => next(request));
    for await (const { text } of createGrpcClient(EchoService, it.transport).serverStream({ text: "one" })) {
      expect(text).toBe("one");
      break;
    }
    await canceled;
  });
});
