import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { createClient, FunctionError, handler } from "../../src/index.ts";
import { freePort } from "../../src/embedded/http/free-port.ts";
import { serving } from "./serving.ts";

const add = handler({ parameters: z.object({ a: z.number(), b: z.number().default(1) }) }, ({ a, b }) => ({
  sum: a + b,
}));

test("[SRV-26] a client calls with the function's types and gets its value", async () => {
  const { url } = await serving(add);
  const client = createClient<typeof add>(url);
  expect(await client.call({ a: 1, b: 2 })).toEqual({ sum: 3 });
  expect((await client.call({ a: 1 })).sum).toBe(2);

  const various = ({ what }: { readonly what?: string }): unknown => (what === "bytes" ? new Uint8Array([1, 2]) : what);
  const other = createClient<typeof various>((await serving(various)).url);
  expect(await other.call({ what: "bytes" })).toEqual(new Uint8Array([1, 2]));
  expect(await other.call({ what: "text" })).toBe("text");
  expect(await other.call()).toBeUndefined();
});

test("[SRV-26] streams are read piece by piece, and leaving the loop ends the call", async () => {
  let isEnded = false;
  async function* count({ to }: { readonly to: number }): AsyncGenerator<{ readonly n: number }> {
    try {
      for (let n = 1; n <= to; n++) {
        yield { n };
        await new Promise(setImmediate);
      }
    } finally {
      isEnded = true;
    }
  }
  const service = await serving(count);
  const client = createClient<typeof count>(service.url);
  const pieces: number[] = [];
  for await (const { n } of client.stream({ to: 3 })) pieces.push(n);
  expect(pieces).toEqual([1, 2, 3]);
  expect(await client.call({ to: 2 })).toEqual([{ n: 1 }, { n: 2 }]);
  isEnded = false;
  for await (const { n } of client.stream({ to: Infinity })) if (n === 1) break;
  for await (const { n } of client.stream({ to: 1e9 })) if (n === 2) break;
  await expect.poll(() => isEnded).toBe(true);
});

test("[SRV-26] what goes wrong is a coded error", async () => {
  const failing = ({ how }: { readonly how: string }): unknown => {
    if (how === "throw") throw new Error("it broke");
    if (how === "hang") return new Promise(() => undefined);
    return (async function* () {
      yield { n: 1 };
      await new Promise(setImmediate);
      throw new Error("torn");
    })();
  };
  const { url } = await serving(failing, { maxBodyBytes: 100 });
  const client = createClient<typeof failing>(url);
  await expect(client.call({ how: "throw" })).rejects.toMatchObject({
    code: "FUNCTION_SERVICE_FAILED",
    message: expect.stringContaining("it broke"),
    details: { status: 500 },
  });
  await expect(client.call({ how: "x".repeat(200) })).rejects.toMatchObject({
    code: "FUNCTION_SERVICE_BODY_TOO_LARGE",
  });
  await expect(client.call({ how: "hang" }, { timeoutMs: 50 })).rejects.toMatchObject({
    code: "FUNCTION_SERVICE_CALL_TIMEOUT",
  });
  const signal = AbortSignal.abort(new Error("mine"));
  await expect(client.call({ how: "hang" }, { signal })).rejects.toThrow("mine");
  await expect(client.call({ how: "tear" })).rejects.toMatchObject({ code: "FUNCTION_SERVICE_UNREACHABLE" });
  const nowhere = createClient<typeof add>(`http://127.0.0.1:${await freePort("127.0.0.1")}`);
  await expect(nowhere.call({ a: 1 })).rejects.toMatchObject({ code: "FUNCTION_SERVICE_UNREACHABLE", retryable: true });

  const error: unknown = await createClient<typeof add>((await serving(add)).url)
    .call({ a: "1" } as never)
    .catch((each: unknown) => each);
  if (!FunctionError.is(error, "FUNCTION_INVALID_PARAMETERS")) throw error;
  expect(error.details?.["issues"]).toMatchObject([{ path: ["a"] }]);
});

test("[SRV-27] a call is repeated only when told to, only after 503 with Retry-After, and not too early", async () => {
  const times: number[] = [];
  const server = createServer((_request, response) => {
    times.push(performance.now());
    if (times.length % 2 === 1) response.writeHead(503, { "retry-after": "1" }).end();
    else response.writeHead(200, { "content-type": "application/json" }).end("1");
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const once503 = createClient<() => number>(url);
  await expect(once503.call()).rejects.toMatchObject({ code: "FUNCTION_SERVICE_FAILED", retryable: true });
  times.length = 0;
  expect(await createClient<() => number>(url, { retries: 1 }).call()).toBe(1);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(990);
});
