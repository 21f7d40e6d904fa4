import { expect, it } from "vitest";
import { openTemp } from "../store/temp-dir.ts";
import { begin, isServing, serviceUrl, when } from "./run-job.ts";

it("[STO-48] [SEED-50] replicas of a service share its address", async () => {
  const platform = await openTemp();
  const run = await when(platform, await begin(platform, "answers", { replicas: 2 }, "serve"), isServing);
  const ask = async (): Promise<string> => {
    const response = await fetch(serviceUrl(run), {
      method: "POST",
      headers: { "content-type": "application/json", connection: "close" },
      body: JSON.stringify({ name: "you" }),
    });
    return response.text();
  };
  const answers = new Set<string>();
  await expect.poll(async () => answers.add(await ask()).size).toBe(2);
  for (const answer of answers) expect(answer).toMatch(/^hello you from \d+$/);
});

it("[STO-48] [SEED-3] a service has the project that its run belongs to", async () => {
  const platform = await openTemp();
  const run = await when(platform, await begin(platform, "leavesArtifact", { replicas: 2 }, "serve"), isServing);
  const keys = await Promise.all(
    Array.from({ length: 8 }, async () => (await fetch(serviceUrl(run), { method: "POST" })).text()),
  );
  const { content } = await platform.list("artifact", "p", { name: "served", versions: "all" });
  expect(new Set(content.map(({ key }) => key))).toEqual(new Set(keys));
  expect(keys).toHaveLength(8);
});
