import assert from "node:assert/strict";
import { connectProject } from "@millrace/function-runtime";
import { double, rejectsWith, type ClientScenarios } from "./client-support.ts";

export const clientProjects: ClientScenarios = {
  "projects.create": async ({ name, options, connect }) => {
    await (await connectProject(name, { ...options, description: "of wool", labels: ["a", "b"] })).close();
    await connect(async ({ platform, key }) => {
      const project = await platform.read({ type: "project", id: name });
      assert.equal(key, `store://${name}`);
      assert.equal(project?.metadata.description, "of wool");
      assert.deepEqual(project.metadata.labels, ["a", "b"]);
    });
  },
  "projects.get_or_create": async ({ connect, name }) => {
    const created: unknown[] = [];
    for (let round = 0; round < 2; round += 1) {
      await connect(async ({ platform }) => {
        created.push((await platform.read({ type: "project", id: name }))?.metadata.created);
      });
    }
    assert.equal(created[0], created[1]);
  },
  "projects.duplicated": ({ connect, name }) =>
    connect(async ({ platform }) => {
      const again = platform.create("project", { kind: "project", name, spec: {} });
      await rejectsWith(again, "FUNCTION_ALREADY_EXISTS");
    }),
  "projects.missing": ({ name, options }) =>
    rejectsWith(connectProject(name, { ...options, create: false }), "FUNCTION_NOT_FOUND"),
  "projects.listed": ({ connect, name }) =>
    connect(async ({ platform }) => {
      const { content } = await platform.list("project", undefined, {}, { size: 1000 });
      assert(content.some((project) => project.name === name));
    }),
  "projects.updated": ({ connect, name }) =>
    connect(async ({ platform }) => {
      const project = await platform.read({ type: "project", id: name });
      assert(project);
      await platform.update("project", { ...project, metadata: { ...project.metadata, description: "other" } });
      assert.equal((await platform.read({ type: "project", id: name }))?.metadata.description, "other");
    }),
  "projects.deleted": async ({ connect, options, name }) => {
    await connect(async (project) => {
      await project.newFunction(double());
      await project.newArtifact({ name: "a", path: "s3://elsewhere/a.txt" });
      await project.delete({ cascade: true });
    });
    await rejectsWith(connectProject(name, { ...options, create: false }), "FUNCTION_NOT_FOUND");
    await connect(async (project) => assert.deepEqual(await project.listFunctions(), []));
  },
  "projects.content": ({ connect, name }) =>
    connect(async (project) => {
      const { key } = await project.newFunction(double());
      await project.newArtifact({ name: "a", path: "s3://elsewhere/a.txt" });
      const record = await project.platform.read({ type: "project", id: name });
      const shown = record?.spec as {
        readonly [type: string]: readonly { readonly key: string; readonly name: string }[];
      };
      assert.deepEqual(
        shown["functions"]?.map((one) => one.key),
        [key],
      );
      assert.deepEqual(
        shown["artifacts"]?.map((one) => one.name),
        ["a"],
      );
    }),
};
