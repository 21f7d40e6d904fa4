import { create } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createGrpcTransport, type GrpcAddress } from "@millrace/protocol/grpc";
import { EchoService, NoteSchema } from "./echo-service.ts";
import { grpcJsServer } from "./grpc-js-server.ts";
import { answer, envelope, rawServer } from "./raw-server.ts";
import { echo, serve } from "./serve.ts";

/** Sends `count` large messages while as many come back, and waits for the last. */
async function flood(address: GrpcAddress, count: number): Promise<number> {
  await using transport = createGrpcTransport({ address });
  let received = 0;
  await new Promise<void>((resolve, reject) => {
    const call = transport.openStream(EchoService.method.bidi, {
      message: ({ data }) => {
        received += data.length;
      },
      end: resolve,
      abort: reject,
    });
    const large = create(NoteSchema, { data: new Uint8Array(500_000) });
    const send = async (): Promise<void> => {
      for (let i = 0; i < count; i++) {
        // oxlint-disable-next-line no-await-in-loop
        if (!call.send(large)) await call.drained();
      }
      call.end();
    };
    send().catch(reject);
  });
  return received;
}

describe("full streams in both directions do not stop each other", () => {
  test("with our own server, which enlarges its window", async () => {
    await using server = await serve(echo);
    expect(await flood(server.address, 100)).toBe(50_000_000);
  });

  test("with our own server over TCP", async () => {
    await using server = await serve(echo, { tcp: true });
    expect(await flood(server.address, 100)).toBe(50_000_000);
  });

  test("with grpc-js", async () => {
    await using server = await grpcJsServer({
      Bidi: (call) => {
        call.on("data", (note) => {
          if (call.write(note)) return;
          call.pause();
          call.once("drain", () => call.resume());
        });
        call.on("end", () => call.end());
      },
    });
    expect(await flood(server.address, 100)).toBe(50_000_000);
  });
});

describe("the window of a connection", () => {
  /** How far a server may send ahead, as the server sees it. */
  async function windowAt(serverWindowBytes: number): Promise<number> {
    const hello = envelope(create(NoteSchema, { text: "hello" }));
    await using server = await rawServer((stream) => answer(stream, hello), {
      settings: { initialWindowSize: 1_000_000 },
    });
    server.onSession = (session) => {
      if (serverWindowBytes > 65_535) session.setLocalWindowSize(serverWindowBytes);
    };
    await using transport = createGrpcTransport({ address: server.address });
    await createClient(EchoService, transport).unary({});
    for (let i = 0; i < 20; i++) await setImmediate();
    return server.sessions[0]?.state.remoteWindowSize ?? 0;
  }

  test("is enlarged for a server that keeps to HTTP/2's own", async () => {
    expect(await windowAt(65_535)).toBeGreaterThan(8_000_000);
  });

  test("stays for a server that has enlarged its own", async () => {
    expect(await windowAt(4_000_000)).toBeLessThanOrEqual(65_535);
  });
});
