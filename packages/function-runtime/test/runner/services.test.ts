import { expect, it } from "vitest";
import { openTemp } from "../store/temp-dir.ts";
import { begin, ended, isServing, placeOf, saying, serviceUrl, statesOf, textOf, when } from "./run-job.ts";

it("[STO-48] [SEED-19] a serve run tells its service when it answers, and is stopped with its requests answered", async () => {
  const platform = await openTemp();
  const run = await when(platform, await begin(platform, "answersLate", {}, "serve"), isServing);
  expect(run.status).toMatchObject({
    state: "RUNNING",
    service: { url: expect.stringMatching(/^127\.0\.0\.1:\d+$/), urls: [expect.any(String)], type: "ClusterIP" },
  });
  const answer = fetch(serviceUrl(run), { method: "POST" });
  await saying(platform, run, "late");
  expect((await platform.act(placeOf(run), "stop")).status.state).toBe("STOP");
  expect(await (await answer).text()).toBe("late");
  const stopped = await ended(platform, run);
  expect(statesOf(stopped).at(-1)).toBe("STOPPED");
  expect(stopped.status["service"]).toBeUndefined();
  await expect(fetch(serviceUrl(run))).rejects.toThrow("fetch failed");
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
