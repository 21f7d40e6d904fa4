import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { serveChild } from "./serve-child.ts";
import { post, soon } from "./serving.ts";

interface Told {
  readonly pid: number;
  readonly workerId: number;
}
const ask = async (url: string, value: object = {}): Promise<Told> =>
  (await (await post(url, value, { connection: "close" })).json()) as Told;

const readyOf = async (child: ReturnType<typeof serveChild>): Promise<string> => {
  const first = await child.first;
  if (first.type !== "ready") throw new Error(JSON.stringify(first));
  return first.url;
};

test("[SRV-24] replicas answer on one port, one that exits is replaced, and metrics are of all", async () => {
  const service = serveChild({ replicas: 2 });
  const url = await readyOf(service);
  const seen = new Map<number, number>();
  await soon(async () => {
    const { pid, workerId } = await ask(url);
    seen.set(workerId, pid);
    expect(seen.size).toBe(2);
  });
  expect(new Set(seen.keys())).toEqual(new Set([0, 1]));
  const text = await (await fetch(`${url}/metrics`)).text();
  const counted = Number(/requests_total\{status="200"\} (\d+)/.exec(text)?.[1]);
  expect(counted).toBeGreaterThanOrEqual(2);

  await expect(ask(url, { exit: 3 })).rejects.toThrow("fetch failed");
  await soon(async () => {
    const { pid } = await ask(url);
    expect([...seen.values()]).not.toContain(pid);
  });
  service.tell({ type: "close" });
  expect(await service.ended).toBe(0);
});

test("[SRV-24] replicas that exit again and again end the service", async () => {
  const service = serveChild({ maxRestarts: 1 });
  const url = await readyOf(service);
  // A connection that is on its way to a process that ends at this moment is never answered: Node's cluster keeps it.
  const signal = (): AbortSignal => AbortSignal.timeout(1_000);
  const exits = async (): Promise<void> =>
    void (await fetch(`${url}/?exit=3`, { signal: signal() }).catch(() => undefined));
  await soon(async () => {
    await exits();
    expect(service.last()).toMatchObject({ type: "failed", error: { code: "FUNCTION_SERVICE_CRASH_LOOP" } });
  });
  expect(await service.ended).toBe(1);
});

test("[SRV-25] a service whose init fails in its process says so and ends", async () => {
  const folder = new URL("fixtures", import.meta.url).pathname;
  const service = serveChild({ source: { folder, handler: "service:answer", initFunction: "service:failingInit" } });
  expect(await service.first).toMatchObject({
    type: "failed",
    error: { message: expect.stringContaining("no model") },
  });
  expect(await service.ended).toBe(1);
});

test("[SRV-23] SIGTERM during 1,000 open requests loses none", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "serve-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, "go");
  const service = serveChild({ replicas: 2, options: { graceMs: 120_000, timeoutMs: 120_000, drainDelayMs: 500 } });
  const url = await readyOf(service);
  const answers = Array.from({ length: 1_000 }, () => ask(url, { file }).then(() => true, String));
  await soon(async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(Number(/in_flight (\d+)/.exec(text)?.[1])).toBe(1_000);
  });
  service.child.kill("SIGTERM");
  // All of them are open until nobody new is let in.
  await soon(async () =>
    expect(
      await fetch(`${url}/live`)
        .then(() => "taken")
        .catch(() => "refused"),
    ).toBe("refused"),
  );
  await writeFile(file, "");
  const lost = (await Promise.all(answers)).filter((answer) => answer !== true);
  expect(lost).toEqual([]);
  expect(await service.ended).toBe(0);
});
