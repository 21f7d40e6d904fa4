import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { createServer as createNetServer } from "node:net";
import path from "node:path";
import { silentLogger } from "@millrace/protocol";
import { expectCode, tempFolder } from "@millrace/protocol/testing";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import {
  createUdfServer,
  parseServerInfo,
  udfServerDefaults,
  type UdfServer,
  type UdfServerOptions,
} from "../src/index.ts";
import { Engine } from "./support/engine.ts";
import { eachKind, eachShaking, kinds, type KindCase } from "./support/kinds.ts";
import { envelope, rawCall, rawSession } from "./support/raw-call.ts";
import { serve } from "./support/serve.ts";

const quiet = (): void => undefined;
const echo = ({ components }: KindCase) => components(quiet);
const [mapKind, , , sinkKind] = kinds as [KindCase, KindCase, KindCase, KindCase];
const infoOf = (directory: string, kind: KindCase): string =>
  readFileSync(path.join(directory, kind.serverInfo), "utf8");

async function folder(): Promise<string> {
  const { path: directory, ...rest } = await tempFolder();
  onTestFinished(() => rest[Symbol.asyncDispose]());
  return directory;
}

/** Starts a server that the end of the test closes. */
async function started(options: UdfServerOptions): Promise<UdfServer> {
  const server = createUdfServer({ logger: silentLogger, ...options });
  onTestFinished(() => server.close({ graceMs: 0 }));
  await server.start();
  return server;
}

test("start() of a server that was closed before is refused, not left waiting", async () => {
  const server = createUdfServer({ directory: await folder(), ...echo(mapKind) });
  await server.close();
  await expectCode(server.start(), "UDF_SERVER_CLOSED");
  expect(server.state).toBe("closed");
});

test("start() whose second socket is taken fails, though an engine holds a call on the first", async () => {
  const directory = await folder();
  const taken = createNetServer().listen(path.join(directory, sinkKind.socket));
  await once(taken, "listening");
  onTestFinished(() => void taken.close());
  const server = createUdfServer({ directory, logger: silentLogger, ...echo(mapKind), ...echo(sinkKind) });
  const starting = expectCode(server.start(), "GRPC_ADDRESS_IN_USE");
  const first = path.join(directory, mapKind.socket);
  while (!existsSync(first)) await new Promise(setImmediate);
  const session = rawSession({ path: first });
  onTestFinished(() => session.destroy());
  const call = session.request({
    ":method": "POST",
    ":path": mapKind.path,
    "content-type": "application/grpc",
    te: "trailers",
  });
  call.on("error", quiet).write(envelope(Buffer.from(mapKind.handshake?.request ?? "", "hex")));
  // A machine that is slow enough lets the server end before.
  await Promise.race([once(call, "data"), starting]);
  await starting;
  expect(server.state).toBe("failed");
});

