import { describe, expect, test } from "vitest";
import type { EntityRecord } from "../../src/entity.ts";
import { fakeCore, open } from "./support/fake-core.ts";

/** Keeps entities as Core does: of a spec only what its kind knows, of a status everything. */
async function containerCore() {
  const stored = new Map<string, Record<string, unknown>>();
  return fakeCore(({ method, path, body }) => {
    if (!path.startsWith("/api/v1/-/p/")) return undefined;
    const id = path.split("/")[6];
    if (method === "GET" && id === undefined)
      return { json: { content: [...stored.values()], totalElements: stored.size } };
    if (method === "GET") return { json: stored.get(id ?? "") };
    const given = JSON.parse(body) as Record<string, unknown>;
    const kind = String(given["kind"]);
    if (!kind.startsWith("container")) return { status: 400, json: { message: `invalid kind: ${kind}` } };
    const known = ["function", "task", "source", "image", "local_execution"];
    const spec = Object.fromEntries(Object.entries(given["spec"] as object).filter(([name]) => known.includes(name)));
    const entity = {
      ...given,
      spec,
      key: `store://p/${path.split("/")[5]?.slice(0, -1) ?? ""}/${kind}/n:${String(given["id"])}`,
    };
    stored.set(String(given["id"]), entity);
    return { json: entity };
  });
}

const runSpec = {
  function: "nodejs://p/f:f1",
  task: "nodejs+job://p/t1",
  inputs: { di: "store://p/dataitem/table/d:1" },
  parameters: { x: 1 },
  local_execution: true,
};

describe("our kind on a Core that does not know it", () => {
  test("[REM-30] travels as container, and comes back as it was", async () => {
    await using core = await containerCore();
    await using platform = await open(core, { kind: "container" });
    const relationships = [{ type: "run_of", dest: "store://p/function/nodejs/f:f1" }] as const;
    const created = await platform.create("run", {
      id: "r1",
      kind: "nodejs+job:run",
      name: "r1",
      project: "p",
      metadata: { relationships },
      spec: runSpec,
      status: { state: "CREATED" },
    });
    const sent = JSON.parse(core.seen.at(-1)?.body ?? "") as EntityRecord;
    expect(sent).toMatchObject({
      kind: "container+job:run",
      metadata: { relationships: [{ dest: "store://p/function/container/f:f1" }] },
      spec: { function: "container://p/f:f1", task: "container+job://p/t1", local_execution: true },
    });
    expect(created).toMatchObject({ kind: "nodejs+job:run", key: "store://p/run/nodejs+job:run/n:r1", spec: runSpec });
    expect(created.metadata.relationships).toEqual(relationships);
    expect(created.status).toEqual({ state: "CREATED" });

    const changed = await platform.update("run", { ...created, status: { state: "COMPLETED", results: { y: 2 } } });
    expect(changed).toMatchObject({ spec: runSpec, status: { state: "COMPLETED", results: { y: 2 } } });
    expect(await platform.read({ type: "run", project: "p", id: "r1" })).toEqual(changed);
  });

  test("[REM-30] is asked for as container", async () => {
    await using core = await containerCore();
    await using platform = await open(core, { kind: "container" });
    await platform.list("task", "p", { kind: "nodejs+job", function: "nodejs://p/f:1" });
    await platform.list("run", "p", { task: "nodejs+job://p/t1", kind: "python+job:run" });
    const [tasks, runs] = core.seen.slice(-2);
    expect(tasks?.query).toMatchObject({ kind: "container+job", function: "container://p/f:1" });
    expect(runs?.query).toMatchObject({ task: "container+job://p/t1", kind: "python+job:run" });
  });

  test("[REM-30] leaves containers of others, and all other entities, as they are", async () => {
    await using core = await containerCore();
    await using platform = await open(core, { kind: "container" });
    const others = {
      id: "c1",
      kind: "container",
      name: "c",
      project: "p",
      spec: { image: "nginx" },
      status: { state: "READY" },
    };
    const function_ = await platform.create("function", others);
    expect(function_).toMatchObject({
      kind: "container",
      spec: { image: "nginx" },
      key: "store://p/function/container/n:c1",
    });
    expect(core.seen.at(-1)?.body).not.toContain("millrace");
  });

  test("[REM-30] is refused without the translation, with the way out", async () => {
    await using core = await containerCore();
    await using platform = await open(core);
    const creating = platform.create("function", { id: "f", kind: "nodejs", name: "f", project: "p", spec: {} });
    await expect(creating).rejects.toMatchObject({ code: "FUNCTION_CORE_UNKNOWN_KIND" });
  });
});
