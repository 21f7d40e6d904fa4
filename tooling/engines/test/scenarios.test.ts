import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EngineError } from "../src/engine-error.ts";
import { type Counts, runScenarios, type Scenario } from "../src/scenarios.ts";

let lines: string[] = [];
beforeEach(() => {
  lines = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => lines.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

const outcome = async (prepare: () => Promise<readonly Scenario[]>): Promise<{ result: unknown; code: unknown }> => {
  await runScenarios(prepare);
  return { result: JSON.parse(lines.at(-1) ?? ""), code: process.exitCode };
};
const scenario = (run: () => Promise<Counts | void>): Scenario => ({ name: "a scenario", run });

describe("scenarios", () => {
  test("count one each, or what a judge counted", async () => {
    const scenarios = [
      scenario(() => Promise.resolve()),
      scenario(() => Promise.resolve({ passed: 40, failed: 0, skipped: 2 })),
    ];
    expect(await outcome(() => Promise.resolve(scenarios))).toEqual({
      result: { passed: 41, failed: 0, skipped: 2 },
      code: 0,
    });
  });

  test("that throw have failed, and the others run all the same", async () => {
    const scenarios = [scenario(() => Promise.reject(new Error("no answer"))), scenario(() => Promise.resolve())];
    expect(await outcome(() => Promise.resolve(scenarios))).toEqual({
      result: { passed: 1, failed: 1, skipped: 0 },
      code: 1,
    });
    expect(lines.join("")).toContain("no answer");
  });

  test("get two more tries on a build machine, and are named when they needed them", async () => {
    vi.stubEnv("CI", "true");
    let tries = 0;
    const late = scenario(() => (++tries < 3 ? Promise.reject(new Error("late")) : Promise.resolve()));
    expect(await outcome(() => Promise.resolve([late]))).toEqual({
      result: { passed: 1, failed: 0, skipped: 0 },
      code: 0,
    });
    expect(lines.filter((line) => line === "unsteady: a scenario\n")).toHaveLength(1);
    vi.unstubAllEnvs();
  });

  test("are skipped when the toolchain is missing, with the reason", async () => {
    const error = new EngineError("ENGINE_TOOLCHAIN_MISSING", "needs Go");
    expect(await outcome(() => Promise.reject(error))).toEqual({
      result: { passed: 0, failed: 0, skipped: 1, reason: "[ENGINE_TOOLCHAIN_MISSING] needs Go" },
      code: 0,
    });
  });

  test("fail when an engine cannot be prepared for any other reason", async () => {
    const { result, code } = await outcome(() => Promise.reject(new Error("the disk is full")));
    expect(result).toMatchObject({ failed: 1, reason: "the disk is full" });
    expect(code).toBe(1);
  });
});
