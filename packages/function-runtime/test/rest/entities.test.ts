import { describe, expect, test } from "vitest";
import { inP, newFunction, withRest, type Rest } from "./support.ts";

const names = (answer: { readonly json: { readonly content: readonly { readonly name: string }[] } }) =>
  answer.json.content.map(({ name }) => name);

describe("entities", () => {
  test("[REST-2] [REST-7] are created, read, updated and deleted", async () => {
    await withRest(async ({ post, get, put, remove }) => {
      const made = await post(`${inP}/functions`, newFunction());
      expect(made.status).toBe(200);
      expect(made.headers).toMatchObject({
        "content-type": "application/json; charset=UTF-8",
        "x-api-level": "15",
        "x-api-version": expect.stringMatching(/^0\.15/),
      });
      const { id, key } = made.json;
      expect(key).toBe(`store://p/function/python/f:${id}`);
      const path = `${inP}/functions/${id}`;
      expect((await get(path)).json).toEqual(made.json);
      const changed = await put(path, { ...made.json, metadata: { ...made.json.metadata, description: "new" } });
      expect(changed.json.metadata.description).toBe("new");
      expect((await remove(path)).status).toBe(200);
      expect((await get(path)).status).toBe(404);
      expect((await remove(path)).status).toBe(404);
    });
  });

  test("[REST-6] errors have the words that the SDK looks for", async () => {
    await withRest(async ({ post, get }) => {
      const { json } = await post(`${inP}/functions`, newFunction());
      const said = async (answer: ReturnType<Rest["get"]>): Promise<readonly [number, string]> => {
        const { status, json: body } = await answer;
        expect(body.status).toBe(status);
        return [status, body.message];
      };
      expect(await said(post(`${inP}/functions`, { ...newFunction(), id: json.id }))).toEqual([
        400,
        expect.stringMatching(/^Duplicated entity/),
      ]);
      expect(await said(post(`${inP}/functions`, { kind: "python", name: "f" }))).toEqual([
        400,
        expect.stringMatching(/^missing spec/),
      ]);
      for (const [collection, kind] of [
        ["tasks", "python"],
        ["runs", "python+job"],
        ["functions", undefined],
        ["functions", ".."],
        ["artifacts", "picture"],
        ["secrets", "artifact"],
      ] as const) {
        const body = { ...newFunction(), kind };
        expect(await said(post(`${inP}/${collection}`, body))).toEqual([400, expect.stringMatching(/^invalid kind/)]);
      }
      for (const path of [`${inP}/functions/nobody`, "/api/v1/projects/nobody", "/api/v1/-/nobody/functions"]) {
        expect(await said(get(path))).toEqual([404, expect.stringMatching(/^No such EntityName/)]);
      }
    });
  });

  test("[REST-6] what is no entity is refused with the reason", async () => {
    await withRest(async ({ post }) => {
      const reasons = [
        [[], /a JSON object/],
        [{ ...newFunction(), name: "a/b" }, /'name' of a function/],
        [{ ...newFunction(), id: ".." }, /'id' of a function/],
        [{ ...newFunction(), id: 7 }, /'id' of a function/],
        [{ ...newFunction(), project: "A" }, /'project' of a project/],
        [{ ...newFunction(), spec: "s" }, /missing spec/],
        [{ ...newFunction(), metadata: [] }, /'metadata' is a JSON object/],
        [{ ...newFunction(), metadata: { description: 1 } }, /'metadata.description' is a string/],
        [{ ...newFunction(), metadata: { labels: [1] } }, /'metadata.labels'/],
        [{ ...newFunction(), metadata: { relationships: [{ type: "consumes" }] } }, /'metadata.relationships'/],
        [{ ...newFunction(), status: { state: 1 } }, /'status.state' is a string/],
      ] as const;
      for (const [body, reason] of reasons) {
        const { status, json } = await post(`${inP}/functions`, body);
        expect([status, json.message]).toEqual([400, expect.stringMatching(reason)]);
      }
    });
  });

  test("[REST-8] a name again is a new version", async () => {
    await withRest(async ({ post, get, remove }) => {
      const first = (await post(`${inP}/functions`, newFunction())).json;
      const second = (await post(`${inP}/functions`, newFunction())).json;
      await post(`${inP}/functions`, newFunction("g"));
      expect((await get(`${inP}/functions?name=f`)).json.content.map(({ id }: { id: string }) => id)).toEqual([
        second.id,
      ]);
      const all = (await get(`${inP}/functions?name=f&versions=all`)).json.content;
      expect(all.map(({ id }: { id: string }) => id)).toEqual([second.id, first.id]);
      expect((await remove(`${inP}/functions`)).status).toBe(400);
      expect((await remove(`${inP}/functions?name=f`)).status).toBe(200);
      expect(names(await get(`${inP}/functions?versions=all`))).toEqual(["g"]);
    });
  });

  test("[REST-9] an update leaves a spec and a name as they are", async () => {
    await withRest(async ({ post, put }) => {
      const made = (await post(`${inP}/functions`, newFunction())).json;
      const path = `${inP}/functions/${made.id}`;
      const changed = await put(path, {
        ...made,
        name: "other",
        spec: { a: 1 },
        status: { state: "CREATED", note: 1 },
      });
      expect(changed.json).toMatchObject({ name: "f", spec: made.spec, status: { note: 1 } });
      const { status: _, metadata: __, ...bare } = made;
      expect((await put(path, bare)).json.status).toMatchObject({ state: "CREATED", note: 1 });
    });
  });

  test("[REST-3] lists are pages", async () => {
    await withRest(async ({ post, get }) => {
      for (let index = 0; index < 5; index += 1) await post(`${inP}/functions`, newFunction(`f${index}`));
      const page = (await get(`${inP}/functions?page=1&size=2`)).json;
      expect(page).toMatchObject({
        totalElements: 5,
        totalPages: 3,
        size: 2,
        number: 1,
        numberOfElements: 2,
        first: false,
        last: false,
        empty: false,
        sort: { sorted: false },
        pageable: { pageNumber: 1, pageSize: 2, offset: 2, paged: true },
      });
      expect(page.content.map(({ name }: { name: string }) => name)).toEqual(["f2", "f1"]);
      expect((await get(`${inP}/functions?page=-1&size=x`)).json).toMatchObject({ number: 0, size: 25, last: true });
      expect((await get(`${inP}/functions?size=5000`)).json.size).toBe(1000);
      expect((await get(`${inP}/functions?page=9`)).json).toMatchObject({ empty: true, content: [], last: true });
      expect((await get(`${inP}/models`)).json).toMatchObject({
        totalElements: 0,
        totalPages: 0,
        first: true,
        last: true,
      });
    });
  });

  test("[REST-4] [REST-5] lists are filtered and sorted", async () => {
    await withRest(async ({ post, get }) => {
      for (const name of ["b", "a", "c"]) await post(`${inP}/functions`, newFunction(name));
      await post(`${inP}/functions`, newFunction("d", "container"));
      const list = async (query: string): Promise<readonly string[]> => names(await get(`${inP}/functions?${query}`));
      expect(await list("")).toEqual(["d", "c", "a", "b"]);
      expect(await list("sort=created,DESC")).toEqual(["d", "c", "a", "b"]);
      expect(await list("sort=name,ASC")).toEqual(["a", "b", "c", "d"]);
      expect(await list("sort=metadata.updated,DESC&size=2&page=1")).toEqual(["a", "b"]);
      expect(await list("sort=nonsense,UP")).toEqual(["d", "c", "a", "b"]);
      expect(await list("kind=container")).toEqual(["d"]);
      expect(await list("q=ZZ")).toEqual([]);
      await post(`${inP}/functions`, newFunction("zz.top"));
      expect(await list("q=ZZ")).toEqual(["zz.top"]);
      expect(await list("state=READY")).toEqual([]);
      expect(await list("created=2000-01-01T00:00:00Z")).toHaveLength(5);
      expect(await list("created=2000-01-01T00:00:00Z,2001-01-01T00:00:00Z")).toEqual([]);
      expect(await list("created=yesterday")).toHaveLength(5);
      expect(await list("user=nobody")).toEqual([]);
    });
  });

  test("[REST-4] [REST-12] tasks and runs by function, task and action", async () => {
    await withRest(async ({ post, get }) => {
      const fn = (await post(`${inP}/functions`, newFunction())).json;
      const text = `python://p/f:${fn.id}`;
      const task = (await post(`${inP}/tasks`, { kind: "python+job", spec: { function: text } })).json;
      const taskText = `python+job://p/${task.id}`;
      const spec = { function: text, task: taskText, local_execution: true };
      const run = (await post(`${inP}/runs`, { kind: "python+job:run", spec })).json;
      const ids = async (path: string): Promise<readonly string[]> => {
        const { json } = await get(`${inP}${path}`);
        return (json.content ?? json).map(({ id }: { readonly id: string }) => id);
      };
      const encoded = encodeURIComponent(text);
      expect(await ids(`/tasks?kind=python%2Bjob&function=${encoded}`)).toEqual([task.id]);
      expect(await ids(`/tasks?kind=job&function=${encoded}`)).toEqual([]);
      expect(await ids(`/functions/${fn.id}/tasks`)).toEqual([task.id]);
      expect(await ids(`/tasks/${task.id}/runs`)).toEqual([run.id]);
      expect(await ids(`/runs?task=${encodeURIComponent(taskText)}&action=job`)).toEqual([run.id]);
      expect(await ids("/runs?action=serve")).toEqual([]);
      expect(await ids("/runs?workflow=w")).toEqual([]);
    });
  });

  test("[REST-12] relationships are told with both ends", async () => {
    await withRest(async ({ post, get }) => {
      const relationships = [{ type: "produced_by", dest: "store://p/run/python+job:run/r:r" }];
      const body = { kind: "artifact", name: "a", spec: { path: "s3://b/p/x" }, metadata: { relationships } };
      const { id, key } = (await post(`${inP}/artifacts`, body)).json;
      expect((await get(`${inP}/artifacts/${id}/relationships`)).json).toEqual([{ source: key, ...relationships[0] }]);
      expect((await get("/api/v1/projects/p/relationships")).json).toEqual([]);
    });
  });
});

