import { expect, test } from "vitest";
import { FakeLink } from "./fake-link.ts";

async function* counting(to: number): AsyncGenerator<number, void, undefined> {
  for (let count = 1; count <= to; count++) yield count;
}

test("[MAP-15] items of an outside source are events of kind external", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  node.merge(counting(2), "camera");
  expect(await node.next()).toEqual({ kind: "external", type: "EXTERNAL", id: "camera", value: 1 });
  expect(await node.next()).toEqual({ kind: "external", type: "EXTERNAL", id: "camera", value: 2 });
  link.input("a");
  expect(await node.next()).toMatchObject({ kind: "dora", type: "INPUT" });
});

test("[MAP-15] a source that is never empty and the inputs take turns", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  node.merge(counting(Infinity), "clock");
  for (let count = 0; count < 4; count++) link.input(String(count));
  await expect.poll(() => node.isEmpty()).toBe(false);
  const kinds: string[] = [];
  for (let count = 0; count < 8; count++) kinds.push((await node.next())?.type ?? "end");
  expect(kinds.filter((type) => type === "INPUT")).toHaveLength(4);
});

test("[MAP-15] a source is asked only for what is read, and is closed when the stream ends", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  let given = 0;
  let closed = false;
  node.merge(
    (async function* () {
      try {
        for (;;) yield ++given;
      } finally {
        closed = true;
      }
    })(),
  );
  await node.next();
  await node.next();
  expect(given).toBeLessThanOrEqual(3);
  link.tell({ type: "stop" });
  const rest: string[] = [];
  for await (const event of node) rest.push(event.type);
  expect(rest).toContain("STOP");
  await expect.poll(() => closed).toBe(true);
});

test("[MAP-15] a source that fails is an ERROR, and the engine's events go on", async () => {
  const link = new FakeLink();
  await using node = await link.connect();
  node.merge(
    // oxlint-disable-next-line require-yield
    (async function* (): AsyncGenerator<never> {
      throw new Error("unplugged");
    })(),
    "camera",
  );
  const event = await node.next();
  expect(event).toMatchObject({ type: "ERROR", error: { code: "DATAFLOW_SOURCE_FAILED" } });
  expect(event?.type === "ERROR" && event.error.message).toContain("'camera'");
  link.input("a");
  expect(await node.next()).toMatchObject({ type: "INPUT" });
});
