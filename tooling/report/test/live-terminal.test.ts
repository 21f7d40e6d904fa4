import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { displayWidth, liveTree, statuses } from "../src/index.ts";
import { FakeTerminal, watch } from "./support.ts";

describe("the live view on a terminal", () => {
  it("draws a tree with glyph, word, duration, progress and note", async () => {
    const { tree, clock, stream } = watch(new FakeTerminal(), { title: "Earthquakes" });
    tree.update({ id: "load", status: "running" });
    await clock.advance(1500);
    tree.update({ id: "load", status: "succeeded", note: "12 rows" });
    tree.update({ id: "map", label: "by region", status: "running", progress: { done: 1, total: 4 } });
    tree.update({ id: "map/a", label: "alps", parent: "map", status: "failed", statusText: "gave up" });
    tree.update({ id: "map/b", label: "andes", parent: "map" });
    tree.update({ id: "seen", status: "running", progress: { done: 7 } });
    await clock.advance(200);
    expect(stream.screen.map((line) => line.replace(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/, "*"))).toEqual([
      "Earthquakes",
      "✔ load  succeeded 1.5 s · 12 rows",
      "* by region  ━━━┄┄┄┄┄┄┄┄┄ 1/4  running 200 ms",
      "├─ ✖ alps  gave up",
      "└─ ○ andes  pending",
      "* seen  7  running 200 ms",
      "1 succeeded, 1 failed, 1 running, 1 pending in 1.7 s",
    ]);
  });

  it("takes a terminal that does not know its size for one of 80 by 24", async () => {
    const terminal = new FakeTerminal();
    const unsized = { isTTY: true, columns: 0, rows: 0, write: (text: string) => terminal.write(text) };
    using tree = liveTree({ stream: unsized, title: "Earthquakes" });
    tree.update({ id: "load", status: "succeeded", note: "12 rows" });
    tree.finish("done");
    expect(terminal.screen).toEqual(["Earthquakes", "✔ load  succeeded · 12 rows", "done"]);
  });

  it("redraws in place and turns the spinner", async () => {
    const { tree, clock, stream } = watch(new FakeTerminal());
    tree.update({ id: "a", status: "running" });
    await clock.advance(100);
    const first = stream.screen[0];
    await clock.advance(100);
    expect(stream.screen).toHaveLength(2);
    expect(stream.screen[0]).not.toBe(first);
  });

  it("draws at most ten frames a second, however many updates come", async () => {
    const { tree, clock, stream } = watch(new FakeTerminal());
    for (let ms = 0; ms < 1000; ms++) {
      tree.update({ id: "a", status: "running", progress: { done: ms } });
      await clock.advance(1);
    }
    expect(stream.frames).toBeLessThanOrEqual(11);
    expect(stream.frames).toBeGreaterThanOrEqual(10);
  });

  it("rests when nothing runs", async () => {
    const { tree, clock, stream } = watch(new FakeTerminal());
    tree.update({ id: "a", status: "pending" });
    await clock.advance(1000);
    expect(stream.frames).toBe(1);
    expect(clock.pendingTimers).toBe(0);
  });

  it("shows the cursor after every write, so that any end of the process leaves the terminal as it was", async () => {
    const terminal = new FakeTerminal();
    const visible: boolean[] = [];
    const { tree, clock } = watch({
      isTTY: true,
      write: (text: string) => {
        terminal.write(text);
        visible.push(terminal.cursorVisible);
      },
    });
    tree.update({ id: "a", status: "running" });
    await clock.advance(500);
    tree.finish();
    expect(visible.length).toBeGreaterThan(4);
    expect(visible).not.toContain(false);
    expect(terminal.written).toContain("\u001b[?25l");
  });

  it("prints lines above the tree", async () => {
    const { tree, clock, stream } = watch(new FakeTerminal());
    tree.update({ id: "a", status: "pending" });
    await clock.advance(100);
    tree.log("first\nsecond\r\n");
    tree.log("third");
    await clock.advance(100);
    expect(stream.screen).toEqual(["first", "second", "third", "○ a  pending", "1 pending in 100 ms"]);
  });

  it("ends with the last state and a summary, and is quiet afterwards", async () => {
    const { tree, clock, stream } = watch(new FakeTerminal());
    tree.update({ id: "a", status: "running" });
    tree.update({ id: "a", status: "succeeded" });
    tree.log("last words");
    tree.finish("all done");
    tree.finish("again");
    tree.update({ id: "b", status: "running" });
    tree.log("late");
    await clock.advance(1000);
    expect(stream.screen).toEqual(["last words", "✔ a  succeeded 0 ms", "all done"]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("ends when disposed", () => {
    const { tree, stream } = watch(new FakeTerminal());
    tree.update({ id: "a", status: "succeeded" });
    tree[Symbol.dispose]();
    expect(stream.screen.at(-1)).toBe("1 succeeded in 0 ms");
  });

  it("colours by status, and not with color: false or NO_COLOR", () => {
    const draw = (color?: boolean): string => {
      const { tree, stream } = watch(new FakeTerminal(), color === undefined ? {} : { color });
      tree.update({ id: "a", status: "failed" });
      tree.finish();
      return stream.written;
    };
    vi.stubEnv("NO_COLOR", "");
    expect(draw()).toContain("\u001b[31m✖ \u001b[0ma\u001b[31m  failed\u001b[0m");
    expect(draw(false)).not.toContain("m✖");
    vi.stubEnv("NO_COLOR", "1");
    expect(draw()).not.toContain("m✖");
    expect(draw(true)).toContain("m✖");
    vi.unstubAllEnvs();
  });

  it("finds its place again after the terminal became narrower", async () => {
    const narrowing = { isTTY: true, columns: 80, text: "", write: (text: string) => (narrowing.text = text) };
    const { tree, clock } = watch(narrowing);
    tree.update({ id: "a", label: "x".repeat(50) });
    await clock.advance(100);
    narrowing.columns = 20;
    tree.update({ id: "a", label: "y" });
    await clock.advance(100);
    // `○ xxx…  pending` was 61 wide and takes four rows now; the summary takes one.
    expect(narrowing.text).toContain("\u001b[5A\r");
  });

  it("never draws wider or higher than the terminal, and keeps what needs a look", () => {
    const node = fc.record({
      label: fc.string({ unit: "grapheme", maxLength: 30 }),
      parent: fc.nat(40),
      status: fc.constantFrom(...statuses),
      note: fc.string({ maxLength: 20 }),
    });
    const property = fc.property(
      fc.array(node, { maxLength: 40 }),
      fc.integer({ min: 4, max: 30 }),
      fc.integer({ min: 5, max: 60 }),
      (nodes, rows, columns) => {
        const { tree, stream } = watch(new FakeTerminal(columns, rows));
        for (const [index, { parent, ...rest }] of nodes.entries()) {
          tree.update({ id: `${index}`, ...(parent < index ? { parent: `${parent}` } : {}), ...rest });
        }
        tree.finish("end");
        expect(stream.screen.length).toBeLessThan(rows);
        for (const line of stream.screen) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
        const folded = nodes.length > rows - 2;
        expect(stream.screen.some((line) => /^… ?/.test(line))).toBe(folded);
      },
    );
    fc.assert(property);
  });

  it("counts what it folds, and keeps failures with what is above them", () => {
    const { tree, stream } = watch(new FakeTerminal(80, 7));
    for (let group = 0; group < 3; group++) {
      for (let item = 0; item < 10; item++) {
        tree.update({
          id: `${group}.${item}`,
          parent: `group ${group}`,
          status: group === 2 && item === 7 ? "failed" : "succeeded",
        });
      }
    }
    tree.finish("end");
    expect(stream.screen).toEqual([
      "○ group 0  pending",
      "○ group 1  pending",
      "○ group 2  pending",
      "└─ ✖ 2.7  failed",
      "… 29 more: 29 succeeded",
      "end",
    ]);
  });

  it("lets no text move the cursor or forge a line", () => {
    const { tree, stream } = watch(new FakeTerminal());
    tree.update({
      id: "\u001b[2J\u001b[1;1Hboo\nnext",
      note: "a\rb\u202ec",
      status: "failed",
      statusText: "\u0007bad",
    });
    tree.log("\u001b]0;title\u0007text");
    tree.finish();
    expect(stream.screen).toEqual(["text", "✖ boo next   bad · a b c", "1 failed in 0 ms"]);
  });
});
