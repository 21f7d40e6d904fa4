import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { Artifact, Dataitem, Model, type Platform } from "../../src/index.ts";
import { expectCode, withFolder, withProject } from "./support/with-project.ts";

describe("what is described", () => {
  it("[ENT-8] [ENT-13] is stored as it is said", () =>
    withProject(async (project) => {
      const where = { path: "https://files.example/net.onnx", description: "A net.", labels: ["x"], embedded: false };
      const model = await project.newModel({
        ...where,
        name: "net",
        kind: "huggingface",
        framework: "onnx",
        algorithm: "forest",
        parameters: { depth: 3 },
        metrics: { loss: [0.5, 0.25], accuracy: 0.9 },
      });
      expect(model).toBeInstanceOf(Model);
      expect(model.spec).toEqual({
        path: where.path,
        framework: "onnx",
        algorithm: "forest",
        parameters: { depth: 3 },
      });
      expect([model.framework, model.algorithm, model.parameters]).toEqual(["onnx", "forest", { depth: 3 }]);
      expect(model.metrics).toEqual({ loss: [0.5, 0.25], accuracy: 0.9 });
      expect([model.description, model.labels, model.metadata.embedded]).toEqual(["A net.", ["x"], false]);
      expect([model.kind, model.path, model.status.state]).toEqual(["huggingface", where.path, "CREATED"]);
      expect((await project.getModel("net")).toJSON()).toEqual(model.toJSON());
    }));

  it("[ENT-8] is refused for a kind of another type, a bad name, or an option that there is not", () =>
    withProject(async (project) => {
      const given = { name: "a", path: "https://files.example/a" };
      await expectCode(project.newArtifact({ ...given, kind: "table" as never }), "FUNCTION_INVALID_KIND");
      await expectCode(project.newArtifact({ ...given, name: "../a" }), "FUNCTION_INVALID_NAME");
      await expectCode(project.newArtifact({ ...given, uuid: "1" }), "FUNCTION_INVALID_NAME");
      await expectCode(project.newArtifact({ ...given, framework: "x" } as never), "PROTOCOL_UNKNOWN_OPTION");
      await expectCode(project.newArtifact({ name: "a" } as never), "FUNCTION_INVALID_FIELD");
      expect(await project.listArtifacts()).toEqual([]);
    }));

  it("has content, to be had as bytes, as text, and as JSON if it is that", () =>
    withProject(async (project) => {
      const text = await project.logArtifact({ name: "text", data: "größer" });
      expect([...(await text.bytes())]).toEqual([...Buffer.from("größer")]);
      expect(await text.text()).toBe("größer");
      await expectCode(text.json(), "FUNCTION_NO_CONTENT");
      expect(await (await project.logArtifact({ name: "json", data: { a: [1, null] } })).json()).toEqual({
        a: [1, null],
      });
    }));

  it("[ENT-11] has versions: by name the latest, by key each", () =>
    withProject(async (project) => {
      const first = await project.logArtifact({ name: "a", data: "one" });
      const second = await project.logArtifact({ name: "a", data: "two" });
      expect((await project.getArtifact("a")).id).toBe(second.id);
      expect(Buffer.from(await (await project.getArtifact(first.key)).bytes()).toString()).toBe("one");
      expect((await project.getArtifactVersions("a")).map(({ id }) => id)).toEqual([second.id, first.id]);
      expect(await project.listArtifacts()).toHaveLength(1);
      await second.delete({ cascade: true });
      expect((await project.getArtifact("a")).id).toBe(first.id);
      await project.deleteArtifact("a");
      await expectCode(project.getArtifact("a"), "FUNCTION_NOT_FOUND");
      await expectCode(second.refresh(), "FUNCTION_NOT_FOUND");
    }));

  it("[ENT-11] of each type is found, listed and deleted by its own methods", () =>
    withProject(async (project) => {
      const where = { path: "https://files.example/a" };
      const dataitem = await project.newDataitem({ name: "d", ...where });
      const model = await project.newModel({ name: "m", ...where });
      expect((await project.getDataitem("d")).key).toBe(dataitem.key);
      expect((await project.listDataitems()).map(({ key }) => key)).toEqual([dataitem.key]);
      expect((await project.getDataitemVersions("d")).map(({ key }) => key)).toEqual([dataitem.key]);
      expect((await project.listModels({ kind: "model" })).map(({ key }) => key)).toEqual([model.key]);
      expect((await project.getModelVersions("m")).map(({ key }) => key)).toEqual([model.key]);
      expect(await project.getMaterial(model.key)).toBeInstanceOf(Model);
      expect(await project.getMaterial(dataitem.key)).toBeInstanceOf(Dataitem);
      await project.deleteDataitem(dataitem.key);
      await project.deleteModel("m");
      expect([...(await project.listDataitems()), ...(await project.listModels())]).toEqual([]);
    }));
});

