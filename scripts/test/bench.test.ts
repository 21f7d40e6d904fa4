import { expect, it } from "vitest";
import { parseRows } from "../lib/bench.mjs";

const row = {
  suite: "pipeline",
  case: "chain 1000",
  unit: "us/stage",
  ours: 1.5,
  peer: 6,
  peerName: "listr2",
  ratio: 4,
};

it("takes an array of rows", () => {
  const notRun = { ...row, peer: null, ratio: null };
  expect(parseRows(JSON.stringify([row, notRun]))).toEqual([row, notRun]);
});

it.each([
  ["no JSON", "done in 3 s", "not valid JSON"],
  ["no array", JSON.stringify(row), "no rows"],
  ["an empty array", "[]", "no rows"],
  ["a row without a case", JSON.stringify([{ ...row, case: "" }]), "not a row: "],
  ["a row whose figure is a text", JSON.stringify([{ ...row, ours: "1.5" }]), "not a row: "],
  ["a row without its own figure", JSON.stringify([{ ...row, ours: null }]), "not a row: "],
  ["a row without a ratio", JSON.stringify([{ ...row, ratio: undefined }]), "not a row: "],
])("refuses %s", (_, text, said) => {
  expect(() => parseRows(text)).toThrow(said);
});
