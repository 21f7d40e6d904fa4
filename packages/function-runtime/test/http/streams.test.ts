import { connect } from "node:net";
import { once } from "node:events";
import { expect, test } from "vitest";
import { gate, post, problemIn, serving, soon } from "./serving.ts";

type Pieces = AsyncGenerator<unknown, void, undefined>;

test("[SRV-12] streams arrive piece by piece, with the type of the first", async () => {
  const { opened, open } = gate();
  const { url } = await serving(async function* ({ what }: { readonly what: string }): Pieces {
    if (what === "text") yield* ["a", "b"];
    if (what === "bytes") yield new Uint8Array([1, 2]);
    if (what === "none") return;
    if (what !== "objects") return;
    yield { a: 1 };
    await opened;
    yield [2];
  });
  const whole = async (what: string): Promise<readonly unknown[]> => {
    const response = await post(url, { what });
    return [response.headers.get("content-type"), await response.text()];
  };
  expect(await whole("text")).toEqual(["text/plain; charset=utf-8", "ab"]);
  expect(await whole("bytes")).toEqual(["application/octet-stream", "\u0001\u0002"]);
  expect((await whole("none"))[1]).toBe("");

  const response = await post(url, { what: "objects" });
  expect(response.headers.get("content-type")).toBe("application/x-ndjson");
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  // The second is not made before the first is here.
  expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('{"a":1}\n');
  open();
  expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe("[2]\n");
  expect((await reader.read()).done).toBe(true);
});

test("[SRV-13] a caller that does not read holds the stream up, and is cut at last", async () => {
  let made = 0;
  let isEnded = false;
  const service = await serving(
    async function* (): Pieces {
      try {
        for (;;) {
          made++;
          yield Buffer.alloc(65_536);
        }
      } finally {
        isEnded = true;
      }
    },
    { stalledTimeoutMs: 500 },
  );
  const socket = connect(service.port, "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.pause();
  socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  await soon(() => expect(isEnded).toBe(true));
  // What the buffers of both sockets hold, and no more: an endless stream would have made any number.
  expect(made * 65_536).toBeLessThan(64 * 2 ** 20);
  expect(service.snapshot()).toMatchObject({ inFlight: 0, requests: { 499: 1 } });
  socket.destroy();
});

test("[SRV-13] a large answer that nobody reads is cut too", async () => {
  const service = await serving(() => Buffer.alloc(64 * 2 ** 20), { stalledTimeoutMs: 300 });
  const socket = connect(service.port, "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.pause();
  socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  await soon(() => expect(service.snapshot()).toMatchObject({ inFlight: 0, requests: { 499: 1 } }));
  socket.destroy();
});

test("[SRV-13] a caller that leaves ends the generator, and its signal aborts", async () => {
  let isEnded = false;
  const { url } = await serving(async function* ({ signal }: { readonly signal: AbortSignal }): Pieces {
    try {
      yield "first";
      await once(signal, "abort");
      yield "nobody reads it";
    } finally {
      isEnded = true;
    }
  });
  const response = await fetch(url);
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  await reader.read();
  await reader.cancel();
  await soon(() => expect(isEnded).toBe(true));
});

test("[SRV-14] before the first piece an error is a problem, after it the connection is cut", async () => {
  const { opened, open } = gate();
  const { url } = await serving(async function* ({ after }: { readonly after?: string }): Pieces {
    if (after !== undefined) {
      yield "a piece";
      await opened;
    }
    throw new Error("it broke");
  });
  const response = await fetch(url);
  expect([response.status, (await problemIn(response))["detail"]]).toEqual([500, "it broke"]);

  const torn = await fetch(`${url}/?after=1`);
  const reader = (torn.body as ReadableStream<Uint8Array>).getReader();
  expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe("a piece");
  open();
  await expect(reader.read()).rejects.toThrow("terminated");
});

test("[SRV-10] a stream whose first piece is too late is 504, later ones may take their time", async () => {
  const { url } = await serving(
    async function* ({ late, signal }: { readonly late?: string; readonly signal: AbortSignal }): Pieces {
      if (late !== undefined) await once(signal, "abort");
      yield "now";
      await new Promise((resolve) => setTimeout(resolve, 400));
      yield " and later";
    },
    { timeoutMs: 200 },
  );
  expect((await fetch(`${url}/?late=1`)).status).toBe(504);
  expect(await (await fetch(url)).text()).toBe("now and later");
});
