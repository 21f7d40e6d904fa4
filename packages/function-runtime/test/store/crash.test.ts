import { once } from "node:events";
import { readdir, readFile, symlink, truncate, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import { silentLogger, type Logger } from "@millrace/protocol";
import { openEmbedded } from "../../src/embedded/open-embedded.ts";
import { allOf } from "./all-of.ts";
import { expectCode } from "./expect-code.ts";
import { kill, otherProcess } from "./other-process.ts";
import { openTemp, tempDir } from "./temp-dir.ts";

const holder = new URL("./hold-open.ts", import.meta.url);

it("[STO-23] a folder that another process has open is refused, with what to do", async () => {
  const dir = await tempDir();
  const other = otherProcess(holder, [dir, "wait"]);
  await once(other, "message");
  const error = await expectCode(openEmbedded({ dir }), "FUNCTION_STORE_LOCKED");
  expect(error.message).toContain(`process ${other.pid}`);
  expect(error.message).toContain("'dir'");
  await kill(other);
  const platform = await openTemp({ dir });
  expect(JSON.parse(await readFile(path.join(dir, "lock"), "utf8"))).toMatchObject({ pid: process.pid });
  await platform.close();
  expect(await readdir(dir)).not.toContain("lock");
});

it("[STO-23] a lock of another machine is kept, one that is broken or of an earlier process of this number is not", async () => {
  const dir = await tempDir();
  const lock = path.join(dir, "lock");
  await writeFile(lock, JSON.stringify({ pid: 1, host: `not-${hostname()}` }));
  const error = await expectCode(openEmbedded({ dir }), "FUNCTION_STORE_LOCKED");
  expect(error.message).toContain(lock);
  await writeFile(lock, "{");
  await (await openTemp({ dir })).close();
  await writeFile(lock, JSON.stringify({ pid: process.pid, host: hostname(), started: "another boot/1" }));
  await (await openTemp({ dir })).close();
});

it("[STO-24] in one process a folder can be open several times", async () => {
  const dir = await tempDir();
  const first = await openTemp({ dir });
  const second = await openTemp({ dir: `${dir}/../${path.basename(dir)}` });
  await first.create("artifact", { kind: "artifact", name: "a", project: "p" });
  await Promise.all([first.close(), first.close()]);
  expect((await second.list("artifact", "p")).totalElements).toBe(1);
  await expectCode(first.list("artifact", "p"), "FUNCTION_CLOSED");
  const closing = second.close();
  const third = await openTemp({ dir });
  await closing;
  expect((await third.list("artifact", "p")).totalElements).toBe(1);
});

it("[STO-25] killed at any moment, every file is as it was before a write or after it", async () => {
  const dir = await tempDir();
  for (let round = 0; round < 4; round += 1) {
    const other = otherProcess(holder, [dir, "write"]);
    await once(other, "message");
    await after(20 + round * 25);
    await kill(other);
    const platform = await openEmbedded({ dir });
    const { content } = await platform.list("artifact", "p", { versions: "all" }, { size: 1000 });
    for (const { spec } of content) expect(spec["filling"]).toHaveLength(50_000);
    for (const { path: file, size } of await platform.files("s3://millrace/p/")) {
      const bytes = Buffer.concat(await allOf(await platform.download(file)));
      expect(bytes).toHaveLength(size);
    }
    expect(await readdir(path.join(dir, "tmp"))).toEqual([]);
    await platform.close();
  }
});

it("[STO-21] a broken entity is told with its file, and hides no other", async () => {
  const dir = await tempDir();
  const first = await openTemp({ dir });
  const make = () => first.create("artifact", { kind: "artifact", name: "a", project: "p" });
  const [broken, whole] = [await make(), await make()];
  await first.close();
  const file = path.join(dir, "entities", "p", "artifact", `${broken.id}.json`);
  await truncate(file, 100);
  const warn = vi.fn<Logger["warn"]>();
  const second = await openTemp({ dir, logger: { ...silentLogger, warn } });
  expect((await second.list("artifact", "p", { versions: "all" })).content.map(({ id }) => id)).toEqual([whole.id]);
  expect(warn).toHaveBeenCalledWith({ file }, expect.stringContaining(file));
  const place = { type: "artifact", project: "p", id: broken.id } as const;
  const error = await expectCode(second.read(place), "FUNCTION_STORE_CORRUPT");
  expect(error.message).toContain(file);
  await expectCode(second.update("artifact", broken), "FUNCTION_STORE_CORRUPT");
  await second.delete(place);
  expect(await second.read(place)).toBeUndefined();
});

it("[STO-22] a folder that is a link is not followed", async () => {
  const dir = await tempDir();
  const platform = await openTemp({ dir });
  await platform.create("project", { kind: "project", name: "linked" });
  await symlink(await tempDir(), path.join(dir, "entities"));
  await expectCode(
    platform.create("artifact", { kind: "artifact", name: "a", project: "linked" }),
    "FUNCTION_STORE_UNUSABLE",
  );
});

it("[STO-26] a folder that cannot be used is told so", async () => {
  const dir = path.join(await tempDir(), "file");
  await writeFile(dir, "");
  await expectCode(openEmbedded({ dir }), "FUNCTION_STORE_UNUSABLE");
  await expect(openEmbedded({ dri: dir } as object)).rejects.toMatchObject({ code: "PROTOCOL_UNKNOWN_OPTION" });
  await expect(openEmbedded({ dir, concurrency: 0 })).rejects.toMatchObject({ code: "PROTOCOL_INVALID_OPTION" });
});

it("[STO-24] several who open a folder while it is being closed share it", async () => {
  const dir = await tempDir();
  const closing = (await openEmbedded({ dir })).close();
  const [first, second] = await Promise.all([openEmbedded({ dir }), openEmbedded({ dir })]);
  await closing;
  await first.create("project", { kind: "project", name: "p" });
  expect(await second.read({ type: "project", id: "p" })).toBeDefined();
  await Promise.all([first.close(), second.close()]);
});
