import { expect, test } from "vitest";
import { z } from "zod";
import { type FunctionContext, type FunctionEvent, handler, serve } from "../../src/index.ts";
import { post, problemIn, raw, serving } from "./serving.ts";

const hello = ({ name = "world" }: { readonly name?: string }): object => ({ hello: name });

test("[SRV-1] POST gives a JSON object as parameters, GET none, and the query's fields are parameters below the body", async () => {
  const { url } = await serving(hello);
  expect(await (await post(url, { name: "Ada" })).json()).toEqual({ hello: "Ada" });
  expect(await (await fetch(url)).json()).toEqual({ hello: "world" });
  expect(await (await fetch(`${url}/?name=Bob`)).json()).toEqual({ hello: "Bob" });
  expect(await (await post(`${url}/?name=Bob`, { name: "Ada" })).json()).toEqual({ hello: "Ada" });
});

test("[SRV-2] parameters that do not pass the schema are 400 with its issues, and the function is not called", async () => {
  let calls = 0;
  const parameters = z.object({ age: z.coerce.number().int(), name: z.string() });
  const { url } = await serving(handler({ parameters }, ({ age }) => ({ calls: ++calls, age })));

  const refused = await post(url, { age: "old", name: 1 });
  expect(refused.status).toBe(400);
  expect(refused.headers.get("content-type")).toBe("application/problem+json");
  expect(await problemIn(refused)).toMatchObject({
    status: 400,
    code: "FUNCTION_INVALID_PARAMETERS",
    issues: [{ path: ["age"] }, { path: ["name"] }],
  });
  expect(await (await post(url, { age: "36", name: "Ada" })).json()).toEqual({ calls: 1, age: 36 });
});

test("[SRV-3] a function gets context, event and events", async () => {
  interface Given {
    readonly context: FunctionContext;
    readonly event: FunctionEvent;
    readonly events: FunctionEvent;
    readonly signal: AbortSignal;
  }
  const { url } = await serving(({ context, event, events, signal }: Given) => ({
    same: event === events,
    isSignal: signal instanceof AbortSignal,
    workerId: context.workerId,
    trigger: context.trigger,
    event,
  }));
  const answer = (await (await post(`${url}/?a=1&a=2&b=%C3%A4`, [1, 2], { "X-Own": "yes" })).json()) as {
    event: FunctionEvent;
  };
  expect(answer).toMatchObject({ same: true, isSignal: true, workerId: 0, trigger: { kind: "http" } });
  expect(answer.event).toMatchObject({
    body: [1, 2],
    contentType: "application/json",
    method: "POST",
    path: "/",
    url: "/?a=1&a=2&b=%C3%A4",
    fields: { a: "2", b: "ä" },
    size: 5,
  });
  expect(answer.event.headers["X-Own"] ?? answer.event.headers["x-own"]).toBe("yes");
  expect(answer.event.id).not.toBe("");
  expect(Number.isNaN(Date.parse(String(answer.event.timestamp)))).toBe(false);
});

test("[SRV-3] text arrives as text, everything that is no JSON as bytes", async () => {
  const { url } = await serving(({ event }: { readonly event: FunctionEvent }) =>
    typeof event.body === "string" ? event.body : { bytes: [...(event.body as Buffer)] },
  );
  const send = (type: string): Promise<Response> =>
    fetch(url, { method: "POST", headers: { "content-type": type }, body: "hä" });
  expect(await (await send("text/csv; charset=utf-8")).text()).toBe("hä");
  expect(await (await send("application/octet-stream")).json()).toEqual({ bytes: [104, 195, 164] });
});

test("[SRV-4] answers are what the function returned", async () => {
  const values: Readonly<Record<string, unknown>> = {
    text: "grüße",
    bytes: new Uint8Array([0, 255]),
    object: { a: [1, null] },
    number: 4,
    nothing: undefined,
  };
  const { url } = await serving(({ what, context }: { readonly what: string; readonly context: FunctionContext }) =>
    what === "response" ? new context.Response({ a: 1 }, { "x-own": "1" }, "application/x-own", 418) : values[what],
  );
  const ask = async (what: string): Promise<readonly unknown[]> => {
    const response = await post(url, { what });
    const type = response.headers.get("content-type");
    return [response.status, type, response.headers.get("content-length"), await response.text()];
  };
  expect(await ask("text")).toEqual([200, "text/plain; charset=utf-8", "7", "grüße"]);
  expect((await ask("bytes")).slice(0, 3)).toEqual([200, "application/octet-stream", "2"]);
  expect(await ask("object")).toEqual([200, "application/json", "14", '{"a":[1,null]}']);
  expect(await ask("number")).toEqual([200, "application/json", "1", "4"]);
  expect(await ask("nothing")).toEqual([204, null, null, ""]);
  expect(await ask("response")).toEqual([418, "application/x-own", "7", '{"a":1}']);
});