describe("projects", () => {
  test("[REST-7] [REST-11] show what is in them and are deleted with it", async () => {
    await withRest(async ({ post, get, put, remove }) => {
      await post(`${inP}/functions`, { ...newFunction(), metadata: { embedded: true } });
      await post(`${inP}/artifacts`, { kind: "artifact", name: "a", spec: { path: "s3://b/p/x" } });
      const project = (await get("/api/v1/projects/p")).json;
      expect(project.spec.functions).toMatchObject([{ name: "f", spec: { source: {} } }]);
      expect(project.spec.artifacts).toMatchObject([{ name: "a" }]);
      expect(project.spec.artifacts[0].spec).toBeUndefined();
      expect(project.spec).toMatchObject({ dataitems: [], models: [], workflows: [] });
      const changed = await put("/api/v1/projects/p", { ...project, metadata: { description: "d" } });
      expect(changed.json.metadata.description).toBe("d");
      expect((await get("/api/v1/projects")).json.totalElements).toBe(1);
      expect((await remove("/api/v1/projects/p")).status).toBe(400);
      expect((await remove("/api/v1/projects/p?cascade=true")).status).toBe(200);
      expect((await get("/api/v1/projects")).json.totalElements).toBe(0);
    });
  });

  test("[REST-16] keep the values of secrets apart", async () => {
    await withRest(async ({ post, get, put }) => {
      await post(`${inP}/secrets`, { kind: "secret", name: "token", spec: { path: "secret://token" } });
      expect((await put(`${inP}/secrets/data`, { token: "s3cr3t" })).status).toBe(200);
      expect((await get(`${inP}/secrets/data?keys=token&keys=none`)).json).toEqual({ token: "s3cr3t" });
      expect((await get(`${inP}/secrets`)).text).not.toContain("s3cr3t");
      expect((await put(`${inP}/secrets/data`, { token: 1 })).status).toBe(400);
      expect((await put(`${inP}/secrets/data`, [])).status).toBe(400);
      expect((await put(`${inP}/secrets/data`, { "../x": "y" })).status).toBe(400);
      expect((await get(`${inP}/secrets/data?keys=../x`)).status).toBe(400);
    });
  });
});
