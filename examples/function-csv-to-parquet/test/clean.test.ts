import { readFile } from "node:fs/promises";
import { callFunction, tempProject } from "@millrace/function-runtime/testing";
import { expect, test } from "vitest";
import { clean } from "../src/clean.ts";
import { strikeOf } from "../src/strike.ts";
import { reports } from "../src/run.ts";

const row = {
  "Airport Name": "SACRAMENTO INTL",
  "Effect Amount of damage": "C",
  "Flight Date": new Date("1990-01-08"),
  "Phase of flight": "Climb",
  "Wildlife Species": "Unknown bird - small",
  "Cost Total $": 130,
  "Speed IAS in knots": null,
};

test("a report is cleaned: names, and what nobody knows", () => {
  expect(strikeOf(row)).toEqual({
    date: new Date("1990-01-08"),
    airport: "Sacramento Intl",
    species: null,
    damage: null,
    phase: "Climb",
    speedKnots: null,
    costDollars: 130,
  });
});

test("the job's function counts what it leaves out", async () => {
  await using project = await tempProject();
  const raw = await project.logDataitem({
    name: "raw",
    data: [row, row, { ...row, "Flight Date": new Date("1995-01-01") }],
  });
  const { strikes, ...figures } = await callFunction(clean, {
    inputs: { raw },
    project,
    parameters: { from: "1991-01-01" },
  });
  expect(figures).toEqual({ kept: 1, repeated: 1, withoutSpeed: 1, damagedPercent: 0, costDollars: 130 });
  expect(strikes.columns.map(({ values }) => values[0])).toEqual([
    new Date("1995-01-01"),
    "Sacramento Intl",
    null,
    null,
    "Climb",
    null,
    130,
  ]);
});

test("the data are there", async () => {
  const text = await readFile(reports, "utf8");
  expect(text.trim().split("\n")).toHaveLength(10_001);
});
