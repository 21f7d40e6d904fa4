import fc from "fast-check";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { createGrpcTransport } from "@millrace/protocol/grpc";
import { collect, leakCheck, seededRandom, tempSocket } from "@millrace/protocol/testing";
import { EchoService } from "./echo-service.ts";
import { failureOf } from "./failure-of.ts";
import { answer, rawServer } from "./raw-server.ts";

async function startServer(path: string): Promise<ChildProcess> {
  const program = fileURLToPath(new URL("fixtures/echo-server.ts", import.meta.url));
  const server = spawn(process.execPath, ["--conditions=@millrace/source", "--no-warnings", program, path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(server.stdout as NodeJS.ReadableStream, "data");
  return server;
}

test("a server that is killed in the middle of a stream is unavailable; its successor is not", async () => {
  await using socket = await tempSocket();
  await using transport = createGrpcTransport({ address: { path: socket.path }, backoff: { initialMs: 0 } });
  const client = createClient(EchoService, transport);
  const first = await startServer(socket.path);
  let returned = false;
  async function* notes(): AsyncGenerator<{ text: string }> {
    try {
      for (let count = 0; ; count++) {
        yield { text: String(count) };
        // oxlint-disable-next-line no-await-in-loop
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    } finally {
      returned = true;
    }
  }
  const texts: string[] = [];
  const failure = await failureOf(
    (async () => {
      for await (const { text } of client.bidi(notes())) {
        texts.push(text);
        if (texts.length === 10) first.kill("SIGKILL");
      }
    })(),
  );
  expect([Code[failure.code], texts.slice(0, 3)]).toEqual(["Unavailable", ["0", "1", "2"]]);
  // The socket file is still there, and nobody listens.
  expect((await failureOf(client.unary({}))).code).toBe(Code.Unavailable);
  const second = await startServer(socket.path);
  expect((await client.unary({ text: "again" })).text).toBe("again");
  expect(returned).toBe(true);
  second.kill("SIGKILL");
  await once(second, "close");
});

describe("whatever a server sends, calls end", () => {
  test("with random bodies in random pieces", async () => {
    let body: Uint8Array = new Uint8Array();
    await using server = await rawServer((stream) => answer(stream, body));
    await using transport = createGrpcTransport({ address: server.address, readMaxBytes: 10_000 });
    const client = createClient(EchoService, transport);
    // Short lengths are likely, so that many bodies get as far as the message.
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.tuple(fc.constantFrom(0, 1, 2), fc.uint8Array({ maxLength: 30 })).map(([flags, message]) => {
        return Uint8Array.of(flags, 0, 0, 0, message.length, ...message);
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 5 }), async (pieces) => {
        body = Buffer.concat(pieces);
        const code = await collect(client.serverStream({})).then(
          () => "answered",
          (error: unknown) => Code[ConnectError.from(error).code],
        );
        expect(["answered", "Internal", "ResourceExhausted"]).toContain(code);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test("with random frames", async () => {
    const random = seededRandom(11);
    await using leaks = leakCheck({ ignore: ["TCPServerWrap"] });
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.write(Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]));
      socket.on("data", () => {
        const payload = random.bytes(random.int(0, 30));
        const stream = random.int(0, 3);
        const head = Buffer.from([0, 0, payload.length, random.int(0, 10), random.int(0, 255), 0, 0, 0, stream]);
        socket.write(Buffer.concat([head, payload]));
        if (random.int(0, 20) === 0) socket.end();
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const transport = createGrpcTransport({ address: { port }, backoff: { initialMs: 0 } });
    const client = createClient(EchoService, transport);
    for (let round = 0; round < 200; round++) {
      // oxlint-disable-next-line no-await-in-loop
      const failure = await failureOf(client.unary({}, { timeoutMs: 200 }));
      expect(failure.code).toBeGreaterThan(0);
    }
    await transport.close();
    server.close();
    await once(server, "close");
    expect(leaks).toBeDefined();
  });
});
