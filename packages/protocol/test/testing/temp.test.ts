import { once } from "node:events";
import { access, mkdir, readdir, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { tempFolder, tempSocket } from "@millrace/protocol/testing";

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("tempFolder", () => {
  test("is new and empty, and goes with all that is in it", async () => {
    const [a, b] = [await tempFolder(), await tempFolder()];
    expect(a.path).not.toBe(b.path);
    expect(await readdir(a.path)).toEqual([]);
    await mkdir(join(a.path, "deep", "er"), { recursive: true });
    await writeFile(join(a.path, "deep", "er", "file"), "x");
    await a[Symbol.asyncDispose]();
    expect([await exists(a.path), await exists(b.path)]).toEqual([false, true]);
    await b[Symbol.asyncDispose]();
  });

  test("may be gone before", async () => {
    const folder = await tempFolder();
    await folder[Symbol.asyncDispose]();
    await expect(folder[Symbol.asyncDispose]()).resolves.toBeUndefined();
  });

  test("lives as long as a block with await using", async () => {
    let path: string;
    {
      await using folder = await tempFolder();
      path = folder.path;
      expect(await exists(path)).toBe(true);
    }
    expect(await exists(path)).toBe(false);
  });
});

describe("tempSocket", () => {
  test("is a path that a server can listen on; its folder goes too", async () => {
    const socket = await tempSocket();
    expect(await exists(socket.path)).toBe(false);
    const server = createServer((connection) => connection.end("hello")).listen(socket.path);
    await once(server, "listening");
    const client = connect(socket.path);
    const [data] = (await once(client, "data")) as [Buffer];
    expect(String(data)).toBe("hello");
    client.destroy();
    server.close();
    await once(server, "close");
    await socket[Symbol.asyncDispose]();
    expect(await exists(dirname(socket.path))).toBe(false);
  });

  test.skipIf(process.platform === "win32")(
    "is short where the temporary folder is not (pipes have no folder)",
    async () => {
      await using folder = await tempFolder();
      const long = join(folder.path, "x".repeat(90));
      await mkdir(long);
      vi.stubEnv("TMPDIR", long);
      expect(tmpdir()).toBe(long);
      await using socket = await tempSocket();
      expect(socket.path).toMatch(/^\/tmp\/millrace-/);
      expect(Buffer.byteLength(socket.path)).toBeLessThanOrEqual(103);
    },
  );
});
