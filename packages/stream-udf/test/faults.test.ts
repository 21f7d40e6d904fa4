import { connect } from "node:net";
import { once } from "node:events";
import { connect as connectHttp2, constants } from "node:http2";
import { silentLogger } from "@millrace/protocol";
import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { createUdfServer } from "../src/index.ts";
import { Engine } from "./support/engine.ts";
import { eachKind, kinds, type KindCase } from "./support/kinds.ts";
import { envelope, rawCall, rawSession } from "./support/raw-call.ts";
import { serve, type Served } from "./support/serve.ts";

const [mapKind] = kinds as [KindCase];
const MiB = 1024 * 1024;

/** Whether another connection is served. */
async function stillServes(served: Served, kind: KindCase): Promise<boolean> {
  using engine = new Engine(served.address);
  const call = kind.open(engine);
  call.send(Buffer.from("still here"));
  call.flush();
  return (await call.answer()) === "still here" && served.server.state === "running";
}

describe("an engine that goes away", () => {
  test.each(eachKind)(
    "[G-11] %s: in mid-call the signal of handlers aborts, and a new connection works",
    async (_name, kind) => {
      const working = Promise.withResolvers<AbortSignal>();
      const left = Promise.withResolvers<void>();
      await using served = await serve(
        kind.components(async (value, { signal }) => {
          if (Buffer.from(value).toString() !== "hangs") return;
          signal.addEventListener("abort", () => left.resolve());
          working.resolve(signal);
          await left.promise;
        }),
      );
      const engine = new Engine(served.address);
      const call = kind.open(engine);
      call.send(Buffer.from("hangs"));
      call.flush();
      expect((await working.promise).aborted).toBe(false);
      call.cancel();
      await left.promise;
      engine.close();
      expect(await stillServes(served, kind)).toBe(true);
    },
  );

  test.each(eachKind)("[G-11] %s: a connection that breaks in the middle of a message", async (_name, kind) => {
    await using served = await serve(kind.components(() => undefined));
    const session = rawSession(served.address);
    const stream = session.request({
      ":method": "POST",
      ":path": kind.path,
      "content-type": "application/grpc",
      te: "trailers",
    });
    stream.on("error", () => undefined);
    stream.write(Buffer.concat([Buffer.from([0, 0, 0, 1, 0]), Buffer.alloc(17)]));
    await once(session, "remoteSettings");
    session.destroy();
    expect(await stillServes(served, kind)).toBe(true);
  });

  test("[G-11] a reduce whose engine goes away does not take that for the end of the window", async () => {
    const ended: unknown[] = [];
    let begun = 0;
    await using served = await serve({
      reduce: {
        component: {
          kind: "reduce",
          async handle(_keys, datums) {
            begun++;
            try {
              for await (const _ of datums);
              ended.push("closed");
            } catch (error) {
              ended.push((error as Error).name);
            }
            return [];
          },
        },
      },
    });
    const { path } = served.address as { readonly path: string };
    const socket = connect(path);
    const session = connectHttp2("http://localhost", { createConnection: () => socket });
    session.on("error", () => undefined);
    const stream = session.request({
      ":method": "POST",
      ":path": "/reduce.v1.Reduce/ReduceFn",
      "content-type": "application/grpc",
    });
    stream.on("error", () => undefined);
    // A payload with the key "k", and an operation on one window.
    stream.write(envelope(Buffer.from("0a030a016b1206080412021a00", "hex")));
    await expect.poll(() => begun).toBe(1);
    // Not in an orderly way: a process that is killed says nothing either.
    socket.destroy();
    await expect.poll(() => ended).toEqual(["ConnectError"]);
    expect(served.server.state).toBe("running");
  });
});

