import { expect, it } from "vitest";
import { longestLine, MaskedLines } from "../../src/embedded/runner/masked-lines.ts";
import { Masker } from "../../src/masker.ts";

function linesOf(secrets: readonly string[], pieces: readonly string[]): readonly string[] {
  const lines: string[] = [];
  const splitter = new MaskedLines(new Masker(secrets), (line) => lines.push(line));
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return lines;
}

it("[STO-38] a secret is masked wherever its pieces are cut", () => {
  const text = "a secret-value b\nsecret-valuesecret-value\r\nend secret-value";
  for (let at = 0; at <= text.length; at += 1) {
    expect(linesOf(["secret-value"], [text.slice(0, at), text.slice(at)])).toEqual(["a *** b", "******", "end ***"]);
  }
  expect(linesOf(["secret-value"], text.split(""))).toEqual(["a *** b", "******", "end ***"]);
});

it("[STO-38] a secret is masked where a line is too long and cut", () => {
  for (let before = longestLine - 20; before < longestLine + 20; before += 1) {
    const pieces = [`${"x".repeat(before)}secret-`, "value", "y".repeat(longestLine), "\n"];
    const joined = linesOf(["secret-value"], pieces).join("");
    expect(joined).toBe(`${"x".repeat(before)}***${"y".repeat(longestLine)}`);
  }
});

it("[STO-38] secrets with several lines, special characters and common beginnings are masked", () => {
  expect(linesOf(["first line\nsecond line"], ["first line\n", "a second line b\n"])).toEqual(["***", "a *** b"]);
  expect(linesOf(["a.*b$("], ["a.*b$( axxb\n"])).toEqual(["*** axxb"]);
  expect(linesOf(["abc", "abcdef"], ["abcdef abc\n"])).toEqual(["*** ***"]);
  expect(linesOf(['with "quotes"'], [JSON.stringify({ s: 'with "quotes"' })])).toEqual(['{"s":"***"}']);
  expect(linesOf(["", "x"], ["plain\n"])).toEqual(["plain"]);
});

it("[STO-36] no line is longer than its limit", () => {
  const lines = linesOf([], ["z".repeat(3 * longestLine + 7), "\n", "\n"]);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(longestLine);
  expect(lines.join("")).toHaveLength(3 * longestLine + 7);
});
