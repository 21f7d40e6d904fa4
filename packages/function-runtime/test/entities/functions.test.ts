import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { newArtifact, newDataitem, newFunction, newModel } from "../../src/index.ts";
import { expectCode, functionOf, withFolder, withProject } from "./support/with-project.ts";

const code = "export const fn = () => 1;";
const base64 = Buffer.from(code).toString("base64");
const basics = { name: "f", kind: "nodejs", handler: "fn", nodeVersion: "NODE_24" } as const;

describe("a function", () => {
  it("[SEED-21] [SEED-39] [ENT-14] is made from a project, which is not named again", () =>
    withProject(async (project) => {
      const fn = await project.newFunction({ ...basics, code });
      expect([fn.name, fn.kind, fn.project]).toEqual(["f", "nodejs", project]);
      expect(fn.key).toBe(`store://test/function/nodejs/f:${fn.id}`);
      expect(String(fn)).toBe(`nodejs://test/f:${fn.id}`);
      await expectCode(project.newFunction({ ...basics, code, project: "test" as never }), "FUNCTION_PROJECT_GIVEN");
      expect(await project.getFunctionVersions("f")).toHaveLength(1);
    }));

  it("[SEED-21] [SEED-39] [ENT-14] is made at the top level, where the project is required", () =>
    withFolder(async (dir) => {
      const fn = await newFunction({ project: "my-project", dir, ...basics, code });
      try {
        expect(fn.key).toMatch(/^store:\/\/my-project\/function\/nodejs\/f:/);
        expect((await fn.project.getFunction("f")).id).toBe(fn.id);
        const missing = { dir, ...basics, code } as never;
        await expectCode(newFunction(missing), "FUNCTION_PROJECT_MISSING");
        await expectCode(newFunction({ project: "My Project", dir, ...basics, code }), "FUNCTION_INVALID_NAME");
      } finally {
        await fn.project.close();
      }
    }));

  it("[ENT-14] as artifacts, dataitems and models are", () =>
    withProject(async (project) => {
      const { platform } = project;
      const where = { project: "other", platform, name: "a", path: "https://files.example/a.csv" };
      const made = [await newArtifact(where), await newDataitem(where), await newModel(where)];
      expect(made.map(({ key }) => key.replace(/:[^:]*$/, ""))).toEqual([
        "store://other/artifact/artifact/a",
        "store://other/dataitem/dataitem/a",
        "store://other/model/model/a",
      ]);
      const given = { name: "a", path: "x", project: "other" as never };
      await expectCode(project.newArtifact(given), "FUNCTION_PROJECT_GIVEN");
      await expectCode(project.newDataitem(given), "FUNCTION_PROJECT_GIVEN");
      await expectCode(project.newModel(given), "FUNCTION_PROJECT_GIVEN");
      await expectCode(newModel({ platform, name: "a", path: "x" } as never), "FUNCTION_PROJECT_MISSING");
    }));

  it.each([undefined, "", "..", "a/b", "__proto__", 7])("[SEED-22] needs a name, and %s is none", (name) =>
    withProject(async (project) => {
      await expectCode(project.newFunction({ ...basics, code, name: name as never }), "FUNCTION_INVALID_NAME");
    }),
  );

  it.each([undefined, "container", "nodejs+job"])("[SEED-23] [SEED-38] is of kind nodejs, not %s", (kind) =>
    withProject(async (project) => {
      const made = project.newFunction({ ...basics, code, kind: kind as never });
      expect((await expectCode(made, "FUNCTION_INVALID_KIND")).message).toContain("nodejs");
    }),
  );

  it("[SEED-38] of kind python is for another SDK, which the error says", () =>
    withProject(async (project) => {
      const made = project.newFunction({ ...basics, code, kind: "python" as never });
      expect((await expectCode(made, "FUNCTION_INVALID_KIND")).message).toContain("DigitalHub's own SDK");
    }));

  it("[SEED-24] [ENT-13] takes a UUID as its id", () =>
    withProject(async (project) => {
      const uuid = "2c6a1f8e-1b2c-4d3e-8f4a-5b6c7d8e9f0a";
      const fn = await project.newFunction({ ...basics, code, uuid });
      expect([fn.uuid, fn.id]).toEqual([uuid, uuid]);
      await expectCode(project.newFunction({ ...basics, code, uuid: "1" }), "FUNCTION_INVALID_NAME");
      await expectCode(project.newFunction({ ...basics, code, uuid }), "FUNCTION_ALREADY_EXISTS");
    }));

  it("[SEED-25] [SEED-26] [SEED-27] [ENT-13] has description, labels and embedded in its metadata", () =>
    withProject(async (project) => {
      const plain = await project.newFunction({ ...basics, code });
      expect([plain.description, plain.labels, plain.embedded]).toEqual([undefined, [], true]);
      const described = { description: "Sums up.", labels: ["a", "b"], embedded: false };
      const fn = await project.newFunction({ ...basics, code, ...described });
      expect(fn.metadata).toMatchObject(described);
      expect([fn.description, fn.labels, fn.embedded]).toEqual(["Sums up.", ["a", "b"], false]);
      await expectCode(project.newFunction({ ...basics, code, labels: "a" as never }), "FUNCTION_INVALID_FIELD");
      await expectCode(project.newFunction({ ...basics, code, embedded: 1 as never }), "FUNCTION_INVALID_FIELD");
    }));

  it("[SEED-29] [SEED-30] [ENT-12] keeps plain code and base64 as base64; plain code wins", () =>
    withProject(async (project) => {
      for (const given of [{ code }, { base64 }, { code, base64: "AAAA" }]) {
        const fn = await project.newFunction({ ...basics, ...given });
        expect(fn.spec["source"]).toMatchObject({ base64 });
        expect([fn.code, fn.base64]).toEqual([code, base64]);
        expect(JSON.stringify(fn.toJSON())).not.toContain("export const");
      }
    }));

  it("[SEED-28] [ENT-12] takes a file or a URI as codeSrc", () =>
    withProject((project) =>
      withFolder(async (folder) => {
        const file = path.join(folder, "main.ts");
        await writeFile(file, code);
        const ofFile = await project.newFunction({ ...basics, codeSrc: file });
        expect(ofFile.code).toBe(code);
        const codeSrc = "git+https://git.example/functions.git#v1";
        const ofGit = await project.newFunction({ ...basics, codeSrc, handler: "jobs.clean:run" });
        expect([ofGit.codeSrc, ofGit.code, ofGit.handler]).toEqual([codeSrc, undefined, "jobs.clean:run"]);
        await expectCode(
          project.newFunction({ ...basics, codeSrc: path.join(folder, "gone.ts") }),
          "FUNCTION_INVALID_SOURCE",
        );
      }),
    ));

  it("[SEED-28] a folder as codeSrc becomes an archive in the store", () =>
    withProject((project) =>
      withFolder(async (folder) => {
        await mkdir(path.join(folder, "jobs"));
        await writeFile(path.join(folder, "jobs", "clean.ts"), code);
        const fn = await project.newFunction({ ...basics, codeSrc: folder, handler: "jobs.clean:fn" });
        expect(fn.codeSrc).toMatch(/^zip\+s3:\/\//);
        const run = await fn.run("job", { localExecution: true });
        expect(run.results()).toEqual({ output_0: 1 });
      }),
    ));

  it("[ENT-12] needs some code", () =>
    withProject(async (project) => {
      await expectCode(project.newFunction(basics), "FUNCTION_NO_SOURCE");
    }));

  it("[SEED-31] [SEED-32] [SEED-34] has an entry point, an init function and a language", () =>
    withProject(async (project) => {
      const given = { handler: "main:fn", initFunction: "main:prepare", lang: "typescript" };
      const fn = await project.newFunction({ ...basics, code, ...given });
      expect([fn.handler, fn.initFunction, fn.lang]).toEqual(["main:fn", "main:prepare", "typescript"]);
      expect(fn.spec["source"]).toMatchObject({
        handler: "main:fn",
        init_function: "main:prepare",
        lang: "typescript",
      });
      await expectCode(
        project.newFunction({ ...basics, code, handler: undefined as never }),
        "FUNCTION_INVALID_HANDLER",
      );
      await expectCode(project.newFunction({ ...basics, code, handler: "../main:fn" }), "FUNCTION_INVALID_HANDLER");
    }));

  it("[SEED-33] needs a version of Node", () =>
    withProject(async (project) => {
      const fn = await project.newFunction({ ...basics, code, nodeVersion: "NODE_22" });
      expect([fn.nodeVersion, fn.spec["node_version"]]).toEqual(["NODE_22", "NODE_22"]);
      for (const nodeVersion of [undefined, "NODE_20", "PYTHON3_11"]) {
        const made = project.newFunction({ ...basics, code, nodeVersion: nodeVersion as never });
        expect((await expectCode(made, "FUNCTION_INVALID_FIELD")).message).toContain("NODE_22");
      }
    }));

  it("[SEED-35] [SEED-36] names the image that it runs in and the one that its build starts from", () =>
    withProject(async (project) => {
      const images = { image: "registry.example/f:1", baseImage: "node:24-slim" };
      const fn = await project.newFunction({ ...basics, code, ...images });
      expect([fn.image, fn.baseImage]).toEqual([images.image, images.baseImage]);
      expect(fn.spec).toMatchObject({ image: images.image, base_image: images.baseImage });
      for (const baseImage of ["", "--privileged", "node:24\nRUN rm -rf /"]) {
        await expectCode(project.newFunction({ ...basics, code, baseImage }), "FUNCTION_INVALID_FIELD");
      }
    }));

  it("[SEED-37] [ENT-41] takes npm specifiers as requirements", () =>
    withProject(async (project) => {
      const requirements = ["zod", "lodash@^4.17", "@scope/name@>=1 <3"];
      const fn = await project.newFunction({ ...basics, code, requirements });
      expect([fn.requirements, fn.spec["requirements"]]).toEqual([requirements, requirements]);
      for (const bad of [["--global"], ["a\nb"], [""], "zod"]) {
        await expectCode(
          project.newFunction({ ...basics, code, requirements: bad as never }),
          "FUNCTION_INVALID_FIELD",
        );
      }
    }));

  it("refuses an option that there is not", () =>
    withProject(async (project) => {
      const made = project.newFunction({ ...basics, code, codeSource: "main.ts" } as never);
      expect((await expectCode(made, "PROTOCOL_UNKNOWN_OPTION")).message).toContain("codeSrc");
    }));
});

describe("the versions of a function", () => {
  it("[ENT-11] are made by the same name again, found by name, key and list, and deleted", () =>
    withProject(async (project) => {
      const first = await functionOf(project, "export const fn = () => 1;");
      const second = await functionOf(project, "export const fn = () => 2;");
      const other = await functionOf(project, code, { name: "other" });
      expect((await project.getFunction("fn")).id).toBe(second.id);
      expect((await project.getFunction(first.key)).id).toBe(first.id);
      expect((await project.getFunction("store://test/function/nodejs/fn")).id).toBe(second.id);
      expect((await project.listFunctions()).map(({ id }) => id).sort()).toEqual([second.id, other.id].sort());
      expect((await project.getFunctionVersions("fn")).map(({ id }) => id)).toEqual([second.id, first.id]);

      await project.deleteFunction(second.key);
      expect((await project.getFunction("fn")).id).toBe(first.id);
      await project.deleteFunction("fn");
      const gone = await expectCode(project.getFunction("fn"), "FUNCTION_NOT_FOUND");
      expect(gone.message).toContain("project 'test' has no function 'fn'");
      await expectCode(project.deleteFunction("fn"), "FUNCTION_NOT_FOUND");
    }));

  it("[ENT-11] are those of this project and type", () =>
    withProject(async (project) => {
      const fn = await functionOf(project, code);
      const elsewhere = fn.key.replace("store://test/", "store://other/");
      await expectCode(project.getFunction(elsewhere), "FUNCTION_INVALID_KEY");
      await expectCode(project.getArtifact(fn.key), "FUNCTION_INVALID_KEY");
      await expectCode(project.getFunction("../fn"), "FUNCTION_INVALID_NAME");
    }));
});
