import { EngineError } from "./engine-error.ts";
import { onBuildMachine } from "./env.ts";
import { print } from "./print.ts";

/** What a scenario is worth. A judge with cases of its own counts each of them. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A scenario passes unless it throws; what it returns, if anything, is counted in its place. */
export interface Scenario {
  readonly name: string;
  readonly run: () => Promise<Counts | void>;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A build machine is shared: what it interrupted is tried twice more, and said to be unsteady when it passes then. */
const runOne = async (scenario: Scenario): Promise<Counts> => {
  let counts = await tryOne(scenario);
  for (let tries = 1; counts.failed > 0 && onBuildMachine() && tries < 3; tries += 1) {
    counts = await tryOne(scenario);
    if (counts.failed === 0) print(`unsteady: ${scenario.name}`);
  }
  return counts;
};

const tryOne = async ({ name, run }: Scenario): Promise<Counts> => {
  const began = performance.now();
  const time = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  try {
    const counts = (await run()) ?? { passed: 1, failed: 0, skipped: 0 };
    const cases = counts.passed + counts.failed + counts.skipped;
    print(`  ${counts.failed === 0 ? "✓" : "✗"} ${name}${cases === 1 ? "" : `, ${cases} cases`} (${time()})`);
    return counts;
  } catch (error) {
    print(`  ✗ ${name} (${time()})\n    ${reasonOf(error).replaceAll("\n", "\n    ")}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
};

/**
 * Runs the scenarios of an engine one after the other and prints the result as the last line, as `npm run interop`
 * wants it. A toolchain that is missing skips all; every other failure to prepare is one failure.
 *
 * @param prepare brings the engine and gives its scenarios
 */
export const runScenarios = async (prepare: () => Promise<readonly Scenario[]>): Promise<void> => {
  let total: Counts = { passed: 0, failed: 0, skipped: 0 };
  let reason: string | undefined;
  try {
    for (const scenario of await prepare()) {
      const { passed, failed, skipped } = await runOne(scenario);
      total = { passed: total.passed + passed, failed: total.failed + failed, skipped: total.skipped + skipped };
    }
  } catch (error) {
    reason = reasonOf(error);
    const missing = error instanceof EngineError && error.code === "ENGINE_TOOLCHAIN_MISSING";
    if (!missing) print(`  ✗ ${reason}`);
    total = missing ? { ...total, skipped: total.skipped + 1 } : { ...total, failed: total.failed + 1 };
  }
  print(JSON.stringify({ ...total, ...(reason === undefined ? {} : { reason }) }));
  process.exitCode = total.failed === 0 ? 0 : 1;
};