describe("messages", () => {
  test.each(eachKind)("[G-6] [P-16] %s: 5 MiB pass in both directions", async (_name, kind) => {
    await using served = await serve(kind.components(() => undefined));
    const call = kind.open(served.engine);
    call.send(Buffer.alloc(5 * MiB, "a"));
    call.flush();
    expect((await call.answer())?.startsWith("aaaa")).toBe(true);
  });

  test.each(eachKind)(
    "[G-6] [P-16] %s: a larger message than allowed ends its call, not the server",
    async (_name, kind) => {
      await using served = await serve({ ...kind.components(() => undefined), maxMessageBytes: 100_000 });
      const call = kind.open(served.engine);
      call.send(Buffer.alloc(100_001));
      expect((await call.status).code).toBe(8);
      expect(await stillServes(served, kind)).toBe(true);
    },
  );

  test("[G-6] [P-16] a larger answer than allowed ends its call, not the server", async () => {
    await using served = await serve({
      map: {
        component: {
          kind: "map",
          handle: (keys, { value }) => Array.from({ length: 3 }, () => ({ keys, value, tags: [] }) as never),
        },
      },
      maxMessageBytes: 1000,
    });
    const call = mapKind.open(served.engine);
    call.send(Buffer.alloc(900));
    expect((await call.status).code).toBe(8);
    expect(served.server.state).toBe("running");
  });

  test.each(eachKind)("%s: bytes that are no message end their call, not the server", async (_name, kind) => {
    await using served = await serve(kind.components(() => undefined));
    const session = rawSession(served.address);
    for (const garbage of [Buffer.from("0affffffffff", "hex"), Buffer.from("07", "hex"), Buffer.alloc(200, 0xff)]) {
      const { trailers } = await rawCall(session, kind.path, envelope(garbage));
      expect(["3", "13"]).toContain(trailers["grpc-status"]);
    }
    session.destroy();
    expect(await stillServes(served, kind)).toBe(true);
  });

  test("frames that are no HTTP/2 do not disturb others", async () => {
    await using served = await serve(mapKind.components(() => undefined));
    const socket = connect((served.address as { path: string }).path);
    socket.on("error", () => undefined);
    socket.end(Buffer.alloc(10_000, "garbage"));
    await once(socket.resume(), "close");
    expect(await stillServes(served, mapKind)).toBe(true);
  });

  test("a call that is reset at once, again and again, leaves nothing behind", async () => {
    await using served = await serve(mapKind.components(() => undefined));
    const session = rawSession(served.address);
    await once(session, "remoteSettings");
    for (let round = 0; round < 100; round++) {
      const stream = session.request({ ":method": "POST", ":path": mapKind.path, "content-type": "application/grpc" });
      stream.on("error", () => undefined);
      stream.write(envelope(Buffer.from("1a020801", "hex")));
      stream.close(constants.NGHTTP2_CANCEL);
      await once(stream, "close");
    }
    session.destroy();
    expect(await stillServes(served, mapKind)).toBe(true);
  });
});

describe("an engine that reads slowly", () => {
  test("[INT-4] it is waited for: the server takes on no more than it gets rid of", async () => {
    let handled = 0;
    await using served = await serve(mapKind.components(() => void handled++));
    const session = rawSession(served.address);
    const stream = session.request({ ":method": "POST", ":path": mapKind.path, "content-type": "application/grpc" });
    stream.on("error", () => undefined);
    stream.pause();
    // `MapRequest { request: { value: 100,000 bytes } }`; a thousand are far more than all windows together.
    const payload = Buffer.alloc(100_000);
    const request = Buffer.concat([Buffer.from("12a08d06", "hex"), payload]);
    const message = envelope(Buffer.concat([Buffer.from("0aa48d06", "hex"), request]));
    stream.write(envelope(Buffer.from("1a020801", "hex")));
    let sent = 0;
    const total = 1000;
    while (sent < total && stream.writableLength < 20 * MiB) {
      stream.write(message);
      sent++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    const settled = await settle(() => handled);
    expect(settled).toBeLessThan(sent);
    session.destroy();
    expect(await stillServes(served, mapKind)).toBe(true);
  });

  /** The value when it has not changed for a while. */
  async function settle(read: () => number): Promise<number> {
    for (let last = -1; ;) {
      const now = read();
      if (now === last) return now;
      last = now;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
});

test("a path that is too long for a socket is a coded error", async () => {
  const socketPath = `/tmp/${"x".repeat(120)}/map.sock`;
  const server = createUdfServer({ ...mapKind.components(() => undefined), socketPath, logger: silentLogger });
  await expectCode(server.run(), "GRPC_SOCKET_PATH_TOO_LONG");
});
