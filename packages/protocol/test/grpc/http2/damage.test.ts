import { Code, createClient } from "@connectrpc/connect";
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { leakCheck, seededRandom } from "@millrace/protocol/testing";
import { createGrpcTransport } from "@millrace/protocol/grpc";
import { expect, test } from "vitest";
import { EchoService } from "../echo-service.ts";
import { failureOf } from "../failure-of.ts";
import { echo, serve } from "../serve.ts";

type Damage = (chunk: Buffer) => Buffer[];

/** Stands between a client and a server, and does something to what the server says. */
async function relay(port: number, damage: Damage): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ port, host: "127.0.0.1", noDelay: true });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.pipe(upstream);
    upstream.on("data", (chunk: Buffer) => {
      for (const part of damage(chunk)) client.write(part);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const pieces = (chunk: Buffer): Buffer[] => Array.from({ length: chunk.length }, (_, at) => chunk.subarray(at, at + 1));

test("a response that trickles in byte by byte is the same", async () => {
  await using served = await serve(echo, { tcp: true });
  const { port, close } = await relay((served.address as { port: number }).port, pieces);
  const transport = createGrpcTransport({ address: { port } });
  const client = createClient(EchoService, transport);
  const texts = Array.from({ length: 50 }, (_, nth) => `${nth}: ${"x".repeat(nth)}`);
  const answers = await Promise.all(texts.map((text) => client.unary({ text })));
  expect(answers.map(({ text }) => text)).toEqual(texts);
  await transport.close();
  await close();
});

test("bytes that change, vanish or come twice end calls or leave them right, and nothing hangs", async () => {
  await using leaks = leakCheck({ ignore: ["TCPServerWrap"] });
  const random = seededRandom(17);
  const outcomes = { right: 0, failed: 0 };
  {
    await using served = await serve(echo, { tcp: true });
    const { port, close } = await relay((served.address as { port: number }).port, (chunk) => {
      const at = random.int(0, chunk.length * 3);
      if (at >= chunk.length) return [chunk];
      const [before, after] = [chunk.subarray(0, at), chunk.subarray(at)];
      const kind = random.int(0, 3);
      if (kind === 0) return [before, after.subarray(1)];
      if (kind === 1) return [before, after, after];
      return [before, Buffer.from([random.int(0, 255)]), after.subarray(1)];
    });
    const transport = createGrpcTransport({ address: { port }, backoff: { initialMs: 0 }, connectTimeoutMs: 200 });
    const client = createClient(EchoService, transport);
    for (let round = 0; round < 100; round++) {
      const texts = Array.from({ length: 4 }, (_, nth) => `${round} ${nth} ${"y".repeat(random.int(0, 200))}`);
      // oxlint-disable-next-line no-await-in-loop
      await Promise.all(
        texts.map(async (text) => {
          const call = client.unary({ text }, { timeoutMs: 500 });
          await call.then(
            () => outcomes.right++,
            () => outcomes.failed++,
          );
        }),
      );
    }
    await transport.close();
    expect((await failureOf(client.unary({}))).code).toBe(Code.Canceled);
    await close();
  }
  expect(outcomes.right + outcomes.failed).toBe(400);
  expect(Math.min(outcomes.right, outcomes.failed)).toBeGreaterThan(0);
  expect(leaks).toBeDefined();
});
