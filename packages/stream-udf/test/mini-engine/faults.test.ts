import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { once } from "node:events";
import { silentLogger } from "@millrace/protocol";
import { expectCode, leakCheck } from "@millrace/protocol/testing";
import { describe, expect, it } from "vitest";
import { bytes, createUdfServer, defineMap } from "../../src/index.ts";
import { connectMiniEngine } from "../../src/testing.ts";
import { startProgram } from "../support/child.ts";
import { mapResponse, mapServer } from "./scripted-server.ts";

/** A folder of its own, and what is in it is removed. */
async function inFolder<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(path.join(tmpdir(), "mini-"));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Listens on `map.sock` and does with each connection as it is told. */
async function listen(directory: string, onConnection: (socket: Socket) => void): Promise<Server> {
  const server = createServer(onConnection).listen(path.join(directory, "map.sock"));
  await once(server, "listening");
  return server;
}

const soon = 300;

describe("the mini engine", () => {
  it("tells of a server that is killed in mid-call, and reaches its successor", async () => {
    await inFolder(async (directory) => {
      await using first = startProgram("map-program.ts", [directory]);
      await using engine = await connectMiniEngine("map", { directory, timeoutMs: 30_000 });
      expect(await engine.send(["a"])).toHaveLength(1);
      function* endless(): Generator<string> {
        for (let n = 0; ; n++) {
          if (n === 5000) first.process.kill("SIGKILL");
          yield String(n);
        }
      }
      const error = await expectCode(engine.send(endless()), "UDF_ENGINE_CALL_FAILED");
      expect(error.details).toMatchObject({ statusName: expect.stringMatching(/^(unavailable|canceled|internal)$/u) });
      await first.ended;

      await using second = startProgram("map-program.ts", [directory]);
      await using next = await connectMiniEngine("map", { directory, timeoutMs: 30_000 });
      expect(await next.send(["a"])).toHaveLength(1);
      expect(second.process.exitCode).toBeNull();
    });
  });

  it("waits for the successor of a server that left socket and file behind", async () => {
    await inFolder(async (directory) => {
      await using first = startProgram("map-program.ts", [directory]);
      await using reached = await connectMiniEngine("map", { directory, timeoutMs: 30_000 });
      expect(await reached.isReady()).toBe(true);
      first.process.kill("SIGKILL");
      await first.ended;
      const waiting = connectMiniEngine("map", { directory, timeoutMs: 30_000 });
      await using second = startProgram("map-program.ts", [directory]);
      await using engine = await waiting;
      expect(await engine.send(["a"])).toHaveLength(1);
      expect(second.errors()).toBe("");
    });
  });

  it.each([
    ["says nothing", () => undefined],
    ["hangs up at once", (socket: Socket) => socket.destroy()],
    ["speaks another protocol", (socket: Socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")],
    ["sends garbage", (socket: Socket) => socket.end(Buffer.alloc(10_000, 0xff))],
  ])("gives up on a listener that %s", async (_what, onConnection) => {
    await inFolder(async (directory) => {
      const leaks = leakCheck();
      const sockets: Socket[] = [];
      const server = await listen(directory, (socket) => {
        socket.on("error", () => undefined);
        sockets.push(socket);
        onConnection(socket);
      });
      const socketPath = path.join(directory, "map.sock");
      const error = await connectMiniEngine("map", { socketPath, timeoutMs: soon }).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: expect.stringMatching(/^UDF_ENGINE_(TIMEOUT|CALL_FAILED)$/u) });
      for (const socket of sockets) socket.destroy();
      server.close();
      await expect(leaks.assertClean()).resolves.toBeUndefined();
    });
  });

  it("is told of messages that are too large for the server", async () => {
    await inFolder(async (directory) => {
      const map = defineMap({ input: bytes, output: bytes, handle: (value) => ({ value }) });
      await using server = createUdfServer({ directory, map, maxMessageBytes: 1000, logger: silentLogger });
      await server.start();
      await using engine = await connectMiniEngine("map", { directory });
      const error = await expectCode(engine.send([Buffer.alloc(2000)]), "UDF_ENGINE_CALL_FAILED");
      expect(error.details).toMatchObject({ statusName: "resource_exhausted" });
      expect(await engine.send([Buffer.alloc(500)])).toHaveLength(1);
    });
  });

  it("takes answers of several megabytes, and many at once", async () => {
    await inFolder(async (directory) => {
      const map = defineMap({ input: bytes, output: bytes, handle: (value) => [{ value }, { value }] });
      await using server = createUdfServer({ directory, map, logger: silentLogger });
      await server.start();
      await using engine = await connectMiniEngine("map", { directory });
      const answered = await engine.send(Array.from({ length: 12 }, () => Buffer.alloc(3_000_000, 7)));
      expect(answered.every(({ results }) => results.every(({ value }) => value.length === 3_000_000))).toBe(true);
    });
  });

  it("leaves a call whose source of messages throws, and may make another", async () => {
    await using scripted = await mapServer(({ id }, call) => void call.send(mapResponse(id)));
    await using engine = await connectMiniEngine("map", { directory: scripted.directory });
    function* broken(): Generator<string> {
      yield "a";
      throw new Error("no more");
    }
    await expect(engine.send(broken())).rejects.toThrow("no more");
    expect(await engine.send(["a"])).toHaveLength(1);
  });
});
