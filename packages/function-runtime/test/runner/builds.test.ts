import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { openTemp } from "../store/temp-dir.ts";
import { begin, ended, textOf } from "./run-job.ts";

it("[STO-50] [SEED-52] [SEED-54] a build run makes the image's files, and the function knows its image", async () => {
  const platform = await openTemp();
  const spec = { instructions: ["apt-get install -y git"], envs: [{ name: "LEVEL", value: "3" }] };
  const run = await ended(platform, await begin(platform, "noop", spec, "build"));
  expect(await textOf(platform, run)).toContain("the run is COMPLETED");
  const image = `p-fixture:${run.id.slice(0, 8)}`;
  expect(run.status).toMatchObject({ state: "COMPLETED", outputs: { image } });
  const { dockerfile } = run.status["results"] as { readonly dockerfile: string };
  const lines = (await readFile(dockerfile, "utf8")).split("\n");
  expect(lines).toEqual(expect.arrayContaining(['ENV LEVEL="3"', "RUN apt-get install -y git"]));
  const { content } = await platform.list("function", "p");
  expect(content.map((fn) => fn.spec["image"])).toEqual([image]);
});

it("[STO-50] a build that fails says why", async () => {
  const platform = await openTemp();
  const run = await ended(platform, await begin(platform, "noop", { base_image: "bad image\nRUN x" }, "build"));
  expect(run.status).toMatchObject({ state: "ERROR", message: expect.stringContaining("FUNCTION_INVALID_BUILD") });
});
