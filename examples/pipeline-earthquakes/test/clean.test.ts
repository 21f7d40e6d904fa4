import { err, ok } from "@millrace/pipeline-core";
import { expect, test } from "vitest";
import { clean, sortOut } from "../src/clean.ts";
import { UnfitRecord } from "../src/quake.ts";
import { quake, record } from "./quakes.ts";

test("quakes come in the order of their times, and each once", () => {
  const late = quake({ id: "late", time: 2 });
  const early = quake({ id: "early", time: 1 });
  expect(sortOut([ok(late), ok(early), ok(late)])).toEqual({ quakes: [early, late], dropped: { "told twice": 1 } });
});

test("what is dropped is counted by reason", () => {
  const blast = err(new UnfitRecord("quarry blast"));
  expect(sortOut([blast, blast, err(new UnfitRecord("no time"))])).toEqual({
    quakes: [],
    dropped: { "quarry blast": 2, "no time": 1 },
  });
});

test("the cleaning runs as a pipeline of its own", async () => {
  const { quakes, dropped } = await clean.run({
    features: [record("a"), record("b", { type: "explosion" }), record("c", { mag: 3 })],
  });
  expect(quakes.map(({ id }) => id)).toEqual(["a", "c"]);
  expect(dropped).toEqual({ explosion: 1 });
});
