import { buffer } from "node:stream/consumers";
import { collect, expectCode, tempFolder } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { openEmbedded } from "../../src/embedded/open-embedded.ts";
import type { Platform } from "../../src/platform.ts";
import { openCore } from "../../src/remote/core-client.ts";
import { startServer, type ServerOptions } from "../../src/server.ts";

/** A local platform, our server over it, and the client over that. */
async function overServer(
  use: (client: Platform, local: Platform, url: string) => Promise<void>,
  options: Pick<ServerOptions, "auth"> = {},
): Promise<void> {
  await using folder = await tempFolder();
  const local = await openEmbedded({ dir: folder.path });
  try {
    await using server = await startServer({ platform: local, ...options });
    const auth = options.auth?.kind === "basic" ? { user: options.auth.user, password: options.auth.password } : "none";
    const client = await openCore({ endpoint: server.url, configFile: "/nowhere", auth, pollMs: 50 });
    try {
      await client.create("project", { kind: "project", name: "p" });
      await use(client, local, server.url);
    } finally {
      await client.close();
    }
  } finally {
    await local.close();
  }
}

describe("the client over our own server", () => {
  test("[REM-34] entities are those of the platform behind it", async () => {
    await overServer(async (client, local) => {
      const made = await client.create("function", {
        kind: "nodejs",
        name: "f",
        project: "p",
        spec: { node_version: "NODE_24" },
      });
      expect(await local.read({ type: "function", project: "p", id: made.id })).toEqual(made);
      expect(await client.read({ type: "function", project: "p", id: made.id })).toEqual(made);
      const changed = await client.update("function", { ...made, metadata: { ...made.metadata, description: "new" } });
      expect(changed.metadata.description).toBe("new");
      expect((await client.list("function", "p", { name: "f" })).content.map(({ id }) => id)).toEqual([made.id]);
      await client.delete({ type: "function", project: "p", id: made.id });
      expect(await client.read({ type: "function", project: "p", id: made.id })).toBeUndefined();
      await expectCode(
        client.create("function", { kind: "nodejs", name: "../f", project: "p", spec: {} }),
        "FUNCTION_INVALID_NAME",
      );
    });
  });

  test("[REM-23] [REM-25] [REM-26] files go there and back, by the entity and by the path", async () => {
    await overServer(async (client, local) => {
      for (const type of ["artifact", "function"] as const) {
        const place = { type, project: "p", id: `${type}-1`, name: "n" };
        const path = client.filePath(place, "x.txt");
        expect(path).toBe(local.filePath(place, "x.txt"));
        const up = await client.upload(path, Buffer.from("content ü"), "text/plain");
        expect((await buffer(await client.download(path))).toString()).toBe("content ü");
        expect(await client.fileInfo(path)).toMatchObject({
          path,
          size: 10,
          hash: up.hash,
          content_type: "text/plain",
        });
        expect((await client.files(path.replace("x.txt", ""))).map((file) => file.path)).toEqual([path]);
        expect(await client.fileInfo(`${path}.none`)).toBeUndefined();
        await expectCode(async () => buffer(await client.download(`${path}.none`)), "FUNCTION_NOT_FOUND");
      }
    });
  });

  test("[REM-24] large files go there in parts", async () => {
    await overServer(async (client) => {
      const path = client.filePath({ type: "artifact", project: "p", id: "a1", name: "n" }, "large.bin");
      const content = Buffer.alloc(33 * 2 ** 20, "0123456789abc");
      const up = await client.upload(path, content);
      expect(await client.fileInfo(path)).toMatchObject({ size: content.byteLength, hash: up.hash });
      expect((await buffer(await client.download(path))).equals(content)).toBe(true);
    });
  });

  test("[REM-31] values of secrets are set and read", async () => {
    await overServer(async (client, local) => {
      await client.setSecret("p", "tok", "v-12345");
      expect(await local.secret("p", "tok")).toBe("v-12345");
      expect(await client.secret("p", "tok")).toBe("v-12345");
      expect(await client.secret("p", "none")).toBeUndefined();
    });
  });

  test("[REM-27] [REM-33] a run that the client drives is watched from elsewhere", async () => {
    await overServer(async (client, local) => {
      const spec = { function: "nodejs://p/f:f1", task: "nodejs+job://p/t1", local_execution: true };
      const f = await client.create("function", { id: "f1", kind: "nodejs", name: "f", project: "p", spec: {} });
      await client.create("task", {
        id: "t1",
        kind: "nodejs+job",
        project: "p",
        spec: { function: `nodejs://p/f:${f.id}` },
      });
      const run = await client.create("run", { kind: "nodejs+job:run", project: "p", spec });
      const place = { type: "run", project: "p", id: run.id } as const;
      const states: (string | undefined)[] = [];
      const watching = (async () => {
        const stop = new AbortController();
        for await (const seen of client.watch(place, stop.signal)) {
          states.push(seen.status.state);
          if (seen.status.state === "COMPLETED") stop.abort();
        }
      })();
      let now = run;
      for (const state of ["BUILT", "READY", "RUNNING"]) now = await local.update("run", { ...now, status: { state } });
      await local.update("run", { ...now, status: { state: "COMPLETED", results: { y: 2 } } });
      await watching;
      expect(states.at(-1)).toBe("COMPLETED");
      expect((await client.read(place))?.status["results"]).toEqual({ y: 2 });
      expect(await collect(client.logs(place, { follow: true }))).toEqual([]);
      await expectCode(client.act(place, "stop"), "FUNCTION_INVALID_STATE");
    });
  });

  test("[REM-7] with a login", async () => {
    const auth = { kind: "basic", user: "ada", password: "geheim-9" } as const;
    await overServer(
      async (client, _, url) => {
        expect((await client.list("project", undefined)).totalElements).toBe(1);
        const nobody = openCore({ endpoint: url, configFile: "/nowhere", auth: "none" });
        await expectCode(nobody, "FUNCTION_CORE_UNAUTHORIZED");
        const wrong = openCore({
          endpoint: url,
          configFile: "/nowhere",
          auth: { user: "ada", password: "wrong-pass" },
        });
        expect((await expectCode(wrong, "FUNCTION_CORE_UNAUTHORIZED")).message).not.toContain("wrong-pass");
      },
      { auth },
    );
  });
});
