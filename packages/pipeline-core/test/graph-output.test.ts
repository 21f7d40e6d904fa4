import fc from "fast-check";
import { expect, test } from "vitest";
import {
  definePipeline,
  optional,
  Parameters,
  Pipeline,
  settled,
  Stage,
  Input,
  InputBinding,
  context,
  toDot,
  toMermaid,
} from "../src/index.ts";

const inner = definePipeline("inner", { parameters: Parameters.define({ n: 1 }) }, (p) => {
  const parsed = p.stage("parse", { n: p.parameters.n }, ({ n }) => n);
  return { n: p.stage("check", { parsed }, (args) => args.parsed) };
});

const pipeline = definePipeline("orders", {}, (p) => {
  const rows = p.stage("fetch", {}, () => 2);
  const clean = p.pipeline("clean", inner, { n: rows });
  const each = p.map("each", [1, 2], { clean }, (x) => x);
  const enough = p.stage("enough", { each: optional(each), rows: settled(rows) }, () => true);
  const chosen = p.when(
    "choose",
    enough,
    (q) => q.stage("yes", { each }, () => 1),
    (q) => q.stage("no", {}, () => 2),
  );
  p.stage("last", {}, () => undefined, { after: [chosen], label: 'Tell [them] "all"' });
  return { chosen };
});

test("[RULE-051] Mermaid: shapes by kind, sub-pipelines as subgraphs, what is not plain data dashed and named", () => {
  expect(toMermaid(pipeline)).toBe(`flowchart LR
  s0["fetch"]
  subgraph s1["clean"]
    s2["parse"]
    s3["check"]
  end
  s4[["each"]]
  s5["enough"]
  s6["yes"]
  s7["no"]
  s8{"choose"}
  s9["Tell [them] #34;all#34;"]
  s0 --> s1
  s2 --> s3
  s1 --> s4
  s4 -.->|"optional"| s5
  s0 -.->|"result"| s5
  s4 --> s6
  s5 -.->|"if"| s6
  s5 -.->|"if not"| s7
  s5 --> s8
  s6 -.->|"then"| s8
  s7 -.->|"otherwise"| s8
  s8 -.->|"after"| s9
`);
});

test("[RULE-051] DOT: clusters for sub-pipelines, edges of a whole cluster, dashed where not plain data", () => {
  const dot = toDot(pipeline, { direction: "TB" });
  const lines = dot.split("\n").map((line) => line.trim());
  expect(lines.slice(0, 3)).toEqual(['digraph "orders" {', "rankdir=TB;", "compound=true;"]);
  expect(lines).toEqual(
    expect.arrayContaining([
      'subgraph "cluster_clean" {',
      '"clean" [shape=point, style=invis, label=""];',
      '"clean.parse" [label="parse", shape=box];',
      '"each" [label="each", shape=box3d];',
      '"choose" [label="choose", shape=diamond];',
      '"last" [label="Tell [them] \\"all\\"", shape=box];',
      '"fetch" -> "clean" [lhead="cluster_clean"];',
      '"clean.parse" -> "clean.check";',
      '"clean" -> "each" [ltail="cluster_clean"];',
      '"each" -> "enough" [style=dashed, label="optional"];',
      '"enough" -> "no" [style=dashed, label="if not"];',
      '"choose" -> "last" [style=dashed, label="after"];',
    ]),
  );
  expect(dot.match(/{/g)).toHaveLength(2);
  expect(dot.match(/}/g)).toHaveLength(2);
});

test("[SEED-41] the graph is the same text every time, in declaration order, with nothing of a run in it", async () => {
  const before = [toMermaid(pipeline), toDot(pipeline)];
  await pipeline.run();
  expect([toMermaid(pipeline), toDot(pipeline)]).toEqual(before);
  const declared = ["fetch", "clean", "parse", "check", "each", "enough", "yes", "no", "choose"];
  for (const text of before) {
    const places = declared.map((label) => text.indexOf(`"${label}"`));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  }
});

