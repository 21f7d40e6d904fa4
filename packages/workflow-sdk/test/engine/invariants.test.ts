import fc from "fast-check";
import { expect, test } from "vitest";
import { complaints } from "./support/complaints.ts";
import { play, steps } from "./support/random-play.ts";

test("[ENG-70] whatever workers, callers and time do, histories stay sound", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const histories = await play(script);
      expect(histories.flatMap(complaints)).toEqual([]);
    }),
    { numRuns: 150, interruptAfterTimeLimit: 12_000 },
  );
});
