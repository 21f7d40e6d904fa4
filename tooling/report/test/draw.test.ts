import { ManualClock } from "@millrace/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawTree, type DrawOptions } from "../src/live/draw.ts";
import { LiveModel } from "../src/live/model.ts";
import { displayWidth, statuses, type LiveNode } from "../src/index.ts";

const plain: DrawOptions = { title: "", summary: "end", color: false, frame: 0, columns: 80, rows: 20 };

function draw(nodes: readonly LiveNode[], options: Partial<DrawOptions> = {}): string[] {
  const model = new LiveModel(new ManualClock());
  for (const node of nodes) model.update(node);
  return drawTree(model, { ...plain, ...options });
}

describe("a frame", () => {
  it("has a title, the nodes and a summary; without a title two of them", () => {
    expect(draw([{ id: "a" }], { title: "Title" })).toEqual(["Title", "○ a  pending", "end"]);
    expect(draw([{ id: "a" }])).toEqual(["○ a  pending", "end"]);
    expect(draw([])).toEqual(["end"]);
  });

  it("has a glyph and a word per status", () => {
    const lines = draw(statuses.map((status) => ({ id: status, status, startedAt: 0, endedAt: 0 })));
    expect(lines).toEqual([
      "✔ succeeded  succeeded 0 ms",
      "✖ failed  failed 0 ms",
      "▲ warning  warning 0 ms",
      "⠋ running  running 0 ms",
      "○ pending  pending 0 ms",
      "↷ skipped  skipped 0 ms",
      "■ cancelled  cancelled 0 ms",
      "end",
    ]);
  });

  it("turns the spinner with the frames", () => {
    const glyphs = Array.from({ length: 11 }, (_, frame) => draw([{ id: "a", status: "running" }], { frame })[0]![0]);
    expect(new Set(glyphs).size).toBe(10);
    expect(glyphs[10]).toBe(glyphs[0]);
  });

  it("draws branches by what comes below", () => {
    const nodes: LiveNode[] = [
      { id: "a" },
      { id: "b", parent: "a" },
      { id: "c", parent: "b" },
      { id: "d", parent: "a" },
      { id: "e", parent: "d" },
      { id: "f" },
    ];
    expect(draw(nodes).map((line) => line.replace(/○ (\w).*/, "$1"))).toEqual([
      "a",
      "├─ b",
      "│  └─ c",
      "└─ d",
      "   └─ e",
      "f",
      "end",
    ]);
  });
});

describe("progress", () => {
  const bar = (done: number, total?: number): string =>
    draw([{ id: "a", progress: total === undefined ? { done } : { done, total } }])[0]!.slice(5, -"  pending".length);

  it.each([
    [0, 4, "┄┄┄┄┄┄┄┄┄┄┄┄ 0/4"],
    [1, 4, "━━━┄┄┄┄┄┄┄┄┄ 1/4"],
    [4, 4, "━━━━━━━━━━━━ 4/4"],
    [9, 4, "━━━━━━━━━━━━ 9/9"],
    [-1, 4, "┄┄┄┄┄┄┄┄┄┄┄┄ -1/4"],
    [3, undefined, "3"],
    [3, 0, "3"],
    [3, Number.NaN, "3"],
  ])("of %d of %s is %s", (done, total, shown) => {
    expect(bar(done, total)).toBe(shown);
  });

  it("names what it counts", () => {
    const [line] = draw([{ id: "a", progress: { done: 1, total: 4, unit: "items" } }]);
    expect(line).toContain("┄ 1/4 items  pending");
    expect(draw([{ id: "a", progress: { done: 7, unit: "items" } }])[0]).toContain("a  7 items  pending");
  });
});

describe("a line", () => {
  const long: LiveNode = { id: "a", label: "x".repeat(30), status: "failed", note: "y".repeat(30) };

  it("is cut at the width of the terminal", () => {
    expect(draw([long], { columns: 20 })[0]).toBe(`✖ ${"x".repeat(17)}…`);
    expect(draw([long], { columns: 45 })[0]).toBe(`✖ ${"x".repeat(30)}  failed · y…`);
    expect(draw([long], { columns: 20, summary: "z".repeat(30) })[1]).toBe(`${"z".repeat(19)}…`);
  });

  it("takes the same room with colours as without", () => {
    const node = fc.record({
      id: fc.string({ unit: "grapheme", minLength: 1 }),
      note: fc.string(),
      status: fc.constantFrom(...statuses),
    });
    fc.assert(
      fc.property(fc.array(node, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 60 }), (nodes, columns) => {
        const widths = (color: boolean): number[] => draw(nodes, { color, columns }).map(displayWidth);
        expect(widths(true)).toEqual(widths(false));
      }),
    );
  });

  it("ends every colour that it begins", () => {
    const [line] = draw([long], { color: true, columns: 25 });
    expect(line!.split("\u001b[0m").length - 1).toBe(line!.match(/\[\d+m/g)!.length / 2);
  });
});
