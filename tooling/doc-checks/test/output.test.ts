import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkArrows, checkOutput } from "../src/output.ts";

describe("checkArrows", () => {
  const code = "print(1); // → one\nprint(2);\nprint(3); // → three …";

  it("wants the lines in their order, with others between", () => {
    expect(checkArrows(code, "zero\none\ntwo\nthree and more\nfour\n")).toEqual([]);
    expect(checkArrows(code, "three x\none\n")).toEqual([
      { line: 2, message: expect.stringContaining("'three …' is not printed") },
    ]);
    expect(checkArrows("a; // → x\nb; // → x", "x\n")).toEqual([{ line: 1, message: expect.any(String) }]);
  });

  it("takes the text as it is, but for the ellipsis", () => {
    expect(checkArrows("a; // → a.c (1+1) [$]", "a.c (1+1) [$]\n")).toEqual([]);
    expect(checkArrows("a; // → a.c", "abc\n")).toHaveLength(1);
    expect(checkArrows("a; // →", "\nx\n")).toEqual([]);
  });
});

describe("checkOutput", () => {
  it.each([
    ["a\nb", "a\nb\n\n"],
    ["a … c", "a b c"],
    ["…\nb", "x\ny\nb"],
    ["a\n…", "a\nx\ny"],
    ["a\n…\nc", "a\nc"],
    ["", ""],
  ])("finds %j in %j", (expected, printed) => {
    expect(checkOutput(expected, printed)).toEqual([]);
  });

  it.each([
    ["a\nb", "a", 1, "'b' is not printed"],
    ["a", "a\nb", 0, "printed after it is 'b'"],
    ["a\nb", "a\nc", 1, "printed is 'c', not 'b'"],
    ["…\nb", "x", 1, "'b' is not printed"],
  ])("does not find %j in %j", (expected, printed, line, message) => {
    expect(checkOutput(expected, printed)).toEqual([{ line, message }]);
  });

  it("finds every text in itself", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme-ascii", minLength: 1 }).filter((line) => line.trim() !== "")),
        (lines) => {
          const text = lines.map((line) => `x${line}`).join("\n");
          expect(checkOutput(text, `${text}\n`)).toEqual([]);
          expect(checkArrows(lines.map((line) => `p(); // → x${line}`).join("\n"), text)).toEqual([]);
        },
      ),
    );
  });
});
