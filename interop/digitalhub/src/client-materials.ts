import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rejectsWith, type ClientContext, type ClientScenarios } from "./client-support.ts";

const roundTrip =
  (bytes: number) =>
  ({ connect, folder }: ClientContext): Promise<void> =>
    connect(async (project) => {
      const content = randomBytes(bytes);
      const sourcePath = join(folder, "file.bin");
      await writeFile(sourcePath, content);
      const artifact = await project.logArtifact({ name: "art", sourcePath });
      assert.equal(artifact.status.state, "READY");
      const path = await (await project.getArtifact("art")).download({ to: join(folder, "back.bin") });
      assert(content.equals(await readFile(path)));
    });

const rows = Array.from({ length: 200_000 }, (_, index) => ({ a: index, b: index / 3 }));

export const clientMaterials: ClientScenarios = {
  "materials.empty": roundTrip(0),
  "materials.small": roundTrip(1024),
  "materials.large": roundTrip(20_000_000),
  "materials.folder": ({ connect, folder }) =>
    connect(async (project) => {
      const from = join(folder, "in");
      await mkdir(join(from, "sub"), { recursive: true });
      await writeFile(join(from, "a.txt"), "a");
      await writeFile(join(from, "sub", "b.txt"), "b");
      const artifact = await project.logArtifact({ name: "many", sourcePath: from });
      assert(artifact.path.endsWith("/"));
      const to = await (await project.getArtifact("many")).download({ to: join(folder, "back") });
      assert.equal(await readFile(join(to, "a.txt"), "utf8"), "a");
      assert.equal(await readFile(join(to, "sub", "b.txt"), "utf8"), "b");
    }),
  "materials.infos": ({ connect }) =>
    connect(async (project) => {
      const { files } = await project.logArtifact({ name: "note", data: "hello", fileName: "note.txt" });
      assert.deepEqual(
        files.map(({ name, size }) => [name, size]),
        [["note.txt", 5]],
      );
    }),
  "materials.by_path": ({ connect }) =>
    connect(async (project) => {
      await project.newArtifact({ name: "far", path: "s3://elsewhere/x.txt" });
      assert.equal((await project.getArtifact("far")).path, "s3://elsewhere/x.txt");
    }),
  "materials.versions": ({ connect }) =>
    connect(async (project) => {
      const made = [];
      for (const data of ["one", "two"]) made.push(await project.logArtifact({ name: "note", data }));
      assert.equal((await project.getArtifactVersions("note")).length, 2);
      const texts = [];
      for (const { key } of made) texts.push(Buffer.from(await (await project.getArtifact(key)).bytes()).toString());
      assert.deepEqual(texts, ["one", "two"]);
    }),
  "materials.deleted": ({ connect }) =>
    connect(async (project) => {
      const { key } = await project.newArtifact({ name: "far", path: "s3://elsewhere/x.txt" });
      await project.deleteArtifact(key);
      await rejectsWith(project.getArtifact(key), "FUNCTION_NOT_FOUND");
    }),
  "materials.model": ({ connect }) =>
    connect(async (project) => {
      const told = { framework: "none", algorithm: "guess", parameters: { depth: 3 }, metrics: { accuracy: 0.75 } };
      await project.logModel({ name: "net", data: new Uint8Array([0, 1]), ...told });
      const got = await project.getModel("net");
      assert.deepEqual([got.parameters, got.metrics], [{ depth: 3 }, { accuracy: 0.75 }]);
      assert.deepEqual([...(await got.bytes())], [0, 1]);
    }),
  "materials.dataitem": ({ connect, folder }) =>
    connect(async (project) => {
      const sourcePath = join(folder, "data.csv");
      await writeFile(sourcePath, "a\n1\n");
      await project.logDataitem({ name: "csv", kind: "dataitem", sourcePath });
      const got = await project.getDataitem("csv");
      assert.deepEqual([got.kind, Buffer.from(await got.bytes()).toString()], ["dataitem", "a\n1\n"]);
    }),
  "materials.secret": ({ connect }) =>
    connect(async (project) => {
      await project.secrets.set("token", "s3cr3t");
      assert.equal(await project.secrets.get("token"), "s3cr3t");
      assert.deepEqual(await project.secrets.list(), ["token"]);
    }),
  "tables.round_trip": ({ connect }) =>
    connect(async (project) => {
      const data = [
        { i: 1, f: 0.5, s: "é", b: true },
        { i: 2, f: null, s: null, b: false },
      ];
      await project.logDataitem({ name: "tab", kind: "table", data });
      assert.deepEqual(await (await project.getDataitem("tab")).rows(), data);
    }),
  "tables.described": ({ connect }) =>
    connect(async (project) => {
      const data = Array.from({ length: 30 }, (_, index) => ({ a: index, b: String(index) }));
      await project.logDataitem({ name: "tab", kind: "table", data });
      const { schema, preview } = await project.getDataitem("tab");
      assert.deepEqual(
        schema?.map(({ name }) => name),
        ["a", "b"],
      );
      assert.deepEqual([preview?.rows, preview?.cols[0]?.name], [30, "a"]);
    }),
  "tables.large": ({ connect }) =>
    connect(async (project) => {
      await project.logDataitem({ name: "tab", kind: "table", data: rows });
      assert.deepEqual(await (await project.getDataitem("tab")).rows(), rows);
    }),
};
