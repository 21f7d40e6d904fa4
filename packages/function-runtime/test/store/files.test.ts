import { readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import type { FileInfo } from "../../src/platform.ts";
import { allOf } from "./all-of.ts";
import { expectCode } from "./expect-code.ts";
import { openTemp, tempDir } from "./temp-dir.ts";

const bytesOf = async (content: AsyncIterable<Uint8Array>): Promise<string> =>
  Buffer.concat(await allOf(content)).toString();

const objectsIn = async (dir: string): Promise<readonly string[]> =>
  (await readdir(path.join(dir, "objects"), { recursive: true })).filter((name) => path.basename(name).length === 64);

const objectOf = (dir: string, { hash }: FileInfo): string =>
  path.join(dir, "objects", hash.slice(7, 9), hash.slice(7));

it("[STO-20] equal contents take their room once", async () => {
  const platform = await openTemp();
  const infos = await Promise.all(
    Array.from({ length: 8 }, (_, n) => platform.upload(`s3://millrace/p/${n}`, Buffer.from("the same"))),
  );
  expect(new Set(infos.map(({ hash }) => hash)).size).toBe(1);
  expect(infos[0]?.hash).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(await objectsIn(platform.dir)).toHaveLength(1);
});

it("[STO-20] room that nobody uses any more is given back at the next open", async () => {
  const dir = await tempDir();
  const first = await openTemp({ dir });
  for (const text of ["old", "new"]) await first.upload("s3://millrace/p/a", Buffer.from(text));
  await first.upload("s3://millrace/p/b", Buffer.from("other"));
  await first.deleteFiles("s3://millrace/p/b");
  await first.close();
  const second = await openTemp({ dir });
  expect(await objectsIn(dir)).toHaveLength(1);
  expect(await bytesOf(await second.download("s3://millrace/p/a"))).toBe("new");
});

it("[STO-17] paths that are not of the store, or lead out of it, are refused", async () => {
  const platform = await openTemp();
  const bad = [
    "/etc/passwd",
    "file:///etc/passwd",
    "s3://b/../x",
    "s3://b/a/./x",
    "s3://b//x",
    "s3://../x",
    "s3://b/a\\x",
    "s3://b/a\0",
    "s3://b/",
    "s3://b",
    `s3://b/${"x".repeat(1100)}`,
    "http://h/x",
  ];
  for (const file of bad) {
    await expectCode(platform.upload(file, Buffer.from("x")), "FUNCTION_INVALID_PATH");
    await expectCode(platform.download(file), "FUNCTION_INVALID_PATH");
    await expectCode(platform.fileInfo(file), "FUNCTION_INVALID_PATH");
  }
  const at = { type: "artifact", project: "p", name: "n", id: "i" } as const;
  for (const file of ["../x", "", "a//b"]) expect(() => platform.filePath(at, file)).toThrow("FUNCTION_INVALID_PATH");
});

it("[STO-10] a path may have any other character", async () => {
  const platform = await openTemp();
  const file = "s3://bucket.name/p/ümläut 日本 #?%&+.txt";
  await platform.upload(file, Buffer.from("x"));
  expect((await platform.files("s3://bucket.name/p/")).map(({ path: one }) => one)).toEqual([file]);
  expect(await bytesOf(await platform.download(file))).toBe("x");
});

it("[STO-21] bytes that are not those that were stored are told when they are read", async () => {
  const platform = await openTemp();
  const info = await platform.upload("s3://millrace/p/a", Buffer.from("truth"));
  await writeFile(objectOf(platform.dir, info), "truht");
  const error = await expectCode(bytesOf(await platform.download("s3://millrace/p/a")), "FUNCTION_STORE_CORRUPT");
  expect(error.message).toContain(info.hash.slice(7));
});

it("[STO-21] a broken note of where a file is hides no other, and costs no bytes", async () => {
  const dir = await tempDir();
  const first = await openTemp({ dir });
  for (const name of ["a", "b", "c"]) await first.upload(`s3://millrace/p/${name}`, Buffer.from(name));
  await first.deleteFiles("s3://millrace/p/c");
  await first.close();
  const [broken] = (await readdir(path.join(dir, "paths"), { recursive: true })).filter((name) =>
    name.endsWith(".json"),
  );
  await writeFile(path.join(dir, "paths", broken ?? ""), "{");
  const second = await openTemp({ dir });
  const listed = await second.files("s3://millrace/p/");
  expect(listed).toHaveLength(1);
  const [missing] = ["s3://millrace/p/a", "s3://millrace/p/b"].filter((file) => file !== listed[0]?.path);
  const error = await expectCode(second.fileInfo(missing ?? ""), "FUNCTION_STORE_CORRUPT");
  expect(error.message).toContain(broken);
  expect(await objectsIn(dir)).toHaveLength(3);
});

it("[STO-22] a link in the place of a file is not followed", async () => {
  const platform = await openTemp();
  const info = await platform.upload("s3://millrace/p/a", Buffer.from("x"));
  const outside = path.join(await tempDir(), "outside");
  await writeFile(outside, "secret");
  const object = objectOf(platform.dir, info);
  await rm(object);
  await symlink(outside, object);
  await expectCode(platform.download("s3://millrace/p/a"), "FUNCTION_STORE_CORRUPT");
});

it("[STO-11] files that come and go while they are listed for the first time are neither missed nor kept", async () => {
  const dir = await tempDir();
  const first = await openTemp({ dir });
  const put = (of: typeof first, n: number): Promise<FileInfo> =>
    of.upload(`s3://millrace/p/${n}`, Buffer.from(`${n}`));
  await Promise.all(Array.from({ length: 50 }, (_, n) => put(first, n)));
  await first.close();
  const second = await openTemp({ dir });
  await Promise.all([
    second.files("s3://millrace/p/"),
    ...Array.from({ length: 20 }, (_, n) => put(second, 100 + n)),
    ...Array.from({ length: 20 }, (_, n) => second.deleteFiles(`s3://millrace/p/${n}`)),
  ]);
  expect(await second.files("s3://millrace/p/")).toHaveLength(50);
});

it("[STO-10] an upload whose source fails leaves nothing", async () => {
  const platform = await openTemp();
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("half");
    throw new Error("source went away");
  }
  await expect(platform.upload("s3://millrace/p/a", broken())).rejects.toThrow("source went away");
  expect(await platform.fileInfo("s3://millrace/p/a")).toBeUndefined();
  expect(await readdir(path.join(platform.dir, "tmp"))).toEqual([]);
});

