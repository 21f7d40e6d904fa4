import { expect, test } from "vitest";
import { z } from "zod";
import { type FunctionEvent, handler } from "../../src/index.ts";
import { problemIn, serving } from "./serving.ts";

const tell = ({ event }: { readonly event: FunctionEvent }): object => ({
  id: event.id,
  type: event.type,
  version: event.typeVersion,
  time: event.timestamp,
  source: event.headers["ce-source"],
  own: event.headers["ce-own"],
  contentType: event.contentType,
  body: Buffer.isBuffer(event.body) ? event.body.toString() : event.body,
});
const time = "2026-01-02T03:04:05.000Z";
const attributes = { specversion: "1.0", id: "7", source: "/s", type: "org.a", time, own: "ö" };

const send = (url: string, headers: Readonly<Record<string, string>>, body: unknown): Promise<Response> =>
  fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
const structured = { "content-type": "application/cloudevents+json; charset=utf-8" };

test("[SRV-15] an event in binary mode has its attributes in headers", async () => {
  const { url } = await serving(tell);
  const named = Object.entries({ ...attributes, own: "%C3%B6", dataschema: "https://a.example/1" });
  const headers = Object.fromEntries(named.map(([name, value]) => [`ce-${name}`, value]));
  expect(await (await send(url, { ...headers, "content-type": "application/json" }, { a: 1 })).json()).toEqual({
    id: "7",
    type: "org.a",
    version: "https://a.example/1",
    time,
    source: "/s",
    own: "ö",
    contentType: "application/json",
    body: { a: 1 },
  });
  const { "ce-source": _, ...lacking } = headers;
  expect((await send(url, lacking, {})).status).toBe(400);
});

test("[SRV-16] an event in structured mode gives its data, as JSON or bytes, and the same headers", async () => {
  const { url } = await serving(tell);
  const answer = async (event: object): Promise<unknown> => (await send(url, structured, event)).json();
  const common = { id: "7", type: "org.a", version: "", time, source: "/s", own: "ö" };
  expect(await answer({ ...attributes, data: { a: 1 } })).toEqual({
    ...common,
    contentType: "application/json",
    body: { a: 1 },
  });
  const bytes = { datacontenttype: "application/x-own", data_base64: Buffer.from("hi").toString("base64") };
  expect(await answer({ ...attributes, ...bytes })).toEqual({
    ...common,
    contentType: "application/x-own",
    body: "hi",
  });
  const encoded = { datacontenttype: "application/json", data_base64: Buffer.from("[1]").toString("base64") };
  expect(await answer({ ...attributes, ...encoded })).toMatchObject({ body: [1] });
});

test("[SRV-16] the data of an event are the parameters", async () => {
  const parameters = z.object({ a: z.number() });
  const { url } = await serving(handler({ parameters }, ({ a }) => a + 1));
  expect(await (await send(url, structured, { ...attributes, data: { a: 1 } })).json()).toBe(2);
  expect((await send(url, structured, { ...attributes, data: { a: "1" } })).status).toBe(400);
});

test.each<readonly [string, unknown]>([
  ["another version", { ...attributes, specversion: "0.3" }],
  ["no id", { ...attributes, id: "" }],
  ["no type", { ...attributes, type: undefined }],
  ["a time that is none", { ...attributes, time: "yesterday" }],
  ["data twice", { ...attributes, data: 1, data_base64: "" }],
  ["data that are not what they say", { ...attributes, datacontenttype: "application/json", data_base64: "ew==" }],
  ["an array", [attributes]],
  ["a type of content that is none", { ...attributes, datacontenttype: 1 }],
  ["null", null],
])("[SRV-16] %s is 400", async (_what, event) => {
  const { url } = await serving(tell);
  const response = await send(url, structured, event);
  expect(await problemIn(response)).toMatchObject({ status: 400, code: "FUNCTION_SERVICE_BAD_REQUEST" });
});

test("[SRV-17] a batch is called event by event, and its first failure is its own", async () => {
  const called: unknown[] = [];
  const { url } = await serving(async ({ a }: { readonly a: number }) => {
    called.push(a);
    await Promise.resolve();
    if (a === 3) throw new Error("three");
    return a === 2 ? undefined : { a };
  });
  const batch = { "content-type": "application/cloudevents-batch+json" };
  const events = (...all: readonly number[]): readonly object[] => all.map((a) => ({ ...attributes, data: { a } }));
  expect(await (await send(url, batch, events(1, 2))).json()).toEqual([{ a: 1 }, null]);
  expect(await problemIn(await send(url, batch, events(1, 3, 4)))).toMatchObject({ status: 500, detail: "three" });
  expect(called).toEqual([1, 2, 1, 3]);
  expect((await send(url, batch, {})).status).toBe(400);
});