test("with a report, stages have the class and the colour of their status, in sub-pipelines too", async () => {
  const report = await pipeline.settled();
  const mermaid = toMermaid(pipeline, { report });
  expect(mermaid).toContain("  class s0,s1,s2,s3,s4,s5,s6,s8,s9 succeeded\n");
  expect(mermaid).toContain("  class s7 skipped\n");
  expect(mermaid).toMatch(/classDef succeeded fill:#\w{6},stroke:#\w{6},color:#\w{6}\n/);
  const dot = toDot(pipeline, { report });
  expect(dot).toMatch(/"clean\.check" \[label="check", shape=box, fillcolor="#d1fae5".+tooltip="succeeded"\]/);
  expect(dot).toMatch(/"no" \[.+tooltip="skipped"\]/);
});

test("a pipeline of the other face draws alike; an input over all stages waits for those before it", () => {
  const seed = Pipeline("seed", Parameters.define(), {
    stages: {
      a: Stage(() => 1),
      b: Stage(() => 2),
      c: Stage((args: { all: unknown }) => args.all, {
        inputs: [
          Input({ asArg: "all", bind: InputBinding.deferred(context.STAGES, { mapper: (stages) => stages.ids }) }),
        ],
      }),
    },
  });
  expect(toMermaid(seed).match(/s\d -\.->\|"after"\| s\d/g)).toEqual(['s0 -.->|"after"| s2', 's1 -.->|"after"| s2']);
});

test("a wrong option is a coded error", () => {
  expect(() => toMermaid(pipeline, { raport: 1 } as never)).toThrow("[PROTOCOL_UNKNOWN_OPTION] toMermaid");
  expect(() => toDot(pipeline, { direction: "up" as never })).toThrow(/'direction' must be one of 'LR', 'TB'/);
});

/** Texts made of what the two languages, Markdown and HTML find special. */
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ..."\" ' ` # & < > \\ ; : % | [ ] ( ) { } @ - \n \r \t \u0000 \u2028".split(" "),
      "-->",
      "%%{",
      "]]",
      "end",
      "\\N",
      "&quot;",
      "#35;",
    ),
    fc.string({ minLength: 1, maxLength: 3, unit: "grapheme" }),
  ),
  minLength: 1,
  maxLength: 20,
});

const labelled = (labels: readonly string[], name = "labels"): ReturnType<typeof definePipeline> =>
  definePipeline(name, {}, (p) => {
    for (const [index, label] of labels.entries()) p.stage(`stage${index}`, {}, () => index, { label });
    return {};
  }) as never;

const onOneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ");

test("[RULE-051] any label comes back out of Mermaid as it was, and cannot leave its quotes", () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (labels) => {
      const [head, ...lines] = toMermaid(labelled(labels)).trimEnd().split("\n");
      expect(head).toBe("flowchart LR");
      expect(lines).toHaveLength(labels.length);
      const shown = lines.map((line) => /^ {2}s\d\["([^"<>`\\%&]*)"\]$/.exec(line)?.[1]);
      const decoded = shown.map((text) =>
        text?.replaceAll(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))),
      );
      expect(decoded).toEqual(labels.map(onOneLine));
      for (const text of shown) expect(text?.replaceAll(/#\d+;/g, "")).not.toMatch(/[#;:]/);
    }),
  );
});

test("[RULE-051] any label and pipeline name comes back out of DOT as it was, and cannot leave its quotes", () => {
  fc.assert(
    fc.property(hostile, (label) => {
      const dot = toDot(labelled([label]));
      const lines = dot.trimEnd().split("\n");
      expect(lines).toHaveLength(7);
      const text = /^ {2}"stage0" \[label="((?:[^"\\]|\\["\\])*)", shape=box\];$/.exec(lines[5] ?? "")?.[1];
      const decoded = text?.replaceAll(/\\(["\\])/g, "$1").replaceAll("&amp;", "&");
      expect(decoded).toBe(onOneLine(label));
      expect(text?.replaceAll("&amp;", "")).not.toContain("&");
    }),
  );
});

test("a graph of ten thousand stages is drawn in one go", () => {
  const wide = definePipeline("wide", {}, (p) => {
    const root = p.stage("root", {}, () => 1);
    for (let index = 0; index < 10_000; index++) p.stage(`s${index}`, { root }, (args) => args.root);
    return {};
  });
  expect(toMermaid(wide).split("\n")).toHaveLength(20_003);
  expect(toDot(wide).split("\n")).toHaveLength(20_008);
});
