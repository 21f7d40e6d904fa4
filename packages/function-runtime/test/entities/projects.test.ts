import { access, mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { connectProject } from "../../src/index.ts";
import { openEmbedded } from "../../src/embedded/open-embedded.ts";
import { tempProject } from "../../src/testing.ts";
import { expectCode, withFolder, withProject } from "./support/with-project.ts";

describe("connectProject", () => {
  it("[ENT-44] makes a project in a folder, and finds it there again", () =>
    withFolder(async (dir) => {
      const first = await connectProject("p-1", { dir, description: "Sums.", labels: ["a"] });
      await first.logArtifact({ name: "a", data: "x" });
      await first.close();
      await using again = await connectProject("p-1", { dir, create: false });
      expect(again.key).toBe("store://p-1");
      expect(Buffer.from(await (await again.getArtifact("a")).bytes()).toString()).toBe("x");
      const record = await again.platform.read({ type: "project", id: "p-1" });
      expect(record?.metadata).toMatchObject({ description: "Sums.", labels: ["a"] });
    }));

  it("[ENT-44] several of one process are in one folder", () =>
    withFolder(async (dir) => {
      await using one = await connectProject("one", { dir });
      const two = await connectProject("two", { dir });
      await two.close();
      await two.close();
      await one.logArtifact({ name: "a", data: "x" });
      expect(await one.listArtifacts()).toHaveLength(1);
    }));

  it("[ENT-44] makes a project once when many ask for it", () =>
    withFolder(async (dir) => {
      const projects = await Promise.all(Array.from({ length: 5 }, () => connectProject("p", { dir })));
      const made = projects.map((project) => project.toJSON().metadata.created);
      expect(new Set(made).size).toBe(1);
      await Promise.all(projects.map((project) => project.close()));
    }));

  it("[ENT-44] leaves a platform open that was open", () =>
    withFolder(async (dir) => {
      const platform = await openEmbedded({ dir });
      const project = await connectProject("p", { platform });
      await project.close();
      expect((await platform.read({ type: "project", id: "p" }))?.name).toBe("p");
      await platform.close();
      await expectCode(connectProject("p", { platform }), "FUNCTION_CLOSED");
    }));

  it("[ENT-44] refuses a name, an option or platforms that cannot be", () =>
    withFolder(async (dir) => {
      for (const name of ["", "A", "a_b", "../p", "a/b"]) {
        await expectCode(connectProject(name, { dir }), "FUNCTION_INVALID_NAME");
      }
      await expectCode(connectProject("p", { dir, folder: "x" } as never), "PROTOCOL_UNKNOWN_OPTION");
      await expectCode(connectProject("p", { dir, endpoint: "http://127.0.0.1:1" }), "FUNCTION_INVALID_CALL");
      await expectCode(connectProject("p", { dir, create: false }), "FUNCTION_NOT_FOUND");
      await expectCode(connectProject("p", { dir, local: { concurency: 1 } as never }), "PROTOCOL_UNKNOWN_OPTION");
      // What failed has let go of the folder.
      await (await connectProject("p", { dir })).close();
    }));

  it("deletes a project with all that is in it", () =>
    withProject(async (project) => {
      await project.logArtifact({ name: "a", data: "x" });
      await project.delete({ cascade: true });
      expect(await project.platform.read({ type: "project", id: "test" })).toBeUndefined();
      expect((await project.platform.list("artifact", "test", { versions: "all" })).totalElements).toBe(0);
    }));
});

describe("secrets", () => {
  it("[SEED-47] [ENT-40] have a name in the project, and a value that is read on its own", () =>
    withProject(async (project) => {
      await project.secrets.set("TOKEN", "s3cret");
      await project.secrets.set("TOKEN", "n3w");
      expect(await project.secrets.list()).toEqual(["TOKEN"]);
      expect(await project.secrets.get("TOKEN")).toBe("n3w");
      expect(JSON.stringify(await project.platform.list("secret", "test"))).not.toContain("n3w");
      await project.secrets.delete("TOKEN");
      await expectCode(project.secrets.get("TOKEN"), "FUNCTION_NOT_FOUND");
      await expectCode(project.secrets.set("../TOKEN", "x"), "FUNCTION_INVALID_NAME");
    }));
});

describe("tempProject", () => {
  it("[ENT-45] is gone when it is closed", () =>
    withFolder(async (parent) => {
      const project = await tempProject({ parent, name: "scratch" });
      expect(project.name).toBe("scratch");
      await access(path.join(parent, (await readdir(parent))[0] ?? ""));
      await project.close();
      await project.close();
      expect(await readdir(parent)).toEqual([]);
    }));

  it("[ENT-45] leaves nothing when it cannot be made", () =>
    withFolder(async (parent) => {
      await expectCode(tempProject({ parent, name: "No Name" }), "FUNCTION_INVALID_NAME");
      await expectCode(tempProject({ parent, place: "x" } as never), "PROTOCOL_UNKNOWN_OPTION");
      await mkdir(path.join(parent, "other"));
      expect(await readdir(parent)).toEqual(["other"]);
    }));
});
