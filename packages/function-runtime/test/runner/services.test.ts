import { expect, it } from "vitest";
import type { EntityRecord } from "../../src/entity.ts";
import { openTemp } from "../store/temp-dir.ts";
import { begin, ended, placeOf, saying, statesOf, textOf, when } from "./run-job.ts";

const urlOf = ({ status }: EntityRecord): string => `http://${(status["service"] as { readonly url: string }).url}/`;
const isServing = ({ status }: EntityRecord): boolean => status["service"] !== undefined;

it("[STO-48] [SEED-19] a serve run tells its service when it answers, and is stopped with its requests answered", async () => {
  const platform = await openTemp();
  const run = await when(platform, await begin(platform, "answersLate", {}, "serve"), isServing);
  expect(run.status).toMatchObject({
    state: "RUNNING",
    service: { url: expect.stringMatching(/^127\.0\.0\.1:\d+$/), urls: [expect.any(String)], type: "ClusterIP" },
  });
  const answer = fetch(urlOf(run), { method: "POST" });
  await saying(platform, run, "late");
  expect((await platform.act(placeOf(run), "stop")).status.state).toBe("STOP");
  expect(await (await answer).text()).toBe("late");
  const stopped = await ended(platform, run);
  expect(statesOf(stopped).at(-1)).toBe("STOPPED");
  expect(stopped.status["service"]).toBeUndefined();
  await expect(fetch(urlOf(run))).rejects.toThrow("fetch failed");
});

it("[STO-48] replicas of a service share its address", async () => {
  const platform = await openTemp();
  const run = await when(platform, await begin(platform, "answers", { replicas: 2 }, "serve"), isServing);
  const ask = async (): Promise<string> => {
    const response = await fetch(urlOf(run), {
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

it("[STO-48] a service whose function cannot be loaded is ERROR, with why", async () => {
  const platform = await openTemp();
  const run = await ended(platform, await begin(platform, "nothingOfThatName", {}, "serve"));
  expect(run.status).toMatchObject({ state: "ERROR", message: expect.stringContaining("nothingOfThatName") });
  expect(await textOf(platform, run)).toContain("FUNCTION_NOT_LOADED");
});

it("[STO-44] services do not take the places of jobs", async () => {
  const platform = await openTemp({ concurrency: 1 });
  await when(platform, await begin(platform, "answers", {}, "serve"), isServing);
  expect((await ended(platform, await begin(platform, "noop"))).status.state).toBe("COMPLETED");
});
