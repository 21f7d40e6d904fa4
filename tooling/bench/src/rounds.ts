import { type Case, Figures, type Measurement } from "./figures.ts";

/** Measures one contender of one case once. */
export type Measure = (of: Case, contender: string) => Promise<Measurement>;

/**
 * All contenders of all cases, round after round, so that what else happens on the machine meets all of them alike. A
 * contender that fails is not tried again; its message is the reason.
 *
 * @param note gets a line for every measurement
 */
export const runRounds = async (
  cases: readonly Case[],
  rounds: number,
  measure: Measure,
  note: (line: string) => void,
): Promise<Figures> => {
  const figures = new Figures();
  for (let round = 1; round <= rounds; round++) {
    for (const of of cases) {
      for (const contender of of.contenders) {
        if (figures.notRun(of, contender) !== undefined) continue;
        const measurement = await measure(of, contender).catch((error: unknown) => ({ notRun: reasonOf(error) }));
        figures.add(of, contender, measurement);
        note(`round ${round}: ${of.name}, ${contender}: ${JSON.stringify(measurement)}`);
      }
    }
  }
  return figures;
};

/** The line that names the error; of other texts the last line, which says what happened, the ones before it to whom. */
const reasonOf = (error: unknown): string => {
  const lines = String(error instanceof Error ? error.message : error)
    .trimEnd()
    .split("\n");
  const named = lines.find((line) => /^\s*\w*Error\b.*:/.test(line));
  return (named ?? lines.at(-1) ?? "").trim().slice(0, 120);
};
