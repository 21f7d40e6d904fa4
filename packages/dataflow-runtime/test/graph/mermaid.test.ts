import { describe, expect, it } from "vitest";
import { readDataflow } from "../../src/descriptor/read-dataflow.ts";
import { graphMermaid } from "../../src/graph/mermaid.ts";
import { readCases, readDrawings, withFiles } from "../descriptor/corpus-cases.ts";

const cases = new Map((await readCases()).map((one) => [one.name, one]));
const drawings = await readDrawings();

describe("the nodes and edges that dora's command draws", () => {
  it.each(drawings)("[YAML-2] $name", async ({ name, lines }) => {
    const drawn = await withFiles(cases.get(name)?.files ?? {}, async (directory) => {
      const plan = await readDataflow(`${directory}/dataflow.yml`, { env: { HOME: "/home/mill" } });
      return graphMermaid(plan);
    });
    expect(drawn.trimEnd().split("\n")).toEqual(lines);
  });
});
