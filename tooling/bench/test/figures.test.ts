import { describe, expect, test } from "vitest";
import { type Case, Figures } from "../src/figures.ts";
import { runRounds } from "../src/rounds.ts";

const of: Case = {
  name: "map 100B 500",
  contenders: ["millrace", "peer", "absent"],
  metrics: [
    { name: "rate", unit: "msg/s", moreIsBetter: true, digits: 0 },
    { name: "server cpu", unit: "µs", moreIsBetter: false, digits: 1 },
  ],
};

const measured = (): Figures => {
  const figures = new Figures();
  for (const rate of [90, 300, 100]) figures.add(of, "millrace", { rate, "server cpu": 2 });
  figures.add(of, "peer", { rate: 50, "server cpu": 8 });
  figures.add(of, "absent", { notRun: "no such toolchain" });
  return figures;
};

describe("figures", () => {
  test("are medians, and a ratio above 1 means that ours is better, also where less is", () => {
    const rows = measured().rows("stream", of);
    expect(rows.filter(({ peerName }) => peerName === "peer")).toEqual([
      {
        suite: "stream",
        case: "map 100B 500 rate",
        unit: "msg/s",
        ours: 100,
        peer: 50,
        peerName: "peer",
        ratio: 2,
      },
      {
        suite: "stream",
        case: "map 100B 500 server cpu",
        unit: "µs",
        ours: 2,
        peer: 8,
        peerName: "peer",
        ratio: 4,
      },
    ]);
  });

  test("of who was not run are null in the rows, and the reason in the table", () => {
    const figures = measured();
    const row = figures.rows("stream", of).find(({ peerName }) => peerName === "absent");
    expect(row).toMatchObject({ peer: null, ratio: null });
    expect(figures.table(of)).toContain("not run: no such toolchain");
  });

  test("have the range of the rounds beside them", () => {
    expect(measured().table(of)).toContain("100 (90..300)");
  });
});

describe("rounds", () => {
  test("measure everybody in turn, and do not try again who failed", async () => {
    const seen: string[] = [];
    const measure = (_of: Case, contender: string): Promise<Record<string, number>> => {
      seen.push(contender);
      return contender === "absent" ? Promise.reject(new Error("first\nit crashed")) : Promise.resolve({ rate: 1 });
    };
    const figures = await runRounds([of], 2, measure, () => undefined);
    expect(seen).toEqual(["millrace", "peer", "absent", "millrace", "peer"]);
    expect(figures.notRun(of, "absent")).toBe("it crashed");
  });
});
