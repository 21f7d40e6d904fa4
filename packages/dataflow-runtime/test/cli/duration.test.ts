import { expectCode } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { parseDuration } from "../../src/cli/duration.ts";

test.each([
  ["10s", 10_000],
  ["500ms", 500],
  ["1.5m", 90_000],
  ["2h", 7_200_000],
  ["10", 10_000],
])("[YAML-4] the duration %s", (text, ms) => expect(parseDuration(text, "--stop-after")).toBe(ms));

test.each(["", "s", "-1s", "1 day", "1s2"])("[YAML-4] '%s' is no duration", async (text) => {
  await expectCode(() => parseDuration(text, "--stop-after"), "CLI_INVALID_OPTION");
});
