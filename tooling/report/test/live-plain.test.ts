import { describe, expect, it } from "vitest";
import { liveTree } from "../src/index.ts";
import { FakeFile, FakeTerminal, watch } from "./support.ts";

describe("the live view without a terminal", () => {
  it("prints one line per change of status, and nothing else", async () => {
    const { tree, clock, stream } = watch(new FakeFile(), { title: "Earthquakes" });
    tree.update({ id: "map", label: "by region" });
    tree.update({ id: "a", label: "alps", parent: "map", status: "running" });
    tree.update({ id: "a", progress: { done: 1 } });
    tree.update({ id: "a", note: "half" });
    await clock.advance(61_000);
    tree.update({ id: "a", status: "failed", note: "no answer" });
    tree.update({ id: "b", status: "succeeded", statusText: "cached", startedAt: 0, endedAt: 0 });
    tree.log("a line\nand another");
    tree.finish();
    expect(stream.text.split("\n")).toEqual([
      "Earthquakes",
      "▶ by region › alps running",
      "✖ by region › alps failed in 1 min 1 s: no answer",
      "✔ b cached in 0 ms",
      "a line",
      "and another",
      "1 succeeded, 1 failed in 1 min 1 s",
      "",
    ]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("says so when the engine's word changes, though the status does not", () => {
    const { tree, stream } = watch(new FakeFile());
    tree.update({ id: "a", status: "running" });
    tree.update({ id: "a", status: "running", statusText: "retrying" });
    expect(stream.text).toBe("▶ a running\n▶ a retrying\n");
  });

  it("has no escape sequences, whatever it is given", () => {
    const { tree, stream } = watch(new FakeFile(), { title: "\u001b[1mtitle" });
    tree.update({ id: "\u001b[31mred\nforged", status: "failed", note: "\u001b[0m" });
    tree.log("\u001b[2Jgone");
    tree.finish("\u001b[5mend");
    expect(stream.text).toBe("title\n✖ red forged failed\ngone\nend\n");
  });

  it("can be chosen on a terminal, and the terminal view elsewhere", () => {
    const onTerminal = watch(new FakeTerminal(), { interactive: false });
    onTerminal.tree.update({ id: "a", status: "running" });
    expect(onTerminal.stream.written).toBe("▶ a running\n");
    const elsewhere = watch(new FakeFile(), { interactive: true });
    elsewhere.tree.finish();
    expect(elsewhere.stream.text).toContain("\u001b[?25l");
  });
});

describe("what a node is told", () => {
  const screenOf = (tell: (tree: ReturnType<typeof liveTree>) => void): readonly string[] => {
    const { tree, stream } = watch(new FakeTerminal());
    tell(tree);
    tree.finish("end");
    return stream.screen.slice(0, -1);
  };

  it("may name a parent that comes later", () => {
    const screen = screenOf((tree) => {
      tree.update({ id: "child", parent: "later" });
      tree.update({ id: "later", label: "Parent", status: "succeeded" });
    });
    expect(screen).toEqual(["✔ Parent  succeeded", "└─ ○ child  pending"]);
  });

  it("cannot close a circle or change its parent", () => {
    const screen = screenOf((tree) => {
      tree.update({ id: "a", parent: "a" });
      tree.update({ id: "b", parent: "a" });
      tree.update({ id: "a", parent: "b" });
      tree.update({ id: "b", parent: "c" });
    });
    expect(screen).toEqual(["○ a  pending", "└─ ○ b  pending", "○ c  pending"]);
  });

  it("runs anew when it runs again", () => {
    const screen = screenOf((tree) => {
      tree.update({ id: "a", status: "failed", startedAt: 400, endedAt: 500, note: "first" });
      tree.update({ id: "a", status: "running", note: "" });
    });
    expect(screen).toEqual([expect.stringMatching(/^. a {2}running 600 ms$/)]);
  });

  it("is refused with an unknown option only", () => {
    expect(() => liveTree({ fps: 60 } as never)).toThrow(expect.objectContaining({ code: "PROTOCOL_UNKNOWN_OPTION" }));
  });
});
