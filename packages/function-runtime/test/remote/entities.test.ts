import { collect, expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import type { EntityRecord } from "../../src/entity.ts";
import { parseKey } from "../../src/keys.ts";
import { coreEntity, fakeCore, open, quickClock, type Reply } from "./support/fake-core.ts";

const run = { type: "run", project: "p", id: "1" } as const;
const runEntity = (state: string, more: object = {}): object =>
  coreEntity("1", { kind: "nodejs+job:run", status: { state }, ...more });
const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** Answers of one path in turn; the last stays. */
function inTurn(replies: readonly Reply[]): () => Reply {
  let next = 0;
  return () => replies[Math.min(next++, replies.length - 1)] ?? {};
}

describe("entities", () => {
  test("[REM-21] are created, read, changed and deleted by Core's paths", async () => {
    await using core = await fakeCore(({ path }) =>
      path.startsWith("/api/v1") ? { json: coreEntity("1") } : undefined,
    );
    await using platform = await open(core);
    const entity = await platform.create("artifact", { kind: "artifact", name: "a", project: "p" });
    await platform.read({ type: "artifact", project: "p", id: "1" });
    await platform.update("artifact", entity);
    await platform.delete({ type: "artifact", project: "p", id: "1" }, { cascade: true });
    await platform.create("project", { kind: "project", name: "p" });
    await platform.read({ type: "project", id: "p" });
    await platform.delete({ type: "project", id: "p" });
    const asked = core.seen.filter(({ path }) => path.startsWith("/api/v1"));
    expect(asked.map(({ method, path, queryText }) => `${method} ${path}${queryText}`)).toEqual([
      "POST /api/v1/-/p/artifacts",
      "GET /api/v1/-/p/artifacts/1",
      "PUT /api/v1/-/p/artifacts/1",
      "DELETE /api/v1/-/p/artifacts/1?cascade=true",
      "POST /api/v1/projects",
      "GET /api/v1/projects/p",
      "DELETE /api/v1/projects/p?cascade=false",
    ]);
    expect(JSON.parse(asked[0]?.body ?? "")).toEqual({ kind: "artifact", name: "a", project: "p", spec: {} });
    expect(asked[0]?.headers["content-type"]).toBe("application/json");
    await expectCode(platform.read({ type: "artifact", id: "1" }), "FUNCTION_INVALID_ENTITY");
  });

  test("[REM-19] that are not there are undefined", async () => {
    await using core = await fakeCore();
    await using platform = await open(core);
    expect(await platform.read(run)).toBeUndefined();
    expect(await platform.read({ type: "project", id: "p" })).toBeUndefined();
    await expectCode(platform.delete(run), "FUNCTION_NOT_FOUND");
  });

  test("[REM-21] of names that lead elsewhere are not asked for", async () => {
    await using core = await fakeCore();
    await using platform = await open(core);
    const before = core.seen.length;
    for (const place of [
      { ...run, id: ".." },
      { ...run, id: "a/b" },
      { ...run, project: "../q" },
    ])
      await expectCode(platform.read(place), "FUNCTION_INVALID_NAME");
    await expectCode(platform.act({ ...run, id: ".." }, "stop"), "FUNCTION_INVALID_NAME");
    await expectCode(collect(platform.logs({ ...run, id: ".." })), "FUNCTION_INVALID_NAME");
    await expectCode(platform.secret("..", "x"), "FUNCTION_INVALID_NAME");
    expect(core.seen).toHaveLength(before);
  });

  test("[REM-22] are listed page by page, with Core's filters", async () => {
    const page = { content: [coreEntity("3")], totalElements: 5, totalPages: 3, number: 2 };
    await using core = await fakeCore(({ path }) => (path.endsWith("/artifacts") ? { json: page } : undefined));
    await using platform = await open(core);
    const filter = { name: "a", kind: "artifact", state: "READY", versions: "all", q: "x" } as const;
    expect(await platform.list("artifact", "p", filter, { page: 2, size: 2 })).toMatchObject({
      content: [{ id: "3" }],
      totalElements: 5,
    });
    await platform.list("artifact", "p");
    expect(core.to("/artifacts").map(({ query }) => query)).toEqual([
      { name: "a", kind: "artifact", state: "READY", versions: "all", q: "x", page: "2", size: "2" },
      { page: "0", size: "25" },
    ]);
  });

  test("[REM-21] without metadata, spec or status have empty ones", async () => {
    await using core = await fakeCore(({ path }) =>
      path.endsWith("/tasks/1") ? { json: { id: "1", kind: "nodejs+job", spec: null } } : undefined,
    );
    await using platform = await open(core);
    expect(await platform.read({ type: "task", project: "p", id: "1" })).toMatchObject({
      metadata: {},
      spec: {},
      status: {},
    });
  });

  test("[REM-29] runs have both spellings of their keys", async () => {
    for (const key of ["store://p/run/nodejs+job:run/1", "store://p/run/nodejs+job:run/1:1"]) {
      await using core = await fakeCore(({ path }) =>
        path.endsWith("/1") ? { json: runEntity("READY", { key }) } : undefined,
      );
      await using platform = await open(core);
      const entity = await platform.read(run);
      expect(entity?.key).toBe(key);
      expect(parseKey(entity?.key ?? "")).toMatchObject({ kind: "nodejs+job:run", id: "1" });
    }
  });

  test("[REM-31] values of secrets come and go beside them", async () => {
    await using core = await fakeCore(({ path, method }) =>
      path.endsWith("/secrets/data") ? { json: method === "GET" ? { tok: "v-1" } : undefined } : undefined,
    );
    await using platform = await open(core);
    expect(await platform.secret("p", "tok")).toBe("v-1");
    expect(await platform.secret("p", "other")).toBeUndefined();
    await platform.setSecret("p", "tok", "v-2");
    const [read, , write] = core.to("/secrets/data");
    expect(read).toMatchObject({ method: "GET", path: "/api/v1/-/p/secrets/data", query: { keys: "tok" } });
    expect(write).toMatchObject({ method: "PUT", body: '{"tok":"v-2"}' });
  });
});

describe("runs", () => {
  test("[REM-33] take events", async () => {
    await using core = await fakeCore(({ path }) => (path.endsWith("/stop") ? { json: runEntity("STOP") } : undefined));
    await using platform = await open(core);
    expect((await platform.act(run, "stop")).status.state).toBe("STOP");
    expect(core.to("/stop")[0]).toMatchObject({ method: "POST", path: "/api/v1/-/p/runs/1/stop" });
  });

  test("[REM-27] are watched until they are deleted, ever more seldom while nothing happens", async () => {
    const same = { json: runEntity("RUNNING") };
    const reply = inTurn([same, same, same, same, { json: runEntity("COMPLETED") }, { status: 404, json: {} }]);
    await using core = await fakeCore(({ path }) => (path.endsWith("/runs/1") ? reply() : undefined));
    const clock = quickClock();
    await using platform = await open(core, { clock, pollMs: 700 });
    const seen = await collect(platform.watch(run, new AbortController().signal));
    expect(seen.map(({ status }) => status.state)).toEqual(["RUNNING", "COMPLETED"]);
    expect(clock.pauses).toEqual([250, 375, 562.5, 700, 250]);
  });

  test("[REM-27] are watched until the signal aborts, and not after the client is closed", async () => {
    await using core = await fakeCore(({ path }) =>
      path.endsWith("/runs/1") ? { json: runEntity("RUNNING") } : undefined,
    );
    const platform = await open(core);
    const stop = new AbortController();
    const seen: EntityRecord[] = [];
    for await (const entity of platform.watch(run, stop.signal)) {
      seen.push(entity);
      stop.abort();
    }
    expect(seen).toHaveLength(1);
    for await (const _ of platform.watch(run, new AbortController().signal)) await platform.close();
    await expectCode(platform.read(run), "FUNCTION_CLOSED");
  });

  test("[REM-27] that cannot be looked at end the watch with the reason", async () => {
    await using core = await fakeCore(({ path }) => (path.endsWith("/runs/1") ? { status: 403 } : undefined));
    await using platform = await open(core);
    await expectCode(collect(platform.watch(run, new AbortController().signal)), "FUNCTION_CORE_UNAUTHORIZED");
  });

  test("[REM-28] have logs, which Core gives as base64", async () => {
    const content = base64("one\r\ntwo ü\nthree");
    const log = { id: "l", run: "1", content, metadata: { updated: "2026-01-02T03:04:05Z" } };
    await using core = await fakeCore(({ path }) =>
      path.endsWith("/logs") ? { json: [log, { id: "m" }] } : undefined,
    );
    await using platform = await open(core);
    const time = Date.parse("2026-01-02T03:04:05Z");
    expect(await collect(platform.logs(run))).toEqual(
      ["one", "two ü", "three"].map((text) => ({ time, stream: "stdout", text })),
    );
  });

  test("[REM-28] have logs that are followed to their end, each line once", async () => {
    const logs = inTurn(
      ["", "on", "one\ntw", "one\ntwo\n", "one\ntwo\nend"].map((text) => ({
        json: [{ id: "l", content: base64(text) }],
      })),
    );
    const state = inTurn(
      ["RUNNING", "RUNNING", "RUNNING", "RUNNING", "ERROR"].map((name) => ({ json: runEntity(name) })),
    );
    await using core = await fakeCore(({ path }) =>
      path.endsWith("/logs") ? logs() : path.endsWith("/runs/1") ? state() : undefined,
    );
    await using platform = await open(core, { clock: quickClock() });
    const lines = await collect(platform.logs(run, { follow: true }));
    expect(lines.map(({ text }) => text)).toEqual(["one", "two", "end"]);
  });
});
