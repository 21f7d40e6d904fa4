import { readFileSync } from "node:fs";
import { isAbsolute, join, normalize } from "node:path";

/** A way to break the behaviour behind one requirement. */
export interface Mutation {
  /** The requirement whose tests must notice. */
  readonly id: string;
  /** Source file, relative to the package. */
  readonly file: string;
  /** Text that occurs exactly once in the file. */
  readonly find: string;
  /** What takes its place. */
  readonly replace: string;
  /** What the mutated code does wrong. */
  readonly why: string;
}

export interface Mutations {
  readonly mutations: readonly Mutation[];
  readonly problems: readonly string[];
}

const keys = ["id", "file", "find", "replace", "why"] as const;

/**
 * Reads a JSON array of mutations and checks every row against the manifest's ids and the sources of the package, also
 * those that no draw picks: a row that no longer applies is a problem at once.
 */
export function readMutations(json: string, packageFolder: string, known: ReadonlySet<string>): Mutations {
  const rows: unknown = JSON.parse(json);
  if (!Array.isArray(rows)) return { mutations: [], problems: ["mutations.json is not an array of rows"] };
  const mutations: Mutation[] = [];
  const problems: string[] = [];
  for (const [index, row] of (rows as readonly unknown[]).entries()) {
    const problem = rowProblem(row, packageFolder, known);
    if (problem === undefined) mutations.push(row as Mutation);
    else problems.push(`row ${index + 1}: ${problem}`);
  }
  return { mutations, problems };
}

function rowProblem(row: unknown, packageFolder: string, known: ReadonlySet<string>): string | undefined {
  if (!isMutation(row)) return `it needs exactly the texts ${keys.join(", ")}; only 'replace' may be empty`;
  if (!known.has(row.id)) return `${row.id} is not in the manifest`;
  if (isAbsolute(row.file) || normalize(row.file).startsWith("..")) return `'${row.file}' is not inside the package`;
  if (row.find === row.replace) return `${row.id}: 'find' and 'replace' are the same`;
  const source = readIfThere(join(packageFolder, row.file));
  if (source === undefined) return `${row.id}: there is no file '${row.file}'`;
  const times = source.split(row.find).length - 1;
  return times === 1 ? undefined : `${row.id}: 'find' occurs ${times} times in '${row.file}', not once`;
}

function isMutation(row: unknown): row is Mutation {
  if (typeof row !== "object" || row === null || Object.keys(row).length !== keys.length) return false;
  return keys.every((key) => {
    const value = (row as Record<string, unknown>)[key];
    return typeof value === "string" && (key === "replace" || value !== "");
  });
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Draws up to `count` mutations of different ids; the same seed draws the same ones. */
export function draw(mutations: readonly Mutation[], seed: number, count: number): Mutation[] {
  const random = mulberry32(seed);
  const rest = [...mutations];
  const drawn = new Map<string, Mutation>();
  while (rest.length > 0 && drawn.size < count) {
    const [mutation] = rest.splice(Math.floor(random() * rest.length), 1);
    if (mutation !== undefined && !drawn.has(mutation.id)) drawn.set(mutation.id, mutation);
  }
  return [...drawn.values()];
}

/** A small generator of numbers in [0, 1), so that a seed means the same on every machine. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
