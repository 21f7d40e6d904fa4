import { expect, test } from "vitest";
import { cellsOf, fullScale, quickScale, type Scale } from "../src/cases.ts";
import { ours, peerNames } from "../src/contenders.ts";
import type { Measurement } from "../src/measure.ts";
import { caseTable, importTable, ownTable } from "../src/report.ts";
import { Results } from "../src/results.ts";
import { rowsOf } from "../src/rows.ts";
import { spreadOf } from "@millrace/tooling-bench";
import { shapes } from "../src/topology.ts";
import { verdicts } from "../src/verdicts.ts";

const scale: Scale = { ...quickScale, sizes: [10, 20] };

/** A round whose samples cost these microseconds of CPU a stage, a third of it to define; wall time is twice that. */
function round(bytes: number, ...cpus: readonly number[]): Measurement {
  const sample = (cpu: number): Measurement["cold"] => ({
    define: { cpu: cpu / 3, wall: (2 * cpu) / 3 },
    run: { cpu: (2 * cpu) / 3, wall: (4 * cpu) / 3 },
  });
  return { cold: sample(10 * (cpus[0] ?? 0)), warm: cpus.map(sample), bytes };
}

/** Ours costs 1 and 100 bytes, each peer 3 and 300 bytes; `change` may say otherwise. */
function resultsWith(change: (results: Results) => void = () => undefined): Results {
  const results = new Results();
  for (const cell of cellsOf(scale)) {
    const factor = cell.contender === ours ? 1 : 3;
    for (let count = 0; count < 3; count++) results.add(cell, round(100 * factor, 0.5 * factor, factor, 9 * factor));
  }
  change(results);
  return results;
}

const imports = new Map([
  [ours, spreadOf([10, 12, 14])],
  ["p-graph", spreadOf([6])],
]);
const cell = (contender: string, shape: (typeof shapes)[number] = "chain", size = 10) => ({
  contender,
  shape,
  size,
  sync: false,
});

test("a full run measures every contender at every size, and ours without promises as well", () => {
  const cells = cellsOf(fullScale);
  expect(cells).toHaveLength(shapes.length * fullScale.sizes.length * (peerNames.length + 2));
  expect(fullScale.sizes).toEqual([1000, 10_000, 100_000]);
  expect(cells.filter(({ sync }) => sync).every(({ contender }) => contender === ours)).toBe(true);
});

test("a figure is the median over rounds of the medians of their samples", () => {
  const results = new Results();
  for (const cpus of [[1, 2, 90], [5], [3, 4, 3]]) results.add(cell(ours), round(100, ...cpus));
  expect(results.spread(cell(ours), "cpu")).toEqual({ median: 3, min: 2, max: 5 });
  expect(results.spread(cell(ours), "wall")).toEqual({ median: 6, min: 4, max: 10 });
  expect(results.spread(cell(ours), "cold cpu")).toEqual({ median: 30, min: 10, max: 50 });
  expect(results.spread(cell("p-graph"), "cpu")).toBeUndefined();
});

test("rows have the shape that all suites share, and a ratio above 1 where ours is better", () => {
  const rows = rowsOf(resultsWith(), imports, scale);
  expect(rows.find((row) => row.case === "fan-out 20 cpu per stage" && row.peerName === "effect")).toEqual({
    suite: "pipeline",
    case: "fan-out 20 cpu per stage",
    unit: "µs",
    ours: 1,
    peer: 3,
    peerName: "effect",
    ratio: 3,
  });
  expect(rows.find((row) => row.case === "chain 10 memory per stage")).toMatchObject({ unit: "bytes", ratio: 3 });
  expect(rows.find((row) => row.case === "import" && row.peerName === "p-graph")).toMatchObject({
    ours: 12,
    ratio: 0.5,
  });
  const measured = shapes.length * scale.sizes.length * 3 * peerNames.length;
  expect(rows).toHaveLength(measured + peerNames.length);
  expect(rows.every((row) => /^[a-z\d -]+$/.test(row.case))).toBe(true);
});

test("a peer that was not run has no figures, and the table says why", () => {
  const results = resultsWith((all) => all.giveUp(cell("async"), "took longer than 30 s"));
  const row = rowsOf(results, imports, scale).find(
    (line) => line.case.startsWith("chain 10 cpu") && line.peerName === "async",
  );
  expect(row).toMatchObject({ peer: null, ratio: null, ours: 1 });
  const table = caseTable(results, "chain", 10);
  expect(table).toContain("not run: took longer than 30 s");
  expect(table).toMatch(/effect +3\.00 \(3\.00\.\.3\.00\) +6\.00 .*× 3\.0/);
});

test("our own table shows the parts, and the import table leaves open what was not imported", () => {
  expect(ownTable(resultsWith(), scale)).toMatch(/chain, 10 stages +0\.33 \(.*\) +0\.67 /);
  expect(importTable(imports)).toMatch(/millrace +12\.0 \(10\.0\.\.14\.0\)[^]*effect +–/);
});

test("all targets are met by figures that meet them", () => {
  const lines = verdicts(resultsWith(), imports, scale);
  expect(lines).toHaveLength(6);
  expect(lines.every((line) => line.startsWith("met "))).toBe(true);
});

test("each missed target is named with its figure", () => {
  const results = resultsWith((all) => {
    for (let count = 0; count < 9; count++) all.add(cell(ours, "diamond", 20), round(1000, 2.5));
  });
  const lines = verdicts(results, new Map([[ours, spreadOf([30])]]), scale).filter((line) =>
    line.startsWith("NOT MET"),
  );
  expect(lines).toEqual([
    expect.stringContaining("2 µs CPU a stage, defined and run: diamond 20 2.50"),
    expect.stringContaining("by memory: p-graph diamond 20 × 0.30"),
    expect.stringContaining(
      "linear: at the largest size at most 1.5 times the mean of the smaller ones: diamond × 2.50",
    ),
    expect.stringContaining("import in at most 25 ms: 30.0 ms"),
  ]);
});

test("without a build there is no import to judge", () => {
  expect(verdicts(resultsWith(), new Map(), scale).at(-1)).toContain("not built");
  expect(rowsOf(resultsWith(), new Map(), scale).some((row) => row.case === "import")).toBe(false);
});
