import { expect, it } from "vitest";
import { allOf } from "../store/all-of.ts";
import { expectCode } from "../store/expect-code.ts";
import { openTemp } from "../store/temp-dir.ts";
import { begin, logOf, placeOf, saying } from "./run-job.ts";

const quick = { stopGraceMs: 50, killGraceMs: 50 };

it("[STO-43] lines can be followed while the job runs, until its end", async () => {
  const platform = await openTemp();
  const run = await begin(platform, "logsSlowly");
  const seen: string[] = [];
  for await (const { stream, text } of platform.logs(placeOf(run), { follow: true })) {
    if (stream === "stdout") seen.push(text);
    if (seen.length === 5) await platform.act(placeOf(run), "stop").catch(() => undefined);
  }
  expect(seen.slice(0, 3)).toEqual(["line 0", "line 1", "line 2"]);
  const after = await logOf(platform, run);
  expect(after.filter(({ stream }) => stream === "stdout").map(({ text }) => text)).toEqual(seen);
  expect((await platform.read(placeOf(run)))?.status.state).toBe("STOPPED");
});

it("[STO-43] following ends when its signal aborts, and with the run's deletion", async () => {
  const platform = await openTemp(quick);
  const run = await begin(platform, "spins");
  await saying(platform, run, "hangs");
  const ends = new AbortController();
  const following = allOf(platform.logs(placeOf(run), { follow: true, signal: ends.signal }));
  ends.abort();
  await following;
  const toTheEnd = allOf(platform.logs(placeOf(run), { follow: true }));
  await platform.delete(placeOf(run));
  await toTheEnd;
  await expectCode(logOf(platform, run), "FUNCTION_NOT_FOUND");
});
