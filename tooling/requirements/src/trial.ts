import { runCitingTests, type CitingTest } from "./citing-tests.ts";
import { failingTypeCitations } from "./citing-types.ts";
import { citedIds } from "./citation.ts";
import type { Mirror } from "./mirror.ts";
import type { Mutation } from "./mutation.ts";
import { readTypeCitations, type TypeCitation } from "./type-tests.ts";

/**
 * - `killed`: a citing test passes without the mutation and fails with it; what should be
 * - `survived`: every citing test passes with the mutation too
 * - `uncited`: no test that runs cites the id · `red`: a citing test fails without the mutation
 * - `broken`: with the mutation the citing tests do not even load
 */
export type Verdict = "killed" | "survived" | "uncited" | "red" | "broken";

export interface Outcome {
  readonly mutation: Mutation;
  readonly verdict: Verdict;
  /** Such as `2 of 3 tests`. */
  readonly detail: string;
}

/** The tests and type tests that cite one id. */
interface Citing {
  readonly tests: readonly CitingTest[];
  readonly types: readonly TypeCitation[];
}

export interface TrialOptions {
  /** Longest duration of one run of the tests; a mutation that makes them hang counts as killed. */
  readonly limitMs: number;
  readonly onOutcome: (outcome: Outcome) => void;
}

/** Applies each mutation to the mirrored package and tells whether the tests that cite its id notice. */
export async function tryMutations(
  mirror: Mirror,
  mutations: readonly Mutation[],
  { limitMs, onOutcome }: TrialOptions,
): Promise<Outcome[]> {
  const folder = mirror.packageFolder;
  const ids = mutations.map(({ id }) => id);
  const { tests, hung } = await runCitingTests(folder, ids, limitMs);
  if (hung) throw new Error(`the tests of ${folder} do not end within ${limitMs / 1000} s without any mutation`);
  const types = readTypeCitations(folder).filter(({ id }) => ids.includes(id));
  const redTypes = types.length === 0 ? [] : await failingTypeCitations(folder, types, limitMs);
  const outcomes: Outcome[] = [];
  for (const mutation of mutations) {
    const mine = ({ id }: TypeCitation): boolean => id === mutation.id;
    const citing = { tests: tests.filter(cites(mutation.id)), types: types.filter(mine) };
    const red = citing.tests.filter(({ passed }) => !passed).length + redTypes.filter(mine).length;
    const outcome = await tryMutation(mirror, mutation, citing, red, limitMs);
    outcomes.push(outcome);
    onOutcome(outcome);
  }
  return outcomes;
}

async function tryMutation(
  mirror: Mirror,
  mutation: Mutation,
  citing: Citing,
  red: number,
  limitMs: number,
): Promise<Outcome> {
  const outcome = (verdict: Verdict, detail: string): Outcome => ({ mutation, verdict, detail });
  const { tests, types } = citing;
  if (tests.length + types.length === 0) return outcome("uncited", "no test");
  if (red > 0) return outcome("red", `${red} of ${tests.length + types.length} before the mutation`);
  return mirror.whileMutated(mutation, async () => {
    if (tests.length > 0) {
      const files = [...new Set(tests.map(({ file }) => file))];
      const run = await runCitingTests(mirror.packageFolder, [mutation.id], limitMs, files);
      if (run.hung) return outcome("killed", "hung");
      if (run.tests.length === 0) return outcome("broken", run.loadError?.split("\n")[0] ?? "nothing ran");
      const failed = run.tests.filter(({ passed }) => !passed).length;
      if (failed > 0) return outcome("killed", `${failed} of ${run.tests.length} tests`);
    }
    const failed = types.length === 0 ? [] : await failingTypeCitations(mirror.packageFolder, types, limitMs);
    if (failed.length > 0) return outcome("killed", `${failed.length} of ${types.length} type tests`);
    return outcome("survived", `0 of ${tests.length + types.length} tests`);
  });
}

const cites =
  (id: string) =>
  ({ title }: CitingTest): boolean =>
    citedIds(title).includes(id);