it("[STO-13] secrets are readable by their owner alone, and in no entity", async () => {
  const platform = await openTemp();
  await platform.create("secret", { kind: "secret", name: "token", project: "p", spec: { path: "secret://token" } });
  await platform.setSecret("p", "token", "s3cret");
  const file = path.join(platform.dir, "secrets", "p.json");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await platform.setSecret("p", "token", "changed");
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await platform.secret("p", "token")).toBe("changed");
  expect(await platform.secret("p", "toString")).toBeUndefined();
  const files = await readdir(path.join(platform.dir, "entities"), { recursive: true });
  const entities = files.filter((name) => name.endsWith(".json"));
  expect(entities).toHaveLength(1);
  for (const name of entities) {
    expect(await readFile(path.join(platform.dir, "entities", name), "utf8")).not.toContain("changed");
  }
});

it("[STO-12] files of another entity stay, whatever the path of a deleted one says", async () => {
  const platform = await openTemp();
  const path = platform.filePath({ type: "artifact", project: "p", name: "kept", id: "1" }, "f");
  await platform.upload(path, Buffer.from("x"));
  const folder = path.slice(0, path.indexOf("kept"));
  const id = "artifact";
  await platform.create("artifact", { kind: "artifact", name: "a", project: "p", id, spec: { path: folder } });
  await platform.delete({ type: "artifact", project: "p", id }, { cascade: true });
  expect(await platform.fileInfo(path)).toBeDefined();
});
