import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countStatuses,
  displayWidth,
  formatDuration,
  isSettled,
  oneLine,
  pad,
  renderMarkdownTable,
  renderTextTable,
  statuses,
  truncate,
} from "../src/index.ts";

describe("formatDuration", () => {
  it.each([
    [0, "0 ms"],
    [0.004, "0 ms"],
    [0.04, "0.04 ms"],
    [0.0949, "0.09 ms"],
    [0.096, "0.1 ms"],
    [0.42, "0.4 ms"],
    [9.96, "10 ms"],
    [999.4, "999 ms"],
    [999.5, "1.0 s"],
    [59_949, "59.9 s"],
    [59_950, "1 min"],
    [65_400, "1 min 5 s"],
    [3_599_600, "1 h"],
    [7_800_000, "2 h 10 min"],
    [86_399_000_000, "1000 d"],
    [97_200_000, "1 d 3 h"],
    [-5, "0 ms"],
    [Number.NaN, "?"],
    [Infinity, "?"],
  ])("%d ms is %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe("statuses", () => {
  it("are counted in their order, without those that do not occur", () => {
    expect(countStatuses(["failed", "pending", "succeeded", "failed"])).toBe("1 succeeded, 2 failed, 1 pending");
    expect(countStatuses([])).toBe("nothing");
  });

  it("are settled, but for two", () => {
    expect(statuses.filter((status) => !isSettled(status))).toEqual(["running", "pending"]);
  });
});

describe("display width", () => {
  it.each([
    ["abc", 3],
    ["é", 1],
    ["e\u0301", 1],
    ["日本", 4],
    ["ｆ", 2],
    ["🌍", 2],
    ["👩‍👩‍👧", 2],
    ["✔️", 2],
    ["✔", 1],
    ["\u001b[31mred\u001b[0m", 3],
    ["a\u200bb", 2],
    ["", 0],
  ])("of %j is %d", (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it("is kept by truncate and pad", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }).map(oneLine), fc.nat(30), (text, width) => {
        const cut = truncate(text, width);
        expect(displayWidth(cut)).toBeLessThanOrEqual(width);
        expect(displayWidth(pad(cut, width))).toBe(width);
        expect(pad(cut, width, "end").trimStart()).toBe(cut.trimStart());
        expect(cut === text || width === 0 || cut.endsWith("…")).toBe(true);
        expect(cut === text).toBe(displayWidth(text) <= width);
      }),
    );
  });

  it("never cuts a character in two", () => {
    expect(truncate("日本語", 4)).toBe("日…");
    expect(truncate("👩‍👩‍👧👩‍👩‍👧", 3)).toBe("👩‍👩‍👧…");
    expect(truncate("abc", 0)).toBe("");
  });
});

describe("oneLine", () => {
  it("takes out what is more than text", () => {
    expect(oneLine("a\u001b[2Jb\nc\td\u0000\u202ee")).toBe("ab c d e");
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => !/\p{Cc}/u.test(oneLine(text))));
  });
});

const table = {
  columns: [{ label: "stage" }, { label: "rows" }, { label: "note", align: "end" as const }],
  rows: [
    ["日本", 12, "a|b"],
    ["load", 3, null],
    ["<b>", 4.5, true],
  ],
};

describe("renderTextTable", () => {
  it("aligns numbers to the right, wide characters included", () => {
    expect(renderTextTable(table).split("\n")).toEqual([
      "stage  rows  note",
      "─────  ────  ────",
      "日本     12   a|b",
      "load      3",
      "<b>     4.5  true",
    ]);
  });

  it("cuts the widest column to fit", () => {
    const wide = { columns: [{ label: "id" }, { label: "text" }], rows: [["1", "x".repeat(50)]] };
    expect(renderTextTable(wide, { width: 12 }).split("\n")).toEqual(["id  text", "──  ────────", "1   xxxxxxx…"]);
    expect(renderTextTable(wide, { width: 1 })).toContain("xx…");
  });

  it("shows the headings of an empty table, and missing values as nothing", () => {
    expect(renderTextTable({ columns: [{ label: "a" }], rows: [] })).toBe("a\n─");
    expect(renderTextTable({ columns: [{ label: "ms" }], rows: [[7], [null], [12]] })).toBe("ms\n──\n 7\n\n12");
    expect(renderTextTable({ columns: [{ label: "a" }, { label: "b" }], rows: [["1"]] })).toBe("a  b\n─  ─\n1");
  });

  it("keeps a row on its line, whatever is in it", () => {
    const rows = fc.array(fc.array(fc.string({ unit: "binary" }), { minLength: 2, maxLength: 2 }));
    fc.assert(
      fc.property(rows, (cells) => {
        const text = renderTextTable({ columns: [{ label: "a" }, { label: "b" }], rows: cells });
        expect(text.split("\n")).toHaveLength(cells.length + 2);
      }),
    );
  });
});

describe("renderMarkdownTable", () => {
  it("escapes what Markdown and HTML would read", () => {
    expect(renderMarkdownTable(table).split("\n")).toEqual([
      "| stage | rows | note |",
      "| --- | ---: | ---: |",
      String.raw`| 日本 | 12 | a\|b |`,
      "| load | 3 |  |",
      "| &lt;b&gt; | 4.5 | true |",
    ]);
    const hostile = renderMarkdownTable({ columns: [{ label: "*a*\n" }], rows: [["[x](y) `z` \\ & _u_"]] });
    expect(hostile.split("\n")[0]).toBe(String.raw`| \*a\* |`);
    expect(hostile.split("\n")[2]).toBe(String.raw`| \[x\](y) \`z\` \\ &amp; \_u\_ |`);
  });
});
