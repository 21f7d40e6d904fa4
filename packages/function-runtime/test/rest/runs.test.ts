import { collect, tempFolder } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { openEmbedded } from "../../src/embedded/open-embedded.ts";
import { linesOf } from "../../src/wire/log-json.ts";
import { inP, newFunction, withRest, type Json, type Rest } from "./support.ts";

/** A function with a task, and a run of it that its client executes. */
const newRun = async ({ post }: Rest, spec: Json = { local_execution: true }): Promise<Json> => {
  const fn = (await post(`${inP}/functions`, newFunction())).json;
  const task = { kind: "python+job", spec: { function: `python://p/f:${fn.id}` } };
  const { id } = (await post(`${inP}/tasks`, task)).json;
  const references = { function: `python://p/f:${fn.id}`, task: `python+job://p/${id}` };
  return (await post(`${inP}/runs`, { kind: "python+job:run", spec: { ...references, ...spec } })).json;
};

test("[REST-9] [REST-10] a client takes its own run through the states, each as often as it likes", async () => {
  await withRest(async (rest) => {
    const run = await newRun(rest);
    const path = `${inP}/runs/${run.id}`;
    const put = (state: string, more: Json = {}): Promise<Json> =>
      rest.put(path, { ...run, spec: { ...run.spec, parameters: { x: state } }, status: { state, ...more } });
    expect((await put("BUILT")).json.spec.parameters).toEqual({ x: "BUILT" });
    for (const state of ["READY", "RUNNING", "RUNNING", "COMPLETED"]) expect((await put(state)).status).toBe(200);
    await put("COMPLETED", { results: { n: 1 } });
    const { spec, status } = (await rest.get(path)).json;
    expect(spec.parameters).toEqual({ x: "BUILT" });
    expect(status).toMatchObject({ state: "COMPLETED", results: { n: 1 } });
    expect(status.transitions.map((one: Json) => one.status)).toEqual([
      "CREATED",
      "BUILT",
      "READY",
      "RUNNING",
      "COMPLETED",
    ]);
    const jump = await put("RUNNING");
    expect([jump.status, jump.json.errorCode]).toEqual([400, "FUNCTION_INVALID_STATE"]);
  });
});

test("[REST-35] a run of another kind that is not local ends in ERROR, which says why", async () => {
  await withRest(async (rest) => {
    const run = await newRun(rest, { local_execution: false });
    await expect
      .poll(async () => (await rest.get(`${inP}/runs/${run.id}`)).json.status)
      .toMatchObject({ state: "ERROR", message: expect.stringContaining("local_execution") });
  });
});

test("[REST-13] events of the state machine", async () => {
  await withRest(async (rest) => {
    const run = await newRun(rest);
    const path = `${inP}/runs/${run.id}`;
    for (const state of ["BUILT", "READY", "RUNNING"]) await rest.put(path, { ...run, status: { state } });
    expect((await rest.post(`${path}/stop`)).json.status.state).toBe("STOPPED");
    const again = await rest.post(`${path}/stop`);
    expect([again.status, again.json.errorCode]).toEqual([400, "FUNCTION_INVALID_STATE"]);
    expect((await rest.post(`${path}/dance`)).status).toBe(400);
    expect((await rest.post(`${inP}/runs/nobody/stop`)).status).toBe(404);
    expect((await rest.post(`${path}/delete`)).status).toBe(200);
    expect((await rest.get(path)).status).toBe(404);
  });
});

test("[REST-15] metrics of runs and models, one and several numbers", async () => {
  await withRest(async (rest) => {
    const run = await newRun(rest);
    const model = (await rest.post(`${inP}/models`, { kind: "model", name: "m", spec: { path: "s3://b/p/m" } })).json;
    for (const path of [`${inP}/runs/${run.id}/metrics`, `${inP}/models/${model.id}/metrics`]) {
      expect((await rest.get(path)).json).toEqual({});
      expect((await rest.put(`${path}/loss`, 0.5)).json).toBe(0.5);
      await rest.put(`${path}/losses`, [1, 0.5]);
      expect((await rest.get(path)).json).toEqual({ loss: 0.5, losses: [1, 0.5] });
      expect((await rest.get(`${path}/losses`)).json).toEqual([1, 0.5]);
      expect((await rest.get(`${path}/none`)).status).toBe(404);
      expect((await rest.put(`${path}/loss`, "much")).status).toBe(400);
    }
    expect((await rest.get(`${inP}/functions/x/metrics`)).status).toBe(404);

    const path = `${inP}/runs/${run.id}/metrics`;
    const many = Array.from({ length: 10 }, (_, index) => rest.put(`${path}/m${index}`, index));
    for (const { status } of await Promise.all(many)) expect(status).toBe(200);
    expect(Object.keys((await rest.get(path)).json)).toHaveLength(12);
  });
});

test("[REST-14] logs of a job that printed, in base64", async () => {
  await using folder = await tempFolder();
  const platform = await openEmbedded({ dir: folder.path });
  try {
    await withRest(
      async (rest) => {
        const code = "export default {}; export function talk() { console.log('héllo'); console.error('there'); }";
        const source = { handler: "main:talk", base64: Buffer.from(code).toString("base64"), lang: "javascript" };
        const spec = { source, node_version: "NODE_24" };
        const fn = (await rest.post(`${inP}/functions`, { kind: "nodejs", name: "talk", spec })).json;
        const references = { function: `nodejs://p/talk:${fn.id}` };
        const task = (await rest.post(`${inP}/tasks`, { kind: "nodejs+job", spec: references })).json;
        const body = { kind: "nodejs+job:run", spec: { ...references, task: `nodejs+job://p/${task.id}` } };
        const path = `${inP}/runs/${(await rest.post(`${inP}/runs`, body)).json.id}`;
        await expect.poll(async () => (await rest.get(path)).json.status.state, { timeout: 50_000 }).toBe("COMPLETED");
        const logs = (await rest.get(`${path}/logs`)).json;
        expect(logs).toHaveLength(1);
        const text = Buffer.from(logs[0].content, "base64").toString();
        expect(text).toContain("héllo\n");
        expect(text).toContain("there\n");
        expect(linesOf(logs).map((line) => line.text)).toContain("héllo");
      },
      { platform },
    );
  } finally {
    await platform.close();
  }
});

test("[REST-14] a run that printed nothing has no logs", async () => {
  await withRest(async (rest) => {
    const run = await newRun(rest);
    expect((await rest.get(`${inP}/runs/${run.id}/logs`)).json).toEqual([]);
    expect(await collect(linesOf([]))).toEqual([]);
  });
});