describe("what is logged", () => {
  it("[SEED-9] [ENT-36] [ENT-37] a file is uploaded under the entity's path, and told of", () =>
    withProject((project) =>
      withFolder(async (folder) => {
        const sourcePath = path.join(folder, "report.json");
        await writeFile(sourcePath, '{"a":1}');
        const artifact = await project.logArtifact({ name: "example", kind: "artifact", sourcePath });
        expect(artifact).toBeInstanceOf(Artifact);
        expect(artifact.path).toMatch(new RegExp(`^s3://[^/]+/test/artifact/example/${artifact.id}/report.json$`));
        expect(artifact.status.state).toBe("READY");
        expect(artifact.spec["src_path"]).toBe(sourcePath);
        expect(artifact.files).toEqual([
          {
            path: artifact.path,
            name: "report.json",
            size: 7,
            content_type: "application/json",
            hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
            last_modified: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
          },
        ]);
        expect(Buffer.from(await artifact.bytes()).toString()).toBe('{"a":1}');
      }),
    ));

  it("[ENT-36] [ENT-37] [ENT-38] a folder is uploaded with all that is below it, and downloaded so", () =>
    withProject((project) =>
      withFolder(async (folder) => {
        const source = path.join(folder, "model");
        await mkdir(path.join(source, "weights"), { recursive: true });
        await writeFile(path.join(source, "config.json"), "{}");
        await writeFile(path.join(source, "weights", "a.bin"), Uint8Array.of(1, 2));
        await symlink(path.join(source, "config.json"), path.join(source, "link.json"));
        await symlink(source, path.join(source, "round"));
        const model = await project.logModel({ name: "net", sourcePath: source, framework: "own" });
        expect(model.path.endsWith(`/${model.id}/`)).toBe(true);
        expect(model.files.map((file) => file.path.slice(model.path.length)).sort()).toEqual([
          "config.json",
          "link.json",
          "weights/a.bin",
        ]);
        const to = path.join(folder, "copy");
        expect(await model.download({ to })).toBe(to);
        expect([...(await readFile(path.join(to, "weights", "a.bin")))]).toEqual([1, 2]);
        expect(await readFile(path.join(to, "link.json"), "utf8")).toBe("{}");
        await expectCode(model.bytes(), "FUNCTION_NO_CONTENT");
      }),
    ));

  it.each([
    ["text", "häl", "a.txt", "text/plain; charset=utf-8", "häl"],
    ["bytes", Uint8Array.of(104, 105), "a.bin", "application/octet-stream", "hi"],
    ["a value", { n: [1, null] }, "a.json", "application/json", '{"n":[1,null]}'],
    ["null", null, "a.json", "application/json", "null"],
    ["a stream", chunks(), "a.bin", "application/octet-stream", "two parts"],
  ])("[ENT-37] %s of memory becomes a file", (_what, data, name, contentType, content) =>
    withProject(async (project) => {
      const artifact = await project.logArtifact({ name: "a", data });
      expect(artifact.files).toMatchObject([{ name, content_type: contentType, size: Buffer.byteLength(content) }]);
      expect(Buffer.from(await artifact.bytes()).toString()).toBe(content);
    }),
  );

  it("[ENT-37] says its content type and file name itself if it wants", () =>
    withProject(async (project) => {
      const artifact = await project.logArtifact({
        name: "a",
        data: "<p>",
        contentType: "text/html",
        fileName: "x.html",
      });
      expect(artifact.files).toMatchObject([{ name: "x.html", content_type: "text/html" }]);
    }));

  it("needs content, and one only", () =>
    withProject((project) =>
      withFolder(async (folder) => {
        const log = (options: object): Promise<unknown> => project.logArtifact({ name: "a", ...options } as never);
        await expectCode(log({}), "FUNCTION_INVALID_CALL");
        await expectCode(log({ data: 1, sourcePath: folder }), "FUNCTION_INVALID_CALL");
        await expectCode(log({ sourcePath: folder }), "FUNCTION_NO_CONTENT");
        await expectCode(log({ sourcePath: path.join(folder, "gone") }), "FUNCTION_NO_CONTENT");
        await expectCode(log({ data: { at: new Date() } }), "FUNCTION_INVALID_FIELD");
        await expectCode(log({ data: "x", fileName: "../../x" }), "FUNCTION_INVALID_PATH");
        await expectCode(log({ data: "x", format: "csv" }), "PROTOCOL_UNKNOWN_OPTION");
        expect(await project.listArtifacts()).toEqual([]);
      }),
    ));

  it("[ENT-10] is in ERROR, with the reason, when its upload fails", () =>
    withProject(async (project) => {
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield Uint8Array.of(1);
        throw new Error("the disk is gone");
      }
      await expect(project.logArtifact({ name: "a", data: broken() })).rejects.toThrow("the disk is gone");
      const { status } = await project.getArtifact("a");
      expect(status).toMatchObject({ state: "ERROR", message: "the disk is gone" });
    }));

  it("[ENT-10] goes from CREATED by UPLOADING to READY", () =>
    withProject(async (project) => {
      const states: unknown[] = [];
      const platform = spied(project.platform, (state) => states.push(state));
      const { connectProject } = await import("../../src/index.ts");
      const watched = await connectProject("test", { platform });
      await watched.logArtifact({ name: "a", data: "x" });
      expect(states).toEqual(["CREATED", "UPLOADING", "READY"]);
    }));
});

async function* chunks(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("two ");
  yield Buffer.from("parts");
}

/** The platform, telling the state of each artifact that it is given. */
function spied(platform: Platform, tell: (state: unknown) => void): Platform {
  return new Proxy(platform, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      return (...args: unknown[]): unknown => {
        const [type, entity] = args as [unknown, { status?: { state?: unknown } }];
        if ((name === "create" || name === "update") && type === "artifact") tell(entity.status?.state);
        return (member as (...all: unknown[]) => unknown).apply(target, args);
      };
    },
  });
}
