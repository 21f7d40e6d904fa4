import path from "node:path";
import { expect, it } from "vitest";
import { helpText, outFiles, start, storiesOf } from "../lib/start.mjs";
import { packagesIn } from "../lib/workspace.mjs";
import { table } from "../lib/table.mjs";
import { scratch } from "./scratch.ts";

const examples = {
  "examples/b-flagship/package.json": { name: "b", millrace: { showcase: true } },
  "examples/a-flagship/package.json": { name: "a", millrace: { showcase: true } },
  "examples/c-detail/package.json": { name: "c" },
  "examples/deleted/node_modules/left.txt": "over",
};
const names = (wanted?: string): readonly string[] =>
  storiesOf(packagesIn("examples", scratch(examples)), wanted).map(({ id }) => id);

it("tells the flagship stories, in order of their names", () => {
  expect(names()).toEqual(["a-flagship", "b-flagship"]);
});

it("tells the one that was asked for, flagship or not", () => {
  expect(names("c-detail")).toEqual(["c-detail"]);
});

it("answers an unknown name with those that it knows", () => {
  expect(() => names("deleted")).toThrow("unknown story 'deleted'; known: a-flagship, b-flagship, c-detail");
});

it("asks whether a part of a name, or more than a name, was meant to be that one", () => {
  expect(() => names("detail")).toThrow("unknown story 'detail'; did you mean 'c-detail'? known: a-flagship,");
  expect(() => names("a-flagship-story")).toThrow("did you mean 'a-flagship'?");
  expect(() => names("")).toThrow("unknown story ''; known: a-flagship,");
});

it("refuses a second name and options that it does not know, before anything is built", async () => {
  await expect(start(["pipeline-seed", "pipeline-earthquakes"])).rejects.toThrow(
    "one name at a time, not also 'pipeline-earthquakes'",
  );
  await expect(start(["pipeline-seed", "--fast"])).rejects.toThrow("unknown option '--fast'; known: --help");
});

it("lists the stories for who asks, and marks those that run unnamed", () => {
  const stories = packagesIn(
    "examples",
    scratch({
      "examples/one/package.json": { name: "one", description: "counts", millrace: { showcase: true, title: "One" } },
      "examples/three/package.json": { name: "three", description: "adds" },
    }),
  );
  expect(helpText(stories)).toBe(
    "npm start [-- <story>]\n\nRuns the story that is named, or those with a *.\n\nstory\none *  One: counts\nthree  adds",
  );
});

it("says so when there is none", () => {
  expect(() => storiesOf([], "x")).toThrow("unknown story 'x'; there is none yet");
  expect(packagesIn("examples", scratch())).toEqual([]);
});

it("lists what a story left in out/, however deep", () => {
  const base = scratch({ "examples/a/out/report.html": "", "examples/a/out/data/rows.csv": "" });
  const files = outFiles(path.join(base, "examples/a"), base);
  expect(files).toEqual(
    ["examples/a/out/data/rows.csv", "examples/a/out/report.html"].map((file) => path.normalize(file)),
  );
  expect(outFiles(path.join(base, "examples/b"), base)).toEqual([]);
});

it("lines its table up", () => {
  const text = table([
    ["story", "verdict"],
    ["a", "worked"],
    ["longer", ""],
  ]);
  expect(text).toBe("story   verdict\na       worked\nlonger");
});