describe("where a server is found", () => {
  test.each(eachKind)("[G-2] [P-1] %s: socket and server-info file have the engine's names", async (_name, kind) => {
    await using served = await serve(echo(kind));
    expect(readdirSync(served.directory).toSorted()).toEqual([kind.serverInfo, kind.socket].toSorted());
  });

  test("[G-2] [P-1] the default directory is the engine's", () => {
    expect(udfServerDefaults.directory).toBe("/var/run/numaflow");
  });

  test("[G-2] socket and server-info file may be elsewhere", async () => {
    const directory = await folder();
    const socketPath = path.join(directory, "a/own.sock");
    const serverInfoPath = path.join(directory, "b/own-info");
    await started({ ...echo(mapKind), socketPath, serverInfoPath });
    expect([existsSync(socketPath), existsSync(serverInfoPath)]).toEqual([true, true]);
  });

  test("[G-2] beside a socket of one's own lies the server-info file", async () => {
    const directory = await folder();
    await started({ ...echo(mapKind), socketPath: path.join(directory, "own.sock") });
    expect(readdirSync(directory).toSorted()).toEqual(["mapper-server-info", "own.sock"]);
  });

  test("[P-5] a directory that does not exist is made", async () => {
    const directory = path.join(await folder(), "deep/er");
    await started({ ...echo(mapKind), directory });
    expect(existsSync(path.join(directory, "map.sock"))).toBe(true);
  });

  test("a directory that cannot be made is a coded error, from start() and from run()", async () => {
    const file = path.join(await folder(), "file");
    await writeFile(file, "");
    const server = createUdfServer({ ...echo(mapKind), directory: path.join(file, "below"), logger: silentLogger });
    const running = server.run();
    await expectCode(server.start(), "UDF_DIRECTORY_UNUSABLE");
    await expectCode(running, "UDF_DIRECTORY_UNUSABLE");
  });

  test.each([
    [undefined, "sink.sock", "sinker-server-info"],
    ["udsink", "sink.sock", "sinker-server-info"],
    ["fb-udsink", "fb-sink.sock", "fb-sinker-server-info"],
    ["ons-udsink", "ons-sink.sock", "ons-sinker-server-info"],
  ])("[K-4] [P-4] a sink in container '%s' is at %s", async (containerType, socket, info) => {
    vi.stubEnv("NUMAFLOW_UD_CONTAINER_TYPE", containerType);
    onTestFinished(() => void vi.unstubAllEnvs());
    await using served = await serve(echo(sinkKind));
    expect(readdirSync(served.directory).toSorted()).toEqual([info, socket].toSorted());
  });

  test("[K-4] the container type may be an option", async () => {
    await using served = await serve({ ...echo(sinkKind), containerType: "fb-udsink" });
    expect(existsSync(path.join(served.directory, "fb-sink.sock"))).toBe(true);
  });

  test("[PY-7] several components of one process have a socket each", async () => {
    const directory = await folder();
    await started({
      ...echo(kinds[0] as KindCase),
      ...echo(kinds[1] as KindCase),
      ...echo(kinds[2] as KindCase),
      directory,
    });
    expect(readdirSync(directory).filter((name) => name.endsWith(".sock"))).toHaveLength(3);
    using engine = new Engine({ path: path.join(directory, "reduce.sock") });
    expect(await engine.ready((kinds[2] as KindCase).service)).toBe(true);
  });

  test("[P-28] TCP: one port serves all components, without a server-info file unless it is asked for", async () => {
    const server = createUdfServer({ ...echo(mapKind), ...echo(sinkKind), tcp: { port: 0 }, logger: silentLogger });
    onTestFinished(() => server.close({ graceMs: 0 }));
    const [endpoint] = await server.start();
    expect(endpoint).toMatchObject({ kinds: ["map", "sink"], serverInfoPaths: [] });
    using engine = new Engine(endpoint?.address ?? { port: 0 });
    for (const kind of [mapKind, sinkKind]) {
      const call = kind.open(engine);
      call.send(Buffer.from("over TCP"));
      call.flush();
      expect(await call.answer()).toBe("over TCP");
      call.halfClose();
      expect((await call.status).code).toBe(0);
    }
  });

  test("[P-28] TCP: the server-info file says so", async () => {
    const directory = await folder();
    await started({ ...echo(mapKind), tcp: { port: 0 }, directory });
    expect(parseServerInfo(infoOf(directory, mapKind), "info").protocol).toBe("tcp");
  });
});

describe("the server-info file", () => {
  test.each(eachKind)(
    "[G-4] [P-9] [P-14] [P-15] %s: JSON, then the terminator, and nothing else",
    async (name, kind) => {
      await using served = await serve(echo(kind));
      const text = infoOf(served.directory, kind);
      expect(text.endsWith("}U+005C__END__")).toBe(true);
      expect(JSON.parse(text.slice(0, -"U+005C__END__".length))).toEqual({
        protocol: "uds",
        language: "javascript",
        minimum_numaflow_version: "1.4.0-z",
        version: "",
        metadata: name === "map" ? { MAP_MODE: "unary-map" } : {},
      });
    },
  );

  test("[P-15] language and version may be others", async () => {
    await using served = await serve({ ...echo(mapKind), serverInfo: { language: "go", version: "v0.12.0" } });
    expect(parseServerInfo(infoOf(served.directory, mapKind), "info")).toMatchObject({
      language: "go",
      version: "v0.12.0",
    });
  });

  test("[G-5] [P-11] it is never there in part", async () => {
    const directory = await folder();
    const file = path.join(directory, mapKind.serverInfo);
    const texts = new Set<string>();
    for (let round = 0; round < 20; round++) {
      const server = createUdfServer({ ...echo(mapKind), directory, logger: silentLogger });
      const starting = server.start();
      for (let looking = true; looking;) {
        if (existsSync(file)) texts.add(readFileSync(file, "utf8"));
        looking = !(await Promise.race([starting.then(() => true), new Promise((go) => setImmediate(go, false))]));
      }
      texts.add(readFileSync(file, "utf8"));
      await server.close({ graceMs: 0 });
    }
    expect([...texts]).toEqual([expect.stringMatching(/^\{.*\}U\+005C__END__$/)]);
    expect(readdirSync(directory)).toEqual([]);
  });

  test("[G-3] [P-2] one that another process left is replaced", async () => {
    const directory = await folder();
    await writeFile(path.join(directory, mapKind.serverInfo), '{"metadata":{"MAP_MODE":"batch-map"}}U+005C__END__');
    await started({ ...echo(mapKind), directory });
    expect(parseServerInfo(infoOf(directory, mapKind), "info").metadata).toEqual({ MAP_MODE: "unary-map" });
  });

  test("a server that finds its place taken leaves the file of the other alone", async () => {
    await using served = await serve(echo(mapKind));
    const text = infoOf(served.directory, mapKind);
    const second = createUdfServer({ ...echo(mapKind), directory: served.directory, logger: silentLogger });
    await expectCode(second.run(), "GRPC_ADDRESS_IN_USE");
    expect(infoOf(served.directory, mapKind)).toBe(text);
    expect(await served.engine.ready(mapKind.service)).toBe(true);
  });

  test("one that cannot be written ends the start, and leaves no socket", async () => {
    const directory = await folder();
    await mkdir(path.join(directory, mapKind.serverInfo, "in-the-way"), { recursive: true });
    const server = createUdfServer({ ...echo(mapKind), directory, logger: silentLogger });
    await expectCode(server.run(), "UDF_DIRECTORY_UNUSABLE");
    expect(readdirSync(directory)).toEqual([mapKind.serverInfo]);
  });
});

