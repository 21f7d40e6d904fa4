import assert from "node:assert/strict";
import { double, rejectsWith, type ClientScenarios } from "./client-support.ts";

const names = (all: readonly { readonly name: string }[]): readonly string[] => all.map(({ name }) => name).toSorted();
const ids = (all: readonly { readonly id: string }[]): readonly string[] => all.map(({ id }) => id).toSorted();

export const clientFunctions: ClientScenarios = {
  "functions.create": ({ connect, name }) =>
    connect(async (project) => {
      const made = await project.newFunction(double());
      assert.equal(made.key, `store://${name}/function/nodejs/double:${made.id}`);
      for (const got of [await project.getFunction("double"), await project.getFunction(made.key)]) {
        assert.deepEqual([got.id, got.handler, got.nodeVersion], [made.id, "double", "NODE_24"]);
      }
    }),
  "functions.versions": ({ connect }) =>
    connect(async (project) => {
      const first = await project.newFunction(double());
      const second = await project.newFunction(double("export const double = ({ x }) => x + x;"));
      assert.notEqual(first.id, second.id);
      assert.equal((await project.getFunction("double")).id, second.id);
      assert.equal((await project.getFunction(first.key)).id, first.id);
      assert.deepEqual(ids(await project.getFunctionVersions("double")), ids([first, second]));
    }),
  "functions.listed": ({ connect }) =>
    connect(async (project) => {
      await project.newFunction(double());
      await project.newFunction(double());
      await project.newFunction(double(undefined, "double", "other"));
      assert.deepEqual(names(await project.listFunctions()), ["double", "other"]);
      assert.deepEqual(names(await project.listFunctions({ name: "other" })), ["other"]);
      assert.equal((await project.listFunctions({ kind: "nodejs" })).length, 2);
      assert.deepEqual(await project.listFunctions({ kind: "container" }), []);
      assert.deepEqual(names(await project.listFunctions({ q: "oth" })), ["other"]);
    }),
  "functions.pages": ({ connect }) =>
    connect(async (project) => {
      for (let index = 0; index < 30; index += 1) {
        await project.newFunction(double(undefined, "double", `f${index}`));
      }
      assert.equal((await project.listFunctions()).length, 30);
    }),
  "functions.immutable": ({ connect }) =>
    connect(async (project) => {
      const made = (await project.newFunction(double())).toJSON();
      const metadata = { ...made.metadata, description: "doubles" };
      await project.platform.update("function", { ...made, metadata, spec: { source: { handler: "other" } } });
      const again = await project.getFunction("double");
      assert.deepEqual([again.description, again.handler], ["doubles", "double"]);
    }),
  "functions.deleted": ({ connect }) =>
    connect(async (project) => {
      const first = await project.newFunction(double());
      const second = await project.newFunction(double());
      await project.deleteFunction(second.key);
      assert.equal((await project.getFunction("double")).id, first.id);
      await project.newFunction(double());
      await project.deleteFunction("double");
      await rejectsWith(project.getFunction(first.key), "FUNCTION_NOT_FOUND");
      assert.deepEqual(await project.listFunctions(), []);
    }),
  "functions.missing": ({ connect }) =>
    connect(async (project) => {
      const { key } = await project.newFunction(double());
      await rejectsWith(project.getFunction(`${key.slice(0, -4)}0000`), "FUNCTION_NOT_FOUND");
    }),
  "functions.tasks": ({ connect, name }) =>
    connect(async ({ platform }) => {
      const spec = { function: `nodejs://${name}/f:1` };
      const task = await platform.create("task", { kind: "nodejs+job", project: name, spec });
      assert.equal((await platform.read({ type: "task", project: name, id: task.id }))?.kind, "nodejs+job");
      assert.deepEqual(ids((await platform.list("task", name)).content), [task.id]);
      await platform.delete({ type: "task", project: name, id: task.id });
      assert.equal((await platform.list("task", name)).totalElements, 0);
    }),
};