test("[SRV-6] [SRV-7] what is too large is refused, and the service goes on", async () => {
  const { url, port } = await serving(({ event }: { readonly event: FunctionEvent }) => event.size, {
    maxBodyBytes: 1_000,
    maxUrlBytes: 500,
    maxHeaderBytes: 4_000,
  });
  const send = (body: string | ReadableStream): Promise<Response> =>
    fetch(url, { method: "POST", body, duplex: "half" });
  expect(await (await send("x".repeat(1_000))).json()).toBe(1_000);
  expect((await send("x".repeat(1_001))).status).toBe(413);
  const chunked = await send(new Blob(["x".repeat(600), "x".repeat(600)]).stream());
  expect(await problemIn(chunked)).toMatchObject({ status: 413, code: "FUNCTION_SERVICE_BODY_TOO_LARGE" });
  expect((await fetch(`${url}/?${"q".repeat(500)}`)).status).toBe(414);
  const answer = await raw(port, `GET / HTTP/1.1\r\nhost: x\r\nx-large: ${"h".repeat(5_000)}\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 431 .*application\/problem\+json.*"status":431/s);
  expect(await (await fetch(url)).json()).toBe(0);
});

test("[SRV-32] who asks whether to send too much is told 413 at once, others go on", async () => {
  const { port } = await serving(({ event }: { readonly event: FunctionEvent }) => event.size, { maxBodyBytes: 10 });
  const head = (length: number): string =>
    `POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\nexpect: 100-continue\r\ncontent-length: ${length}\r\n\r\n`;
  expect(await raw(port, head(11))).toMatch(/^HTTP\/1\.1 413 /);
  expect(await raw(port, `${head(2)}ab`)).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 .*\r\n\r\n2$/s);
});

test("[SRV-8] wrong requests say what is wrong", async () => {
  const { url } = await serving(handler({ parameters: z.object({}) }, () => "ok"));
  const status = async (path: string, init: RequestInit): Promise<readonly unknown[]> => {
    const response = await fetch(url + path, init);
    return [response.status, (await problemIn(response))["code"], response.headers.get("allow")];
  };
  const json = { "content-type": "application/json" };
  expect(await status("/", { method: "POST", headers: json, body: '{"a":' })).toEqual([
    400,
    "FUNCTION_SERVICE_BAD_REQUEST",
    null,
  ]);
  expect(await status("/", { method: "POST", body: "a=1" })).toEqual([415, "FUNCTION_SERVICE_MEDIA_TYPE", null]);
  const zipped = { method: "POST", headers: { ...json, "content-encoding": "gzip" }, body: "x" };
  expect(await status("/", zipped)).toEqual([415, "FUNCTION_SERVICE_MEDIA_TYPE", null]);
  expect(await status("/elsewhere", {})).toEqual([404, "FUNCTION_SERVICE_NOT_FOUND", null]);
  expect(await status("/", { method: "PUT", headers: json, body: "{}" })).toEqual([
    405,
    "FUNCTION_SERVICE_METHOD",
    "GET, POST",
  ]);
  expect(await status("/metrics", { method: "DELETE" })).toEqual([405, "FUNCTION_SERVICE_METHOD", "GET, HEAD"]);
});

test("[SRV-8] with anyRoute every path and method is the function's, but for the service's own", async () => {
  const { url } = await serving(({ event }: { readonly event: FunctionEvent }) => `${event.method} ${event.path}`, {
    anyRoute: true,
  });
  expect(await (await fetch(`${url}/a/b?c=1`, { method: "DELETE" })).text()).toBe("DELETE /a/b");
  expect(await (await fetch(`${url}/live`)).json()).toEqual({ status: "live" });
});

test("[SRV-28] a service listens on loopback, on the port that it is given, and says when it cannot", async () => {
  const service = await serving(hello);
  expect(service.url).toBe(`http://127.0.0.1:${service.port}`);
  await expect(serve(hello, { port: service.port })).rejects.toMatchObject({ code: "FUNCTION_SERVICE_LISTEN" });
  await expect(serve(hello, { prot: 1 } as never)).rejects.toMatchObject({ code: "PROTOCOL_UNKNOWN_OPTION" });
  await expect(serve(hello, { concurrency: 0 })).rejects.toMatchObject({ code: "PROTOCOL_INVALID_OPTION" });
});

test("[SRV-29] CORS is answered only when it is asked for", async () => {
  const preflight = { method: "OPTIONS", headers: { "access-control-request-headers": "x-own" } };
  const closed = await serving(hello);
  expect((await fetch(closed.url)).headers.get("access-control-allow-origin")).toBeNull();
  expect((await fetch(closed.url, preflight)).status).toBe(405);
  const { url } = await serving(hello, { cors: "https://a.example" });
  expect((await fetch(url)).headers.get("access-control-allow-origin")).toBe("https://a.example");
  const answer = await fetch(url, preflight);
  expect([answer.status, answer.headers.get("access-control-allow-headers")]).toEqual([204, "x-own"]);
});

test("[SRV-3] callers may name their headers as they like", async () => {
  const { port } = await serving(({ event }: { readonly event: FunctionEvent }) => event.headers);
  const answer = await raw(port, "GET / HTTP/1.1\r\nhost: x\r\nconstructor: a\r\nconnection: close\r\n\r\n");
  expect(JSON.parse(answer.slice(answer.indexOf("{")))).toEqual({ host: "x", constructor: "a", connection: "close" });
});

test("[SRV-4] what a function and the service both say of an answer is said once", async () => {
  const { port } = await serving(
    ({ context }: { readonly context: FunctionContext }) =>
      new context.Response("x", { "Content-Type": "text/html", "Access-Control-Allow-Origin": "b" }, "text/css"),
    { cors: "a" },
  );
  const answer = await raw(port, "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
  expect(answer.match(/^(content-type|access-control-allow-origin):.*$/gim)).toEqual([
    "access-control-allow-origin: a",
    "content-type: text/css",
  ]);
});
