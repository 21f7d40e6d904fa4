import { Agent, request } from "node:http";
import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { gate, post, raw, serving, soon } from "./serving.ts";

test("[SRV-22] a closing service is not ready, finishes what is open, and takes nothing new", async () => {
  const { opened, open } = gate();
  const service = await serving(
    async () => {
      await opened;
      return "whole";
    },
    { drainDelayMs: 300 },
  );
  const waiting = post(service.url, {});
  await soon(() => expect(service.snapshot().inFlight).toBe(1));
  const closed = service.close({ graceMs: 30_000 });
  const ready = await fetch(`${service.url}/ready`);
  expect([ready.status, ready.headers.get("connection")]).toEqual([503, "close"]);
  await soon(async () => {
    const asked = fetch(`${service.url}/live`);
    expect(await asked.then(() => "taken").catch(() => "refused")).toBe("refused");
  });
  expect(service.state).toBe("draining");
  open();
  const answer = await waiting;
  expect([answer.headers.get("connection"), await answer.text()]).toEqual(["close", "whole"]);
  await closed;
  expect(service.state).toBe("closed");
  await service.ended;
});

test("[SRV-22] connections that wait, or never asked, do not hold it up", async () => {
  const service = await serving(() => "ok");
  const agent = new Agent({ keepAlive: true });
  const [answer] = (await once(request(service.url, { agent }).end(), "response")) as [NodeJS.ReadableStream];
  answer.resume();
  await once(answer, "end");
  const silent = connect(service.port, "127.0.0.1");
  await once(silent, "connect");
  silent.resume();
  const ended = once(silent, "end");
  await service.close({ graceMs: 60_000 });
  await ended;
  expect(service.state).toBe("closed");
  agent.destroy();
});

test("[SRV-22] at the end of the grace the rest is told and cut", async () => {
  const reasons: unknown[] = [];
  const service = await serving(({ signal }: { readonly signal: AbortSignal }) => {
    signal.addEventListener("abort", () => reasons.push((signal.reason as Error).name));
    return new Promise(() => undefined);
  });
  const cut = post(service.url, {}).catch(() => "cut");
  await soon(() => expect(service.snapshot().inFlight).toBe(1));
  await service.close({ graceMs: 50 });
  expect(await cut).toBe("cut");
  expect(reasons).toEqual(["AbortError"]);
});

test("[SRV-22] pipelined requests that are open are not lost to the end of their connection", async () => {
  const { opened, open } = gate();
  const service = await serving(async ({ name }: { readonly name: string }) => {
    await opened;
    return `<${name}>`;
  });
  const answers = raw(service.port, [1, 2, 3].map((name) => `GET /?name=${name} HTTP/1.1\r\nhost: x\r\n\r\n`).join(""));
  await soon(() => expect(service.snapshot().inFlight).toBe(3));
  const closed = service.close({ graceMs: 30_000 });
  open();
  expect((await answers).match(/<\d>/g)).toEqual(["<1>", "<2>", "<3>"]);
  await closed;
});

test("aborting the signal of the options closes the service", async () => {
  const controller = new AbortController();
  const service = await serving(() => 1, { signal: controller.signal });
  controller.abort();
  await service.ended;
  expect(service.state).toBe("closed");
});
