import { silentLogger } from "@millrace/protocol";
import { expect, test } from "vitest";
import { z } from "zod";
import { freePort } from "../../src/embedded/http/free-port.ts";
import { type FunctionContext, handler, serve } from "../../src/index.ts";
import { gate, post, serving, soon } from "./serving.ts";

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

test("[SRV-18] [SRV-25] until init has ended, once, the service is live and not ready", async () => {
  const { opened, open } = gate();
  let inits = 0;
  const port = await freePort("127.0.0.1");
  const url = `http://127.0.0.1:${port}`;
  const init = async (context: FunctionContext, { by }: { readonly by: number }): Promise<void> => {
    inits++;
    await opened;
    context.userData["by"] = by;
  };
  const starting = serve(({ context }: { readonly context: FunctionContext }) => context.userData, {
    init,
    port,
    initParameters: { by: 2 },
    logger: silentLogger,
  });
  await soon(async () => expect(await statusOf(`${url}/live`).catch(() => 0)).toBe(200));
  expect(await statusOf(`${url}/ready`)).toBe(503);
  const early = await fetch(url);
  expect([early.status, early.headers.get("retry-after")]).toEqual([503, "1"]);
  open();
  const service = await starting;
  expect(await statusOf(`${url}/ready`)).toBe(200);
  expect(await (await fetch(url)).json()).toEqual({ by: 2 });
  expect(await (await fetch(url)).json()).toEqual({ by: 2 });
  expect(inits).toBe(1);
  await service.close();
});

test("[SRV-25] a service whose init fails does not start, and leaves its port", async () => {
  const port = await freePort("127.0.0.1");
  const init = (): never => {
    throw new Error("no model");
  };
  await expect(serve(() => 1, { init, port, logger: silentLogger })).rejects.toMatchObject({
    code: "FUNCTION_INIT_FAILED",
  });
  await expect(fetch(`http://127.0.0.1:${port}/live`)).rejects.toThrow("fetch failed");
});

test("[SRV-19] metrics tell of requests by status, their durations, and what is going on", async () => {
  const { opened, open } = gate();
  const { url } = await serving(async ({ how }: { readonly how?: string }) => {
    if (how === "wait") await opened;
    if (how === "fail") throw new Error("no");
  });
  await post(url, {});
  await post(url, {});
  await post(url, { how: "fail" });
  const waiting = post(url, { how: "wait" });
  const text = await soonText(`${url}/metrics`, "in_flight 1");
  open();
  await waiting;
  expect(text).toContain('millrace_function_requests_total{status="204"} 2');
  expect(text).toContain('millrace_function_requests_total{status="500"} 1');
  expect(text).toMatch(/^# TYPE millrace_function_request_duration_seconds histogram$/m);
  const buckets = [...text.matchAll(/_bucket\{le="([^"]+)"\} (\d+)/g)].map(
    ([, le, count]) => [le, Number(count)] as const,
  );
  expect(buckets.at(-1)?.[0]).toBe("+Inf");
  expect(buckets.map(([, count]) => count)).toEqual(buckets.map(([, count]) => count).toSorted((a, b) => a - b));
  expect(text).toContain(`millrace_function_request_duration_seconds_count ${buckets.at(-1)?.[1]}`);
  // The format of Prometheus: a name, labels perhaps, a number.
  for (const line of text.trimEnd().split("\n"))
    expect(line).toMatch(/^(# (HELP|TYPE) .*|\w+(\{\w+="[^"]*"\})? [\d.e+-]+)$/);
});

async function soonText(url: string, part: string): Promise<string> {
  let text = "";
  await soon(async () => {
    text = await (await fetch(url)).text();
    expect(text).toContain(part);
  });
  return text;
}

test("[SRV-20] the description has the schema of the parameters", async () => {
  interface Description {
    readonly openapi: string;
    readonly paths: { readonly "/": { readonly post: { readonly requestBody: { readonly content: object } } } };
  }
  const described = async (url: string): Promise<Description> =>
    (await (await fetch(`${url}/openapi.json`)).json()) as Description;
  const schema = z.object({ name: z.string().max(9), age: z.number().int().optional() });
  const { url } = await serving(handler({ parameters: schema }, () => 1));
  const { openapi, paths } = await described(url);
  expect(openapi).toBe("3.1.0");
  expect(paths["/"].post.requestBody).toMatchObject({
    required: true,
    content: {
      "application/json": {
        schema: { type: "object", required: ["name"], properties: { name: { type: "string", maxLength: 9 } } },
      },
    },
  });

  const permissive = { "application/json": { schema: { type: "object", additionalProperties: true } } };
  const plain = await serving(() => 1);
  expect((await described(plain.url)).paths["/"].post.requestBody.content).toMatchObject(permissive);
  const inexpressible = await serving(handler({ parameters: z.object({ at: z.date() }) }, () => 1));
  expect((await described(inexpressible.url)).paths["/"].post.requestBody.content).toMatchObject(permissive);
});

test("[SRV-28] without a port the environment's PORT is taken", async () => {
  const port = await freePort("127.0.0.1");
  process.env["PORT"] = String(port);
  try {
    const service = await serve(() => 1, { logger: silentLogger });
    expect(service.port).toBe(port);
    await service.close();
  } finally {
    delete process.env["PORT"];
  }
});
