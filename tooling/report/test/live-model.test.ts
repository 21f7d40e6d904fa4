import { ManualClock } from "@millrace/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseRows } from "../src/live/fold.ts";
import { LiveModel } from "../src/live/model.ts";
import { summaryOf } from "../src/live/view.ts";
import { statuses, type LiveNode } from "../src/index.ts";

const modelOf = (nodes: readonly LiveNode[], clock = new ManualClock({ nowMs: 1000 })): LiveModel => {
  const model = new LiveModel(clock);
  for (const node of nodes) model.update(node);
  return model;
};
const shownOf = (nodes: readonly LiveNode[], limit: number): string[] =>
  chooseRows(modelOf(nodes), limit).shown.map(({ branch, item }) => `${branch}${item.id}`);

describe("the model", () => {
  it("takes the time of the first run and of the end by itself", async () => {
    const clock = new ManualClock({ nowMs: 1000 });
    const model = modelOf([{ id: "a" }], clock);
    const duration = (): number | undefined => model.durationMs([...model.items()][0]!);
    expect(duration()).toBeUndefined();
    model.update({ id: "a", status: "running" });
    await clock.advance(300);
    expect(duration()).toBe(300);
    model.update({ id: "a", status: "succeeded" });
    await clock.advance(500);
    expect(duration()).toBe(300);
    expect(model.elapsedMs()).toBe(800);
  });

  it("believes the engine's times, and shows no negative one", () => {
    const model = modelOf([
      { id: "a", status: "succeeded", startedAt: 400, endedAt: 650 },
      { id: "b", startedAt: 9, endedAt: 3 },
    ]);
    expect(Array.from(model.items(), (item) => model.durationMs(item))).toEqual([250, 0]);
  });

  it("says whether the status changed, or the engine's word for it", () => {
    const model = modelOf([]);
    const changed = (node: LiveNode): boolean => model.update(node).statusChanged;
    expect(changed({ id: "a" })).toBe(false);
    expect(changed({ id: "a", status: "running" })).toBe(true);
    expect(changed({ id: "a", status: "running", note: "n", progress: { done: 1 } })).toBe(false);
    expect(changed({ id: "a", statusText: "retrying" })).toBe(true);
    expect(changed({ id: "a", status: "succeeded" })).toBe(true);
    expect([...model.items()][0]!.statusText).toBe("succeeded");
  });

  it("is summed up by its leaves", () => {
    const nodes: LiveNode[] = [
      { id: "group", status: "running" },
      { id: "a", parent: "group", status: "succeeded" },
      { id: "b", parent: "group", status: "skipped" },
    ];
    expect(summaryOf(modelOf(nodes))).toBe("1 succeeded, 1 skipped in 0 ms");
  });

  it("has every node once, whatever parents are claimed", () => {
    const claims = fc.array(fc.record({ id: fc.nat(12).map(String), parent: fc.nat(12).map(String) }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(claims, (nodes) => {
        const { shown, folded } = chooseRows(modelOf(nodes), 1000);
        const ids = shown.map(({ item }) => item.id);
        expect(ids.toSorted()).toEqual([...new Set(nodes.flatMap(({ id, parent }) => [id, parent]))].toSorted());
        expect(folded).toEqual([]);
      }),
    );
  });
});

describe("folding", () => {
  const group: LiveNode[] = [
    { id: "g" },
    { id: "g1", parent: "g", status: "succeeded" },
    { id: "g2", parent: "g", status: "running" },
    { id: "h" },
    { id: "h1", parent: "h", status: "failed" },
  ];

  it("shows all that fits", () => {
    expect(shownOf(group, 5)).toEqual(["g", "├─ g1", "└─ g2", "h", "└─ h1"]);
  });

  it("keeps failures first, then what runs, each below its group", () => {
    expect(shownOf(group, 3)).toEqual(["h", "└─ h1"]);
    expect(shownOf(group, 4)).toEqual(["g", "h", "└─ h1"]);
  });

  it("leaves out a node whose group does not fit any more, and goes on with smaller ones", () => {
    const deep: LiveNode[] = [
      { id: "a" },
      { id: "b", parent: "a" },
      { id: "c", parent: "b", status: "failed" },
      { id: "d", status: "running" },
    ];
    expect(shownOf(deep, 3)).toEqual(["a", "d"]);
  });

  it("never shows more than the limit, and nothing twice or without its parents", () => {
    const nodes = fc.array(fc.record({ parent: fc.nat(60), status: fc.constantFrom(...statuses) }), { maxLength: 60 });
    fc.assert(
      fc.property(nodes, fc.integer({ min: 2, max: 70 }), (list, limit) => {
        const model = modelOf(
          list.map(({ parent, status }, id) => ({
            id: `${id}`,
            status,
            ...(parent < id ? { parent: `${parent}` } : {}),
          })),
        );
        const { shown, folded } = chooseRows(model, limit);
        expect(shown.length + (folded.length > 0 ? 1 : 0)).toBeLessThanOrEqual(limit);
        expect(shown.length + folded.length).toBe(list.length);
        const items = new Set(shown.map(({ item }) => item));
        expect(items.size).toBe(shown.length);
        for (const { parent } of items) expect(parent === undefined || items.has(parent)).toBe(true);
      }),
    );
  });
});
