import { expectCode } from "@millrace/protocol/testing";
import { expect, it } from "vitest";
import { readSpec } from "../../src/embedded/spec/read-spec.ts";
import { pipelineYaml } from "./yaml.ts";

const head = "apiVersion: numaflow.numaproj.io/v1alpha1\nkind: Pipeline\nmetadata: { name: p }\nspec:\n";
const graph = (vertices: Readonly<Record<string, string>>, edges: readonly string[]): string =>
  `${head}  vertices:\n${Object.entries(vertices)
    .map(([name, work]) => `    - { name: ${name}, ${work} }\n`)
    .join("")}  edges:\n${edges
    .map((edge) => `    - { from: ${edge.split(">")[0] ?? ""}, to: ${edge.split(">")[1] ?? ""} }\n`)
    .join("")}`;

const source = "source: { generator: {} }";
const sink = "sink: { log: {} }";
const map = "udf: { container: { image: x } }";

it.each([
  ["no vertices", `${head}  edges: []\n`, "has no vertices"],
  ["no edges", `${head}  vertices: [{ name: a, ${source} }]\n`, "has no edges"],
  [
    "an edge from nowhere",
    graph({ a: source, b: sink }, ["zzz>b"]),
    "'zzz', which does not exist; the vertices are a, b",
  ],
  ["a misspelt vertex", graph({ inlet: source, out: sink }, ["inlt>out"]), "did you mean 'inlet'?"],
  [
    "two of one name",
    graph({ a: source, b: sink }, ["a>b"]).replace("name: b", "name: a"),
    "two vertices are called 'a'",
  ],
  ["a name with capitals", graph({ A: source, b: sink }, ["A>b"]), "lower-case"],
  ["an edge into a source", graph({ a: source, b: sink }, ["b>a"]), "is a source, and an edge leads to it"],
  ["an edge out of a sink", graph({ a: source, b: sink, c: map }, ["a>b", "b>c"]), "is a sink, and an edge leads away"],
  ["a map that leads nowhere", graph({ a: source, b: map }, ["a>b"]), "has no edge that leads away"],
  ["a map that nothing leads to", graph({ a: source, b: sink, c: map, d: map }, ["a>b", "c>d"]), "leads to it"],
  ["an edge twice", graph({ a: source, b: sink }, ["a>b", "a>b"]), "two edges lead from 'a' to 'b'"],
  ["a vertex that is two things", graph({ a: `${source}, ${sink}`, b: sink }, ["a>b"]), "it has source and sink"],
  ["a vertex that is nothing", graph({ a: "partitions: 1", b: sink }, ["a>b"]), "it has none"],
  ["a circle beside the line", graph({ a: source, b: sink, c: map, d: map }, ["a>b", "c>d", "d>c"]), "not connected"],
  ["no source", graph({ c: map, d: map }, ["c>d", "d>c"]), "no vertex is a source"],
])("refuses %s", async (_what, text, message) => {
  const error = await expectCode(() => readSpec(text, "p.yaml"), "UDF_SPEC_INVALID");
  expect(error.message).toContain(message);
  expect(error.message).toMatch(/p\.yaml:\d+:\d+: /u);
});

it.each([
  ["a branch", graph({ a: source, b: sink, c: sink }, ["a>b", "a>c"]), "makes a branch at 'a'"],
  ["a join", graph({ a: source, b: source, c: sink }, ["a>c", "b>c"]), "makes a branch at 'c'"],
  ["two lines", graph({ a: source, b: source, c: sink, d: sink }, ["a>c", "b>d"]), "second source"],
  [
    "a sliding window",
    pipelineYaml({ udf: "{ container: { image: x }, groupBy: { window: { sliding: {} } } }" }),
    "no sliding windows",
  ],
  ["a serving source", pipelineYaml({ source: "{ serving: {} }" }), "serves no requests"],
  ["a serving store", pipelineYaml({ sink: "{ serve: {} }" }), "no serving store"],
])("says that the local engine has no %s", async (_what, text, message) => {
  expect((await expectCode(() => readSpec(text, "p.yaml"), "UDF_SPEC_UNSUPPORTED")).message).toContain(message);
});
