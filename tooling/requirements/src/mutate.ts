import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parseManifest } from "./manifest.ts";
import { Mirror } from "./mirror.ts";
import { draw, readMutations, type Mutation } from "./mutation.ts";
import { tryMutations, type Outcome } from "./trial.ts";

const usage =
  "usage: node --conditions=@millrace/source tooling/requirements/src/mutate.ts <package> [--seed n] [--count 20]";
const limitMs = 180_000;

interface Arguments {
  readonly name: string;
  readonly seed: number;
  readonly count: number;
}

/** Breaks the behaviour behind requirements drawn by lot and demands that a test that cites each of them fails. */
async function main(args: readonly string[]): Promise<0 | 1 | 2> {
  const { name, seed, count } = readArguments(args);
  const folder = join("packages", name);
  const { requirements, problems: wrong } = parseManifest(readFileSync(join(folder, "requirements.json"), "utf8"));
  const known = new Set(requirements.map(({ id }) => id));
  const { mutations, problems } = readMutations(
    readFileSync(join(folder, "test/mutations.json"), "utf8"),
    folder,
    known,
  );
  if (wrong.length + problems.length > 0) {
    print(["cannot mutate:", ...[...wrong, ...problems].map((problem) => `  ${problem}`)].join("\n"));
    return 2;
  }
  const drawn = draw(mutations, seed, count);
  const ids = new Set(mutations.map(({ id }) => id)).size;
  print(`${name}: ${drawn.length} of ${ids} ids with a mutation, drawn with --seed ${seed}; ${known.size} ids in all`);
  const outcomes = await tryInMirror(name, drawn);
  const killed = outcomes.filter(({ verdict }) => verdict === "killed").length;
  print(`${killed} of ${outcomes.length} mutations noticed`);
  return killed === outcomes.length && killed > 0 ? 0 : 1;
}

async function tryInMirror(name: string, mutations: readonly Mutation[]): Promise<Outcome[]> {
  const mirror = new Mirror(".", name);
  try {
    return await tryMutations(mirror, mutations, { limitMs, onOutcome: (outcome) => print(row(outcome)) });
  } finally {
    mirror.remove();
  }
}

function row({ mutation: { id, file, why }, verdict, detail }: Outcome): string {
  return [verdict.padEnd(8), id.padEnd(9), detail.padEnd(18), file, why].join("  ");
}

function readArguments(args: readonly string[]): Arguments {
  const options = { seed: { type: "string" }, count: { type: "string", default: "20" } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [name = "", ...more] = positionals;
  const known = more.length === 0 && /^[\w-]+$/.test(name) && existsSync(join("packages", name, "test/mutations.json"));
  if (!known) throw new Error(`there is no packages/${name || "<package>"}/test/mutations.json here`);
  const seed = values.seed ?? String(Math.floor(Math.random() * 100_000));
  return { name, seed: whole("--seed", seed, 0), count: whole("--count", values.count, 1) };
}

function whole(option: string, text: string, least: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new Error(`${option} must be a whole number, at least ${least}, and is '${text}'`);
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
    process.exitCode = 2;
  },
);
