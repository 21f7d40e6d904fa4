import { expect, test } from "vitest";
import { definePipeline } from "../src/index.ts";
import { findStage } from "../src/observe/find-stage.ts";

const leaf = definePipeline("leaf", {}, (p) => {
  const { x, y } = p.broadcast(
    "ends",
    p.stage("a.b", {}, () => 1),
    { x: (n) => n, y: (n) => -n },
  );
  return { x, y };
});
const middle = definePipeline("middle", {}, (p) => ({ deep: p.pipeline("in.ner", leaf, {}) }));
const outer = definePipeline("outer", {}, (p) => {
  p.stage("sub", {}, () => "a stage whose name begins the other's");
  return { sub: p.pipeline("sub.pipe", middle, {}) };
});

test("stages are found by their path, dots in ids or not", async () => {
  const report = await outer.settled();
  const found = (id: string): unknown => findStage(report, id)?.value;
  expect(found("sub")).toBe("a stage whose name begins the other's");
  expect(found("sub.pipe.in.ner.a.b")).toBe(1);
  expect(found("sub.pipe.in.ner.ends.y")).toBe(-1);
  expect(findStage(report, "sub.pipe.in.ner")?.kind).toBe("pipeline");
});

test("what is not there is not found", async () => {
  const report = await outer.settled();
  for (const id of ["", ".", "sub.", "sub.x", "sub.pipe.in", "sub.pipe.in.ner.ends", "pipe.in.ner.a.b", "a.b"])
    expect(findStage(report, id)).toBeUndefined();
});