describe("a connection", () => {
  test.each(eachKind)("[G-1] [P-6] [P-17] %s is ready at once, and while a handler is at work", async (_name, kind) => {
    const working = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    await using served = await serve(
      kind.components(async () => {
        working.resolve();
        await gate.promise;
      }),
    );
    expect(await served.engine.ready(kind.service)).toBe(true);
    const call = kind.open(served.engine);
    call.send(Buffer.from("a"));
    call.flush();
    await working.promise;
    expect(await served.engine.ready(kind.service)).toBe(true);
    gate.resolve();
    expect(await call.answer()).toBe("a");
  });

  test.each(eachShaking)("[H-1] [P-25] %s: a call that begins without a handshake is refused", async (_name, kind) => {
    await using served = await serve(echo(kind));
    const session = rawSession(served.address);
    const { trailers } = await rawCall(session, kind.path, envelope(new Uint8Array()));
    session.destroy();
    expect([trailers["grpc-status"], trailers["grpc-message"]]).toEqual([
      "3",
      expect.stringContaining("invalid handshake"),
    ]);
    expect(served.server.state).toBe("running");
  });

  test.each(eachShaking)(
    "[H-2] [H-3] [W-8] [W-9] %s: the handshake, byte by byte, before all else",
    async (_name, kind) => {
      await using served = await serve(echo(kind));
      const session = rawSession(served.address);
      const request = Buffer.from(kind.handshake?.request ?? "", "hex");
      const { bytes, trailers } = await rawCall(session, kind.path, envelope(request));
      session.destroy();
      expect(bytes.toString("hex")).toBe(`0000000004${kind.handshake?.response}`);
      expect(trailers["grpc-status"]).toBe("0");
    },
  );

  test.each(eachKind)("[G-14] [P-24] %s: a second call, and a second connection, start afresh", async (_name, kind) => {
    await using served = await serve(echo(kind));
    for (let round = 0; round < 2; round++) {
      const engine = round === 0 ? served.engine : new Engine(served.address);
      for (const value of ["a", "b"]) {
        const call = kind.open(engine);
        call.send(Buffer.from(value));
        call.flush();
        expect(await call.answer()).toBe(value);
        call.halfClose();
        expect((await call.status).code).toBe(0);
      }
      engine.close();
    }
  });

  test.each(eachKind)("[G-15] %s: a call that ends before it began ends well", async (_name, kind) => {
    await using served = await serve(echo(kind));
    const session = rawSession(served.address);
    const { trailers } = await rawCall(session, kind.path, new Uint8Array());
    session.destroy();
    expect(trailers["grpc-status"]).toBe("0");
    expect(await served.engine.ready(kind.service)).toBe(true);
  });

  test.each(["[::1]:50051", "localhost", "%2Ftmp%2Fmap.sock", "::1:50051"])(
    "[G-12] [P-7] an authority like '%s' is as good as any",
    async (authority) => {
      await using served = await serve(echo(mapKind));
      const session = rawSession(served.address);
      const { trailers } = await rawCall(session, mapKind.path, envelope(Buffer.from("1a020801", "hex")), {
        ":authority": authority,
      });
      session.destroy();
      expect(trailers["grpc-status"]).toBe("0");
    },
  );

  test.each(eachKind)("[G-13] %s: fields that do not exist yet are passed over", async (_name, kind) => {
    await using served = await serve(echo(kind));
    const session = rawSession(served.address);
    const unknown = Buffer.from("ca3e0161", "hex");
    const request = Buffer.concat([Buffer.from(kind.handshake?.request ?? "120a12081200120408011000", "hex"), unknown]);
    const { trailers } = await rawCall(session, kind.path, envelope(request));
    session.destroy();
    expect([trailers["grpc-status"], trailers["grpc-message"]]).toEqual(["0", undefined]);
  });
});
