import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRecords } from "../src/records.ts";
import { lateOf, run } from "../src/run.ts";
import { tableOf } from "../src/tell.ts";
import { countDirectly, verify } from "../src/verify.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "quakes-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const quake = (day: number, mag: number, type = "earthquake"): string =>
  JSON.stringify({ properties: { type, mag, time: Date.UTC(2018, 1, day, 12), place: `place ${day}` } });

describe("a run", () => {
  it("writes a line for each class of each day", async () => {
    const file = path.join(folder, "small.jsonl");
    const { lines, result } = await run({
      records: [quake(1, 2), quake(1, 2.5), quake(1, 3), quake(2, 9, "explosion")],
      file,
    });
    expect(lines.map((line) => `${line.day} ${line.class}: ${line.count}`)).toEqual([
      "2018-02-01 2 to 3: 2",
      "2018-02-01 3 to 4: 1",
    ]);
    expect((await readFile(file, "utf8")).split("\n")).toHaveLength(3);
    expect(result.dropped).toEqual([{ vertex: "records", reason: "tag", count: 1 }]);
    expect(tableOf(lines)).toContain("| 2018-02-01 |");
  });

  it("that waits too little loses what comes too late, and tells how much", async () => {
    const days = Array.from({ length: 60 }, (_, n) => quake(3 + Math.floor(n / 20), 2));
    const hasty = await run({
      records: [...days, quake(1, 2)],
      file: path.join(folder, "hasty.jsonl"),
      maxDelay: "1h",
    });
    expect(lateOf(hasty)).toBe(1);
    const patient = await run({ records: [...days, quake(1, 2)], file: path.join(folder, "patient.jsonl") });
    expect(lateOf(patient)).toBe(0);
  });

  it("is found out if its table is wrong", async () => {
    const records = [quake(1, 2), quake(2, 3)];
    const good = await run({ records, file: path.join(folder, "good.jsonl") });
    const wrong = { ...good, lines: good.lines.slice(1) };
    expect((await verify(records, good, good, [])).filter(({ holds }) => !holds)).toEqual([]);
    expect((await verify(records, wrong, good, [wrong])).filter(({ holds }) => !holds).length).toBeGreaterThanOrEqual(
      3,
    );
  });
});

it("the records come in the order of their reports", async () => {
  const records = await readRecords();
  expect(records).toHaveLength(1707);
  const updates = records.map((text) => (JSON.parse(text) as { properties: { updated: number } }).properties.updated);
  expect(updates).toEqual(updates.toSorted((a, b) => a - b));
  expect([...countDirectly(records).values()].reduce((sum, each) => sum + each, 0)).toBe(1679);
});
