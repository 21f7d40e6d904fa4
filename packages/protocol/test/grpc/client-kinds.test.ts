import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createGrpcTransport } from "@millrace/protocol/grpc";
import { collect, leakCheck, tempSocket } from "@millrace/protocol/testing";
import { forEachClient } from "./client-implementations.ts";
import { EchoService, NoteSchema, type Note } from "./echo-service.ts";
import { grpcJsServer, type EchoHandlers } from "./grpc-js-server.ts";

const note = (text: string, count = 0): Note => create(NoteSchema, { text, count });

const handlers: EchoHandlers = {
  Unary: ({ request }, answer) => answer(null, note(`${request.text}!`, request.count + 1)),
  ServerStream: (call) => {
    for (let i = 0; i < call.request.count; i++) call.write(note(call.request.text, i));
    call.end();
  },
  ClientStream: (call, answer) => {
    let sum = 0;
    call.on("data", ({ count }: Note) => (sum += count));
    call.on("end", () => answer(null, note("sum", sum)));
  },
  Bidi: (call) => {
    call.on("data", ({ text, count }: Note) => call.write(note(text.toUpperCase(), count)));
    call.on("end", () => call.end());
  },
};

async function* counting(upTo: number): AsyncGenerator<{ text: string; count: number }> {
  for (let count = 0; count < upTo; count++) yield { text: `n${count}`, count };
}

forEachClient(({ options }) =>
  describe.each(["Unix socket", "TCP"])("against grpc-js over %s", (kind) => {
    const listenAt = (path: string) => (kind === "TCP" ? { port: 0 } : { path });

    test("makes calls of all four kinds, and leaves nothing open", async () => {
      await using socket = await tempSocket();
      await using leaks = leakCheck();
      await using server = await grpcJsServer(handlers, listenAt(socket.path));
      await using transport = createGrpcTransport({ ...options, address: server.address });
      const client = createClient(EchoService, transport);

      const answer = await client.unary({ text: "hi", count: 41 });
      expect([answer.text, answer.count]).toEqual(["hi!", 42]);
      const streamed = await collect(client.serverStream({ text: "x", count: 1000 }));
      expect(streamed.map(({ count }) => count)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
      expect((await client.clientStream(counting(100))).count).toBe(4950);
      const echoed = await collect(client.bidi(counting(1000)));
      expect(echoed.map(({ text }) => text)).toEqual(Array.from({ length: 1000 }, (_, i) => `N${i}`));
      expect(leaks).toBeDefined();
    });

    test("pushes a bidi call's messages in order, many in one write", async () => {
      await using socket = await tempSocket();
      await using server = await grpcJsServer(handlers, listenAt(socket.path));
      await using transport = createGrpcTransport({ ...options, address: server.address });
      const counts: number[] = [];
      await new Promise<void>((resolve, reject) => {
        const call = transport.openStream(EchoService.method.bidi, {
          message: ({ count }) => void counts.push(count),
          end: resolve,
          abort: reject,
        });
        for (let count = 0; count < 5000; count++) call.send(note("x", count));
        call.end();
      });
      expect(counts).toEqual(Array.from({ length: 5000 }, (_, i) => i));
    });

    test("gives a reader that is slower than the server everything", async () => {
      await using socket = await tempSocket();
      await using server = await grpcJsServer(handlers, listenAt(socket.path));
      await using transport = createGrpcTransport({ ...options, address: server.address });
      const counts: number[] = [];
      for await (const { count } of createClient(EchoService, transport).serverStream({ text: "x", count: 3000 })) {
        // More come in the meantime than the queue takes.
        if (counts.push(count) % 1000 === 1) await setTimeout(50);
      }
      expect(counts).toEqual(Array.from({ length: 3000 }, (_, i) => i));
    });

    test("takes messages of megabytes both ways", async () => {
      await using socket = await tempSocket();
      const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
      const echo: EchoHandlers = { Unary: ({ request }, answer) => answer(null, request) };
      await using server = await grpcJsServer(echo, listenAt(socket.path), unlimited);
      await using transport = createGrpcTransport({ ...options, address: server.address });
      const data = Buffer.alloc(12_000_000, "millrace");
      const answer = await createClient(EchoService, transport).unary({ data });
      expect(Buffer.compare(answer.data, data)).toBe(0);
    });

    test("tells a server that is not there from one that refuses", async () => {
      await using socket = await tempSocket();
      const address = kind === "TCP" ? { port: 1 } : { path: socket.path };
      await using transport = createGrpcTransport({ ...options, address });
      const failure = await createClient(EchoService, transport)
        .unary({})
        .catch((error: unknown) => error as ConnectError);
      expect(failure).toBeInstanceOf(ConnectError);
      const { code, cause } = failure as ConnectError;
      expect(code).toBe(Code.Unavailable);
      expect((cause as NodeJS.ErrnoException).code).toBe(kind === "TCP" ? "ECONNREFUSED" : "ENOENT");
    });
  }),
);
