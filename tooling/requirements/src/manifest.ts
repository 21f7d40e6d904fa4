/** One row of a requirements manifest. */
export interface Requirement {
  /** `PREFIX-number`, as tests cite it. */
  readonly id: string;
  /** Where the requirement comes from. */
  readonly source: string;
  /** One sentence that a test can show to be true or false. */
  readonly text: string;
  /** Why no test is demanded yet. */
  readonly later?: string;
  /** Why it does not hold yet; its tests are inverted with `test.fails`, so that they turn red when it starts to hold. */
  readonly knownFailure?: string;
}

export interface Manifest {
  readonly requirements: readonly Requirement[];
  /** What is wrong with the manifest itself. */
  readonly problems: readonly string[];
}

const idPattern = /^[A-Z][A-Z0-9]*-\d+$/;
const required = ["id", "source", "text"];
const reasons = ["later", "knownFailure"];

/** Reads a manifest: a JSON array of requirements. Rows with problems are reported, never dropped in silence. */
export function parseManifest(json: string): Manifest {
  let rows: unknown;
  try {
    rows = JSON.parse(json);
  } catch (error) {
    return { requirements: [], problems: [`the manifest is not JSON: ${(error as Error).message}`] };
  }
  if (!Array.isArray(rows)) return { requirements: [], problems: ["the manifest is not an array of rows"] };
  const requirements: Requirement[] = [];
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const [index, row] of (rows as readonly unknown[]).entries()) {
    const found = rowProblems(row);
    if (!isRecord(row) || typeof row["id"] !== "string" || !idPattern.test(row["id"])) {
      problems.push(...found.map((problem) => `row ${index + 1}: ${problem}`));
      continue;
    }
    const { id } = row;
    if (seen.has(id)) found.push("the id is taken by a row above; give this one its own");
    seen.add(id);
    problems.push(...found.map((problem) => `${id}: ${problem}`));
    if (found.length === 0) requirements.push(row as unknown as Requirement);
  }
  return { requirements, problems };
}

function rowProblems(row: unknown): string[] {
  if (!isRecord(row)) return ["it is not an object with id, source and text"];
  const problems: string[] = [];
  for (const key of required) if (!isText(row[key])) problems.push(`'${key}' must be a text`);
  if (isText(row["id"]) && !idPattern.test(row["id"])) problems.push(`'${row["id"]}' is no id; write it as SEED-07`);
  for (const key of reasons)
    if (key in row && !isText(row[key])) problems.push(`'${key}' must give its reason as a text`);
  for (const key of Object.keys(row)) {
    if (!required.includes(key) && !reasons.includes(key)) problems.push(`unknown key '${key}'`);
  }
  return problems;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";
