import { ApplicationFailure } from "@millrace/workflow-sdk";
import { MockActivityEnvironment } from "@millrace/workflow-sdk/testing";
import { expect, test } from "vitest";
import { startArchive } from "../src/archive.ts";
import type { Quake } from "../src/quake.ts";
import { summariseDay } from "../src/summarise-day.ts";

const quakes: readonly Quake[] = [2, 5, 4.5].map((magnitude, nth) => ({
  id: String(nth),
  time: nth,
  magnitude,
  place: `place ${nth}`,
}));
const days = new Map([["2018-01-31", quakes]]);

test("a busy archive fails the attempt in a way that is tried again", async () => {
  await using archive = await startArchive(days);
  const attempt = new MockActivityEnvironment().run(summariseDay, archive.url, "2018-01-31");
  await expect(attempt).rejects.toThrow(ApplicationFailure);
  await expect(attempt).rejects.toMatchObject({ type: "ArchiveBusy", nonRetryable: false });
});

test("a day that the archive does not have is not tried again", async () => {
  await using archive = await startArchive(days);
  const attempt = new MockActivityEnvironment().run(summariseDay, archive.url, "never");
  await expect(attempt).rejects.toMatchObject({ type: "NoSuchDay", nonRetryable: true });
});

test("a job that is taken over counts each record once", async () => {
  await using archive = await startArchive(days);
  await fetch(`${archive.url}/2018-01-31`);
  const whole = await new MockActivityEnvironment().run(summariseDay, archive.url, "2018-01-31");
  expect(whole).toEqual({
    day: "2018-01-31",
    quakes: 3,
    felt: 2,
    strongest: { magnitude: 5, place: "place 1" },
    resumedAt: 0,
  });

  const heartbeatDetails = [{ next: 2, summary: { ...whole, quakes: 2, felt: 1 } }];
  const rest = await new MockActivityEnvironment({ info: { heartbeatDetails } }).run(
    summariseDay,
    archive.url,
    "2018-01-31",
  );
  expect(rest).toEqual({ ...whole, resumedAt: 2 });
});
