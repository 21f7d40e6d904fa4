import { expect, it } from "vitest";
import { benchArgs } from "../lib/bench-args.mjs";
import { packagesIn } from "../lib/workspace.mjs";
import { scratch } from "./scratch.ts";

const read = (...args: string[]): { chosen: readonly string[]; json: boolean; handed: readonly string[] } => {
  const suites = packagesIn(
    "bench",
    scratch({
      "bench/grpc/package.json": { name: "grpc" },
      "bench/pipeline/package.json": { name: "pipeline", millrace: { numberOptions: ["limit-s"] } },
    }),
  );
  const { chosen, ...rest } = benchArgs(args, suites);
  return { chosen: chosen.map(({ id }) => id), ...rest };
};

it("chooses all suites, and hands them nothing, when nothing is said", () => {
  expect(read()).toEqual({ chosen: ["grpc", "pipeline"], json: false, handed: [] });
});

it("hands the options of every suite to those that were chosen, wherever they stand", () => {
  const handed = ["--quick", "--rounds", "3", "--json"];
  expect(read(...handed)).toEqual({ chosen: ["grpc", "pipeline"], json: true, handed });
  expect(read("--quick", "grpc", "--rounds=3", "--json")).toEqual({ chosen: ["grpc"], json: true, handed });
});

it("hands a suite the option that only it has", () => {
  expect(read("pipeline", "--limit-s", "10").handed).toEqual(["--limit-s", "10"]);
});

it.each([
  [
    "an option that no suite has",
    ["grpc", "--fast"],
    "unknown option '--fast'; known: --json, --quick, --rounds, --limit-s",
  ],
  [
    "another suite's option",
    ["grpc", "--limit-s", "10"],
    "option '--limit-s' is known to the suite pipeline only; name it",
  ],
  [
    "one suite's option for all",
    ["--limit-s", "10"],
    "option '--limit-s' is known to the suite pipeline only; name it",
  ],
  ["a number that is none", ["grpc", "--rounds", "few"], "option '--rounds' takes a whole number above 0, not 'few'"],
  ["no rounds at all", ["grpc", "--rounds", "0"], "option '--rounds' takes a whole number above 0, not '0'"],
  ["a number that is absent", ["grpc", "--rounds"], "option '--rounds' takes a whole number above 0, and got none"],
  ["a value for a flag", ["--quick=yes"], "option '--quick' takes no value, but got 'yes'"],
  ["two suites", ["grpc", "pipeline"], "one name at a time, not also 'pipeline'"],
  ["a suite that is not there", ["grcp"], "unknown suite 'grcp'; known: grpc, pipeline"],
])("refuses %s", (_, args, said) => {
  expect(() => read(...args)).toThrow(said);
});
