import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse } from "yaml";

const folder = join(import.meta.dirname, "corpus");

/** What dora's own command said to a case. */
export interface Verdict {
  readonly name: string;
  readonly accepted: boolean;
  /** The line that says why, without colours; of an accepted one, its first type warning or `""`. */
  readonly says: string;
}

export interface Case {
  /** `fields: unknown root field` */
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly strictTypes: boolean;
}

/** The dataflows of `corpus/*.yml`. */
export async function readCases(): Promise<readonly Case[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".yml")).toSorted();
  const found = names.map(async (name) => {
    const cases = parse(await readFile(join(folder, name), "utf8")) as Record<string, string | Record<string, string>>;
    return Object.entries(cases).map(([title, content]): Case => {
      const { args, ...files } = typeof content === "string" ? { args: "", "dataflow.yml": content } : content;
      return { name: `${name.replace(".yml", "")}: ${title}`, files, strictTypes: args === "--strict-types" };
    });
  });
  return (await Promise.all(found)).flat();
}

export const verdictsFile: string = join(folder, "verdicts.jsonl");

export async function readVerdicts(): Promise<readonly Verdict[]> {
  const lines = (await readFile(verdictsFile, "utf8")).trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Verdict);
}

/** What dora's own command drew of a case, as lines of Mermaid. */
export interface Drawing {
  readonly name: string;
  readonly lines: readonly string[];
}

export const graphsFile: string = join(folder, "graphs.jsonl");

export async function readDrawings(): Promise<readonly Drawing[]> {
  const lines = (await readFile(graphsFile, "utf8")).trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Drawing);
}

/** Calls `use` with a folder that holds the files of a case, and removes it. */
export async function withFiles<T>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const place = await mkdtemp(join(tmpdir(), "millrace-dataflow-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(place, name)), { recursive: true });
      await writeFile(join(place, name), text);
    }
    return await use(place);
  } finally {
    await rm(place, { recursive: true });
  }
}
