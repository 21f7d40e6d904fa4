import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InvokeOptions, Run } from "../../src/index.ts";
import { bring, strayRun, toRunning } from "./support/runs.ts";
import { expectCode, withProject } from "./support/with-project.ts";

let server: Server;
let address = "";

beforeAll(async () => {
  server = createServer((request, response) => {
    void answer(request).then((body) => {
      response.statusCode = request.url === "/teapot" ? 418 : 200;
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

async function answer(request: IncomingMessage): Promise<object> {
  const { method, url, headers } = request;
  return { method, url, type: headers["content-type"], extra: headers["x-extra"], body: await text(request) };
}

/** A run whose service is the server above, below `at`. */
async function withService(work: (run: Run) => Promise<void>, at = ""): Promise<void> {
  await withProject(async (project) => {
    const run = await strayRun(project, "serve");
    await bring(run, toRunning, { service: { url: `${address}${at}` } });
    await work(run);
  });
}

describe("run.invoke", () => {
  const cases: readonly (readonly [string, InvokeOptions, object])[] = [
    ["without a body is a GET", {}, { method: "GET", url: "/", body: "" }],
    ["with json is a POST", { json: { a: 1 } }, { method: "POST", type: "application/json", body: '{"a":1}' }],
    ["with data is a POST", { data: "hello" }, { method: "POST", type: "text/plain;charset=UTF-8", body: "hello" }],
    ["sends bytes", { data: Uint8Array.of(104, 105) }, { method: "POST", body: "hi" }],
    ["sends a stream", { data: new Blob(["a", "b"]).stream() }, { method: "POST", body: "ab" }],
    ["takes a method", { method: "PUT", json: null }, { method: "PUT", body: "null" }],
    ["takes a method without a body", { method: "DELETE" }, { method: "DELETE", body: "" }],
    [
      "takes headers",
      { json: 1, headers: { "x-extra": "e", "Content-Type": "application/cloudevents+json" } },
      { extra: "e", type: "application/cloudevents+json", body: "1" },
    ],
  ];
  it.each(cases)("[SEED-20] [SEED-64] [ENT-30] %s", (_what, options, seen) =>
    withService(async (run) => {
      expect(await (await run.invoke(options)).json()).toMatchObject(seen);
    }),
  );

  it("[SEED-20] [ENT-30] hands over the answer as it is", () =>
    withService(async (run) => {
      const response = await run.invoke({ url: `http://${address}/teapot` });
      expect([response.status, response.ok]).toEqual([418, false]);
    }));

  it("[SEED-20] [ENT-30] goes to another place of the service, and nowhere else", () =>
    withService(async (run) => {
      const below = await run.invoke({ url: `http://${address}/base/deeper?q=1` });
      expect(await below.json()).toMatchObject({ url: "/base/deeper?q=1" });
      for (const url of [
        `http://${address}/`,
        `http://${address}/basement`,
        `http://${address}/base/../other`,
        `http://${address}.evil.example/base`,
        `http://user@${address}0/base`,
        `https://${address}/base`,
        "/base",
        "",
      ]) {
        await expectCode(run.invoke({ url }), "FUNCTION_INVALID_URL");
      }
    }, "/base"));

  it("[ENT-30] needs a service that is ready", () =>
    withProject(async (project) => {
      const run = await strayRun(project, "serve");
      await expectCode(run.invoke(), "FUNCTION_NO_SERVICE");
      await bring(run, toRunning, { service: { url: address } });
      expect((await run.invoke()).status).toBe(200);
    }));

  it("refuses two bodies, and an option that there is not", () =>
    withService(async (run) => {
      await expectCode(run.invoke({ json: 1, data: "1" }), "FUNCTION_INVALID_CALL");
      await expectCode(run.invoke({ body: "1" } as never), "PROTOCOL_UNKNOWN_OPTION");
    }));

  it("ends when its signal aborts", () =>
    withService(async (run) => {
      await expect(run.invoke({ signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
    }));
});
