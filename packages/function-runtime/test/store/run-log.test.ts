import { appendFile, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { LogStore } from "../../src/embedded/store/log-store.ts";
import { allOf } from "./all-of.ts";
import { tempDir } from "./temp-dir.ts";

const run = { type: "run", project: "p", id: "r" } as const;
const over = async (): Promise<boolean> => true;

it("[STO-31] half a line that a crash has left swallows no other", async () => {
  const root = await tempDir();
  const store = new LogStore(root, 1000);
  const first = await store.open(run);
  first.system("first");
  await store.close(run, first);
  await appendFile(path.join(root, "logs", "p", "r.jsonl"), '{"time":1,"stre');
  const second = await store.open(run);
  second.system("second");
  await store.close(run, second);
  expect((await allOf(store.read(run, over))).map(({ text }) => text)).toEqual(["first", "second"]);
});

it("[STO-31] lines keep their characters wherever the reader's pieces are cut", async () => {
  const root = await tempDir();
  const store = new LogStore(root, Infinity);
  const log = await store.open(run);
  const texts = Array.from({ length: 3000 }, (_, n) => `${n} äöü 日本 ${"€".repeat(n % 50)}`);
  for (const text of texts) log.append({ time: 1, stream: "stdout", text });
  await store.close(run, log);
  expect((await allOf(store.read(run, over))).map(({ text }) => text)).toEqual(texts);
});

it("[STO-36] what is over the limit is counted", async () => {
  const root = await tempDir();
  const store = new LogStore(root, 500);
  const log = await store.open(run);
  for (let line = 0; line < 100; line += 1) log.append({ time: 1, stream: "stdout", text: `line ${line}` });
  await store.close(run, log);
  const lines = await allOf(store.read(run, over));
  expect(lines.at(-1)).toMatchObject({
    stream: "system",
    text: `${100 - (lines.length - 1)} more lines were dropped: the log of a run has a limit`,
  });
  expect((await readFile(path.join(root, "logs", "p", "r.jsonl"))).length).toBeLessThan(700);
});

it("[STO-31] a log that cannot be written is told when it is closed", async () => {
  const root = await tempDir();
  const store = new LogStore(root, 1000);
  const log = await store.open(run);
  await mkdir(path.join(root, "logs", "p", "r.jsonl"));
  log.system("lost");
  await expect(store.close(run, log)).rejects.toMatchObject({ code: "FUNCTION_STORE_UNUSABLE" });
});
