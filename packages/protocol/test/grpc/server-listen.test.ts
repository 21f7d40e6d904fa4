import { once } from "node:events";
import { link, mkdir, stat, unlink, writeFile } from "node:fs/promises";
import { createServer as createNetServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createGrpcServer, type GrpcServer, type GrpcServerOptions } from "@millrace/protocol/grpc";
import { expectCode, tempFolder } from "@millrace/protocol/testing";
import { EchoService } from "./echo-service.ts";
import { GrpcJsClient } from "./grpc-js-client.ts";
import { echo } from "./serve.ts";

const unix = process.platform !== "win32";

function serverAt(listen: GrpcServerOptions["listen"], options: Partial<GrpcServerOptions> = {}): GrpcServer {
  return createGrpcServer({ listen, routes: (router) => router.service(EchoService, echo), graceMs: 0, ...options });
}

/** A socket file that nobody listens at, as a killed server leaves it. */
async function leaveSocket(path: string): Promise<void> {
  const server = createNetServer().listen(`${path}.alive`);
  await once(server, "listening");
  await link(`${path}.alive`, path);
  await new Promise((resolve) => server.close(resolve));
}

describe.runIf(unix)("a Unix socket", () => {
  test("is made with its folder, has the rights that were asked for, and is gone at the end", async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, "a", "b", "s");
    const server = serverAt({ path, mode: 0o600 });
    expect(await server.start()).toEqual({ address: { path } });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await server.close();
    await expect(stat(path)).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("that a dead server left behind is taken over", async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, "s");
    await leaveSocket(path);
    await using server = serverAt({ path });
    using client = new GrpcJsClient((await server.start()).address);
    expect((await client.unary({ text: "new" })).note?.text).toBe("new");
  });

  test("of a live server is left to it", async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, "s");
    await using first = serverAt({ path });
    const { address } = await first.start();
    await using second = serverAt({ path });
    const error = await expectCode(() => second.start(), "GRPC_ADDRESS_IN_USE");
    expect(error.message).toContain(`unix:${path}`);
    expect(second.state).toBe("failed");
    using client = new GrpcJsClient(address);
    expect((await client.unary({ text: "first" })).note?.text).toBe("first");
  });

  test("is not made of a file or a folder that is there", async () => {
    await using folder = await tempFolder();
    const file = join(folder.path, "file");
    await writeFile(file, "precious");
    await using onFile = serverAt({ path: file });
    await expectCode(() => onFile.start(), "GRPC_ADDRESS_IN_USE");
    expect((await stat(file)).size).toBe(8);
    await mkdir(join(folder.path, "folder"));
    await using onFolder = serverAt({ path: join(folder.path, "folder") });
    await expectCode(() => onFolder.start(), "GRPC_ADDRESS_IN_USE");
    await using below = serverAt({ path: join(file, "s") });
    const error = await expectCode(() => below.start(), "GRPC_LISTEN_FAILED");
    expect(error.details).toMatchObject({ cause: expect.stringMatching(/^(ENOTDIR|EEXIST)$/) });
  });

  test("that vanished while the server ran harms nobody", async () => {
    await using folder = await tempFolder();
    const path = join(folder.path, "s");
    const server = serverAt({ path });
    await server.start();
    await unlink(path);
    await server.close();
    expect(server.state).toBe("closed");
  });

  test("whose path the system would cut is refused before anything is made", async () => {
    const limit = process.platform === "darwin" ? 103 : 107;
    const path = `/tmp/${"ü".repeat(limit / 2)}`;
    const error = await expectCode(() => serverAt({ path }), "GRPC_SOCKET_PATH_TOO_LONG");
    expect(error.details).toMatchObject({ path, limit, bytes: Buffer.byteLength(path) });
    expect(serverAt({ path: "/".padEnd(limit, "x") }).state).toBe("idle");
  });

  test.runIf(process.platform === "linux")("may be abstract", async () => {
    const path = `\0millrace-test-${process.pid}`;
    await using server = serverAt({ path });
    await server.start();
    await using second = serverAt({ path });
    const error = await expectCode(() => second.start(), "GRPC_ADDRESS_IN_USE");
    expect(error.message).toContain("unix:@millrace-test");
  });
});

describe("a port", () => {
  test("may be any free one, on the loopback interface unless told otherwise", async () => {
    await using server = serverAt({ port: 0 });
    const { address } = await server.start();
    expect(address).toEqual({ host: "127.0.0.1", port: expect.any(Number) });
    await using second = serverAt(address);
    const error = await expectCode(() => second.start(), "GRPC_ADDRESS_IN_USE");
    expect(error.message).toMatch(/something listens at 127\.0\.0\.1:\d+ already/);
  });

  test("of a host that is not ours cannot be had", async () => {
    await using server = serverAt({ host: "203.0.113.1", port: 0 });
    const error = await expectCode(() => server.start(), "GRPC_LISTEN_FAILED");
    expect(error.details).toMatchObject({ address: "203.0.113.1:0", cause: "EADDRNOTAVAIL" });
  });
});

describe("options", () => {
  test.each([
    [{}, "PROTOCOL_INVALID_OPTION"],
    [{ listen: {} }, "PROTOCOL_INVALID_OPTION"],
    [{ listen: { path: "" } }, "PROTOCOL_INVALID_OPTION"],
    [{ listen: { path: "/tmp/s", port: 1 } }, "PROTOCOL_INVALID_OPTION"],
    [{ listen: { port: 1.5 } }, "PROTOCOL_INVALID_OPTION"],
    [{ listen: { prot: 1 } }, "PROTOCOL_UNKNOWN_OPTION"],
    [{ listen: { port: 0 }, route: 1 }, "PROTOCOL_UNKNOWN_OPTION"],
    [{ listen: { port: 0 }, readMaxBytes: -1 }, "PROTOCOL_INVALID_OPTION"],
    [{ listen: { port: 0 }, writeMaxBytes: "1" }, "PROTOCOL_INVALID_OPTION"],
    [{ listen: { port: 0 }, compressMinBytes: Number.NaN }, "PROTOCOL_INVALID_OPTION"],
    [{ listen: { port: 0 }, maxConnectionAgeMs: 0 }, "PROTOCOL_INVALID_OPTION"],
    [{ listen: { port: 0 }, graceMs: -1 }, "PROTOCOL_INVALID_OPTION"],
  ])("%j are refused with %s", async (options, code) => {
    const error = await expectCode(() => createGrpcServer(options as unknown as GrpcServerOptions), code);
    expect(error.message).toMatch(/createGrpcServer|createRunnable/);
  });

  test("routes that cannot be served are refused when the server starts", async () => {
    const routes: readonly Partial<GrpcServerOptions>[] = [
      { routes: (router) => router.service(EchoService, echo).rpc(EchoService.method.unary, (note) => note) },
      { routes: (router) => router.service(EchoService, { unary: 5 as never }) },
      { routes: (router) => router.service(EchoService, echo, { readMaxBytes: 5 }) },
      { streams: (add) => add(EchoService.method.unary as never, () => ({}) as never) },
      {
        streams: (add) => {
          add(EchoService.method.bidi, () => ({}) as never);
        },
      },
    ];
    for (const options of routes) {
      const server = serverAt({ port: 0 }, options);
      // oxlint-disable-next-line no-await-in-loop
      const error = await expectCode(() => server.start(), "GRPC_INVALID_ROUTE");
      expect(error.message).toMatch(/Echo|readMaxBytes/);
    }
  });
});
