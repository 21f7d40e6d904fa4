import { expect, test } from "vitest";
import type { MockEvent, MockProcessor } from "../../src/testing.ts";
import { protocols, useWrapper } from "./support/wrapper.ts";

const start = useWrapper();

const text = async (processor: MockProcessor, event: MockEvent = {}): Promise<string> =>
  (await processor.send(event)).body.toString();

test.each(protocols)("[NUC-1, NUC-2, NUC-29] a module with named arguments: %s", async (protocol) => {
  const processor = await start("modules.mjs:greet", { protocol });
  expect(await text(processor, { fields: { name: "Ada" } })).toBe("hello Ada");
  expect(await text(processor)).toBe("hello nobody");
});

test("[NUC-29] CommonJS has Nuclio's form, also with one parameter and with exports that come later", async () => {
  expect(await text(await start("classic.cjs:short"))).toBe("short");
  expect(await text(await start("late.cjs:handler"))).toBe("exported later");
});

test("[NUC-29] handler() has named arguments in CommonJS too", async () => {
  expect(await text(await start("declared.cjs:handler"), { fields: { name: "x" } })).toBe("declared x");
});

test("[NUC-30] a JSON body is parameters, and wins over the query", async () => {
  const processor = await start("modules.mjs:named");
  const contentType = "application/json; charset=utf-8";
  const reply = await text(processor, { body: '{"name":"body"}', contentType, fields: { name: "query" }, path: "/p" });
  expect(JSON.parse(reply)).toEqual({ name: "body", same: true, body: { name: "body" }, aborted: false, path: "/p" });
  expect(JSON.parse(await text(processor, { body: "plain", contentType: "text/plain" }))).toMatchObject({
    body: "plain",
  });
  expect(JSON.parse(await text(processor, { body: "?", contentType: "image/png" }))).toMatchObject({ body: "bytes" });
  const broken = await processor.send({ body: "{", contentType });
  expect([broken.statusCode, broken.contentType]).toEqual([400, "application/problem+json"]);
});

test("[NUC-29, NUC-30] TypeScript with a schema: what it refuses is 400 with the issues", async () => {
  const processor = await start("typed.ts:handler");
  expect(await text(processor, { fields: { limit: "7" } })).toBe("7 kg");
  const refused = await processor.send({ fields: { limit: "11" } });
  expect([refused.statusCode, refused.contentType]).toEqual([400, "application/problem+json"]);
  expect(JSON.parse(refused.body.toString())).toMatchObject({
    status: 400,
    issues: [{ message: "too big", path: ["limit"] }],
  });
});

test("[NUC-5, NUC-31] init gets its parameters, once, and is waited for", async () => {
  const env = { MILLRACE_INIT_FUNCTION: "init", MILLRACE_INIT_PARAMETERS: '{"greeting":"salve"}' };
  const processor = await start("modules.mjs:named", { env });
  for (let count = 0; count < 2; count++) {
    expect(JSON.parse(await text(processor))).toMatchObject({ greetings: ["salve"] });
  }
});

const abc = ["a", "b", "c"].map((id) => ({ id, body: id.toUpperCase() }));

test.each(protocols)("[NUC-13, NUC-18] a batch is answered event by event: %s", async (protocol) => {
  const processor = await start("batches.mjs:single", { protocol });
  const replies = await processor.sendBatch([...abc, { id: "d", body: "bad" }]);
  expect(replies.map(({ eventId, statusCode }) => [eventId, statusCode])).toEqual([
    ["a", 200],
    ["b", 200],
    ["c", 200],
    ["d", 500],
  ]);
  // All at once: each saw the others.
  expect(JSON.parse(replies[0]?.body.toString() ?? "")).toEqual({ body: "A", id: "a", atOnce: 4 });
  expect(await processor.sendBatch([{ id: "alone", body: "x" }])).toMatchObject([{ eventId: "alone" }]);
});

test("[NUC-13] a function that takes batches gets all events, and answers by place or by event_id", async () => {
  const byPlace = await (await start("batches.mjs:all")).sendBatch(abc);
  expect(byPlace.map(({ body }) => body.toString())).toEqual(["a of 3: A", "b of 3: B", "c of 3: C"]);
  const byId = await (await start("batches.mjs:reversed")).sendBatch(abc);
  expect(byId.map(({ eventId, body }) => [eventId, body.toString()])).toEqual([
    ["a", "a"],
    ["b", "b"],
    ["c", "c"],
  ]);
});

test("[NUC-13] a batch whose function gives no array is answered with 500 each", async () => {
  const replies = await (await start("batches.mjs:wrong")).sendBatch(abc);
  expect(replies.map(({ eventId, statusCode }) => [eventId, statusCode])).toEqual([
    ["a", 500],
    ["b", 500],
    ["c", 500],
  ]);
  expect(replies[0]?.body.toString()).toContain("returns an array");
});

test("[NUC-33] a stream is one answer for a processor that knows no other", async () => {
  const processor = await start("modules.mjs:pieces");
  const reply = await processor.send();
  expect(reply.body).toEqual(Buffer.concat([Buffer.from("first é\n"), Buffer.of(0xff), Buffer.from("\nlast")]));
  expect(reply.parts).toBeUndefined();
  const failed = await processor.send({ fields: { fail: "yes" } });
  expect([failed.statusCode, failed.body.toString()]).toEqual([500, expect.stringContaining("broke off")]);
});

test("[NUC-33] a stream is sent in parts to a processor that takes them; no engine judges this", async () => {
  const processor = await start("modules.mjs:pieces", { env: { MILLRACE_NUCLIO_STREAMING: "true" } });
  const reply = await processor.send();
  expect(reply.contentType).toBe("text/plain; charset=utf-8");
  expect(reply.parts).toEqual([Buffer.from("first é"), Buffer.of(0x0a, 0xff), Buffer.from("\nlast")]);
  const failed = await processor.send({ fields: { fail: "yes" } });
  expect([failed.statusCode, failed.body.toString()]).toEqual([500, expect.stringContaining("broke off")]);
  expect((await processor.send()).parts).toHaveLength(3);
});

test("[NUC-33] a stream of nothing ends too", async () => {
  const processor = await start("modules.mjs:nothing", { env: { MILLRACE_NUCLIO_STREAMING: "true" } });
  expect((await processor.send()).body).toHaveLength(0);
});

test("[NUC-7, NUC-32] log lines have the levels of the processor, and what is printed goes to standard error", async () => {
  const processor = await start("classic.cjs:handler");
  await processor.send({ path: "/log" });
  await processor.send({ path: "/print" });
  expect(processor.logs.map(({ level, message, with: fields }) => [level, message, fields])).toEqual([
    ["info", "one", {}],
    ["warning", "two", { n: 2 }],
    ["error", "three", { big: "3" }],
    ["debug", "four", { value: "no object" }],
  ]);
  expect(processor.logs[0]?.datetime).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  await processor.until("the line", () => processor.output.includes("printed by console"));
});
