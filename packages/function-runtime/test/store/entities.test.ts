import { expect, it } from "vitest";
import type { EntityRecord } from "../../src/entity.ts";
import type { EmbeddedPlatform } from "../../src/embedded/embedded-platform.ts";
import { allOf } from "./all-of.ts";
import { expectCode } from "./expect-code.ts";
import { openTemp, tempDir } from "./temp-dir.ts";

const artifact = { kind: "artifact", name: "a", project: "p", spec: { path: "s3://millrace/a" } } as const;

async function localRun(platform: EmbeddedPlatform): Promise<EntityRecord> {
  const fn = await platform.create("function", { kind: "nodejs", name: "f", project: "p" });
  const spec = { function: `nodejs://p/f:${fn.id}`, local_execution: true, parameters: { n: 1 } };
  return platform.create("run", { kind: "nodejs+job:run", project: "p", spec });
}

it("[STO-14] an update that somebody else was faster than is a conflict", async () => {
  const platform = await openTemp();
  const made = await platform.create("artifact", artifact);
  const ifUpdated = made.metadata.updated ?? "";
  const changed = await platform.update("artifact", { ...made, status: { state: "READY" } }, { ifUpdated });
  const error = await expectCode(platform.update("artifact", made, { ifUpdated }), "FUNCTION_CONFLICT");
  expect(error.retryable).toBe(true);
  expect(await platform.read({ type: "artifact", project: "p", id: made.id })).toEqual(changed);
});

