import { expect, test } from "vitest";
import { lastLineOf } from "../src/child-process.ts";

const node = (program: string, timeoutMs = 30_000): ReturnType<typeof lastLineOf> =>
  lastLineOf(["-e", program], timeoutMs);

test("a child's last line is its result", async () => {
  expect(await node("console.log('working'); console.log('42')")).toEqual({ line: "42" });
});

test("a child that throws, ends with a code, or takes too long is a failure with its reason", async () => {
  expect(await node("throw new RangeError('too many stages')")).toEqual({ failure: "RangeError: too many stages" });
  expect(await node("console.error('bad luck'); process.exit(3)")).toEqual({ failure: "bad luck" });
  expect(await node("setInterval(() => undefined, 1000)", 300)).toEqual({ failure: "took longer than 0.3 s" });
});
