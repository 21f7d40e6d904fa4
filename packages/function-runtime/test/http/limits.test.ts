import { connect } from "node:net";
import { once } from "node:events";
import { expect, test } from "vitest";
import { gate, post, problemIn, raw, serving, soon } from "./serving.ts";

interface Given {
  readonly signal: AbortSignal;
  readonly name?: string;
}

test("[SRV-9] calls above the limit wait, and beyond the queue they are 503 with Retry-After", async () => {
  const { opened, open } = gate();
  const called: unknown[] = [];
  const service = await serving(
    async ({ name }: Given) => {
      called.push(name);
      await opened;
      return name;
    },
    { concurrency: 2, queueSize: 1, retryAfterMs: 2_500 },
  );
  const first = ["a", "b"].map((name) => post(service.url, { name }));
  await soon(() => expect(service.snapshot().inFlight).toBe(2));
  const waiting = post(service.url, { name: "c" });
  await soon(() => expect(service.snapshot().queued).toBe(1));
  const refused = await post(service.url, { name: "d" });
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "3"]);
  expect(await problemIn(refused)).toMatchObject({ code: "FUNCTION_SERVICE_BUSY" });
  expect(called).toHaveLength(2);

  open();
  expect(await Promise.all([...first, waiting].map(async (each) => (await each).text()))).toEqual(["a", "b", "c"]);
  expect(called).not.toContain("d");
  expect(service.snapshot()).toMatchObject({ inFlight: 0, queued: 0, rejected: { busy: 1 } });
});

test("[SRV-9] who waits too long is 503, and who goes away while waiting is never called", async () => {
  const { opened, open } = gate();
  const called: unknown[] = [];
  const service = await serving(
    async function* ({ name }: Given) {
      called.push(name);
      yield "begun";
      await opened;
    },
    { concurrency: 1, timeoutMs: 300 },
  );
  // A stream that has begun has all the time that it wants.
  const long = await fetch(`${service.url}/?name=long`);
  const leaving = new AbortController();
  const left = fetch(`${service.url}/?name=left`, { signal: leaving.signal });
  await soon(() => expect(service.snapshot().queued).toBe(1));
  leaving.abort();
  await expect(left).rejects.toThrow("aborted");
  await soon(() => expect(service.snapshot().queued).toBe(0));

  const late = await post(service.url, { name: "late" });
  expect([late.status, late.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(service.snapshot()).toMatchObject({ queued: 0, inFlight: 1 });
  open();
  expect(await long.text()).toBe("begun");
  expect(called).toEqual(["long"]);
});

test("[SRV-10] a call that hangs is 504, its signal aborts, and its place is free", async () => {
  const reasons: unknown[] = [];
  const { url } = await serving(
    ({ signal, name }: Given) => {
      if (name === "quick") return "quick";
      signal.addEventListener("abort", () => reasons.push((signal.reason as { code: string }).code));
      return new Promise(() => undefined);
    },
    { timeoutMs: 50, concurrency: 1 },
  );
  const late = await post(url, {});
  expect(late.status).toBe(504);
  expect(await problemIn(late)).toMatchObject({ code: "FUNCTION_SERVICE_TIMEOUT" });
  expect(reasons).toEqual(["FUNCTION_SERVICE_TIMEOUT"]);
  expect(await (await post(url, { name: "quick" })).text()).toBe("quick");
});

test("[SRV-11] the signal aborts when the caller goes away, and not when it was answered", async () => {
  const signals: AbortSignal[] = [];
  const service = await serving(async ({ signal, name }: Given) => {
    signals.push(signal);
    if (name !== "quick") await once(signal, "abort");
  });
  await (await post(service.url, { name: "quick" })).text();
  const leaving = new AbortController();
  const left = fetch(service.url, { signal: leaving.signal });
  await soon(() => expect(signals).toHaveLength(2));
  leaving.abort();
  await expect(left).rejects.toThrow("aborted");
  await soon(() => expect(signals[1]?.aborted).toBe(true));
  expect(signals[0]?.aborted).toBe(false);
  await soon(() => expect(service.snapshot()).toMatchObject({ inFlight: 0, requests: { 204: 1, 499: 1 } }));
});

test("[SRV-31] who is too slow with its headers gets 408, and who leaves in the midst of its body harms nobody", async () => {
  let calls = 0;
  const service = await serving(() => ++calls, { headersTimeoutMs: 200, requestTimeoutMs: 200 });
  expect(await raw(service.port, "GET / HTTP/1.1\r\nhost: x\r\nx-slow: ")).toMatch(/^HTTP\/1\.1 408 /);
  expect(await raw(service.port, "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nabc")).toMatch(
    /^HTTP\/1\.1 408 |^$/,
  );

  const socket = connect(service.port, "127.0.0.1");
  socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nabc");
  await soon(() => expect(service.snapshot().inFlight).toBe(1));
  socket.resetAndDestroy();
  await soon(() => expect(service.snapshot().inFlight).toBe(0));
  expect(calls).toBe(0);
  expect(await (await fetch(service.url)).json()).toBe(1);
});

test("[SRV-31] what is no HTTP is 400", async () => {
  const { port, url } = await serving(() => 1);
  expect(await raw(port, "hello\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json/s);
  expect((await fetch(url)).status).toBe(200);
});

test("[SRV-30] pipelined requests are answered in their order, whichever ends first", async () => {
  const { opened, open } = gate();
  const { port } = await serving(async ({ name }: Given) => {
    if (name === "1") await opened;
    if (name === "3") open();
    return `<${name}>`;
  });
  const requests = [1, 2, 3].map(
    (name) => `GET /?name=${name} HTTP/1.1\r\nhost: x\r\n${name === 3 ? "connection: close\r\n" : ""}\r\n`,
  );
  const answer = await raw(port, requests.join(""));
  expect(answer.match(/<\d>/g)).toEqual(["<1>", "<2>", "<3>"]);
});
