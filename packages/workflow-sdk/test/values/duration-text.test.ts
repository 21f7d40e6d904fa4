import { msToNumber } from "@temporalio/common/lib/time.js";
import { expect, test } from "vitest";
import { parseDurationText } from "../../src/internal/duration-text.ts";

test.each([
  "1 minute",
  "1.5h",
  "2 days",
  "100",
  "5s",
  "5 secs",
  "3 msecs",
  ".5 hr",
  "-1 week",
  "10 YEARS",
  "7ms",
  "2m",
])("[VAL-44] %s is as long as official packages say", (text) => {
  expect(parseDurationText(text)).toBeCloseTo(msToNumber(text as "1s"), 6);
});

test.each(["", "minute", "1 fortnight", "1 minute ago", "1,5s", "1 ss", "ms5"])(
  "[VAL-44] %j is no duration",
  (text) => {
    expect(parseDurationText(text)).toBeUndefined();
  },
);