it("[STO-14] of many who update what they read, one wins each time", async () => {
  const platform = await openTemp();
  const made = await platform.create("artifact", artifact);
  const ifUpdated = made.metadata.updated ?? "";
  const tries = Array.from({ length: 20 }, (_, n) =>
    platform.update("artifact", { ...made, metadata: { ...made.metadata, description: `${n}` } }, { ifUpdated }),
  );
  const settled = await Promise.allSettled(tries);
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

it("[STO-15] a state that cannot follow is an error that names those that can", async () => {
  const platform = await openTemp();
  const run = await localRun(platform);
  const jump = platform.update("run", { ...run, status: { state: "RUNNING" } });
  const error = await expectCode(jump, "FUNCTION_INVALID_STATE");
  expect(error.message).toContain("BUILT");
  const finished = await platform.update("run", { ...run, status: { state: "ERROR", message: "m" } });
  await expectCode(platform.update("run", { ...finished, status: { state: "RUNNING" } }), "FUNCTION_INVALID_STATE");
  const ready = await platform.create("artifact", { ...artifact, status: { state: "READY" } });
  await expectCode(platform.update("artifact", { ...ready, status: { state: "UPLOADING" } }), "FUNCTION_INVALID_STATE");
});

it("[STO-7] a run's spec can change while it is CREATED, and not after", async () => {
  const platform = await openTemp();
  const run = await localRun(platform);
  const open = await platform.update("run", { ...run, spec: { ...run.spec, parameters: { n: 2 } } });
  expect(open.spec["parameters"]).toEqual({ n: 2 });
  const built = await platform.update("run", { ...open, status: { state: "BUILT" } });
  const after = await platform.update("run", { ...built, spec: { ...run.spec, parameters: { n: 3 } } });
  expect(after.spec["parameters"]).toEqual({ n: 2 });
});

it("[STO-7] who an entity is cannot change", async () => {
  const platform = await openTemp();
  const made = await platform.create("artifact", artifact);
  await expectCode(platform.update("artifact", { ...made, name: "b" }), "FUNCTION_INVALID_ENTITY");
  const elsewhere = { ...made, metadata: { ...made.metadata, project: "q", created: "1970-01-01T00:00:00.000Z" } };
  expect((await platform.update("artifact", elsewhere)).metadata).toMatchObject({
    project: "p",
    created: made.metadata.created,
  });
  await expectCode(platform.update("artifact", { ...made, id: "other" }), "FUNCTION_NOT_FOUND");
});

it("[STO-16] versions get names of their own, and times that never repeat", async () => {
  const platform = await openTemp();
  const made = await Promise.all(Array.from({ length: 50 }, () => platform.create("artifact", artifact)));
  expect(new Set(made.map(({ metadata }) => metadata.version)).size).toBe(50);
  expect(new Set(made.map(({ metadata }) => metadata.created)).size).toBe(50);
});

it("[STO-17] names, ids, projects and kinds that lead elsewhere are refused", async () => {
  const platform = await openTemp();
  for (const name of ["../x", "..", "a/b", "", "a\0b", "x".repeat(300), "a\\b"]) {
    await expectCode(platform.create("artifact", { ...artifact, name }), "FUNCTION_INVALID_NAME");
    await expectCode(platform.create("artifact", { ...artifact, id: name }), "FUNCTION_INVALID_NAME");
    await expectCode(platform.read({ type: "artifact", project: "p", id: name }), "FUNCTION_INVALID_NAME");
    await expectCode(platform.read({ type: "artifact", project: name, id: "x" }), "FUNCTION_INVALID_NAME");
    await expectCode(platform.list("artifact", name), "FUNCTION_INVALID_NAME");
    await expectCode(platform.setSecret(name, "s", "v"), "FUNCTION_INVALID_NAME");
    await expectCode(platform.setSecret("p", name, "v"), "FUNCTION_INVALID_NAME");
    await expectCode(platform.create("project", { kind: "project", name }), "FUNCTION_INVALID_NAME");
  }
  await expectCode(platform.create("artifact", { ...artifact, kind: "../x" }), "FUNCTION_INVALID_KIND");
  await expectCode(platform.read({ type: "../p" as "run", project: "p", id: "x" }), "FUNCTION_INVALID_ENTITY");
});

it("[STO-18] relationships are told from both ends", async () => {
  const platform = await openTemp();
  const run = await localRun(platform);
  const relationships = [{ type: "produced_by", dest: `${run.key}:${run.id}` }] as const;
  const made = await platform.create("artifact", { ...artifact, metadata: { relationships } });
  const expected = [{ type: "produced_by", source: made.key, dest: `${run.key}:${run.id}` }];
  expect(await platform.relationships({ type: "artifact", project: "p", id: made.id })).toEqual(expected);
  expect(await platform.relationships({ type: "run", project: "p", id: run.id })).toEqual(expected);
});

it("[STO-12] a project with entities is only deleted with cascade, and then with everything", async () => {
  const platform = await openTemp();
  const made = await platform.create("artifact", artifact);
  const path = platform.filePath({ type: "artifact", project: "p", name: made.name, id: made.id }, "f");
  await platform.upload(path, Buffer.from("x"));
  await platform.setSecret("p", "s", "v");
  await expectCode(platform.delete({ type: "project", id: "p" }), "FUNCTION_NOT_EMPTY");
  await platform.delete({ type: "project", id: "p" }, { cascade: true });
  expect(await platform.read({ type: "project", id: "p" })).toBeUndefined();
  expect(await platform.fileInfo(path)).toBeUndefined();
  await platform.create("project", { kind: "project", name: "p" });
  expect((await platform.list("artifact", "p")).totalElements).toBe(0);
  expect(await platform.secret("p", "s")).toBeUndefined();
});

it("[STO-6] lists across projects, and refuses filters that there are not", async () => {
  const platform = await openTemp();
  await platform.create("project", { kind: "project", name: "q" });
  for (const project of ["p", "q", "p"])
    await platform.create("artifact", { ...artifact, project, name: `in-${project}` });
  const all = await platform.list("artifact", undefined, { versions: "all" });
  expect(all.content.map(({ project }) => project)).toEqual(["p", "q", "p"]);
  const [newest] = all.content;
  const after = { versions: "all", created: newest?.metadata.created ?? "" } as const;
  expect(
    (await platform.list("artifact", undefined, { ...after, created: `2000-01-01,${after.created}` })).totalElements,
  ).toBe(3);
  expect((await platform.list("artifact", undefined, { created: "2999-01-01T00:00:00Z" })).totalElements).toBe(0);
  await expect(platform.list("artifact", "p", { nmae: "x" } as object)).rejects.toMatchObject({
    code: "PROTOCOL_UNKNOWN_OPTION",
  });
});

it("[STO-9] watching ends when the entity is deleted, and fails when there is none", async () => {
  const platform = await openTemp();
  const made = await platform.create("artifact", artifact);
  const place = { type: "artifact", project: "p", id: made.id } as const;
  const watching = allOf(platform.watch(place, new AbortController().signal));
  await platform.update("artifact", { ...made, status: { state: "READY" } });
  await platform.delete(place);
  expect((await watching).map(({ status }) => status.state)).toContain("READY");
  await expectCode(allOf(platform.watch(place, new AbortController().signal)), "FUNCTION_NOT_FOUND");
});

it("[STO-19] what was stored is there when the folder is opened again", async () => {
  const dir = await tempDir();
  const first = await openTemp({ dir });
  const made = await first.create("artifact", artifact);
  await first.setSecret("p", "s", "v");
  await first.close();
  await expectCode(first.read({ type: "artifact", project: "p", id: made.id }), "FUNCTION_CLOSED");
  const second = await openTemp({ dir });
  expect(await second.read({ type: "artifact", project: "p", id: made.id })).toEqual(made);
  expect(await second.secret("p", "s")).toBe("v");
});
