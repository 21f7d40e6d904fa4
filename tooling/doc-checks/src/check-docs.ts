import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { mapConcurrent } from "@millrace/protocol";
import { examplesOf } from "./example.ts";
import { checkLinks } from "./links.ts";
import { parsePage } from "./page.ts";
import type { Check, Problem } from "./problem.ts";
import { writeProject, type WrittenExample } from "./project.ts";
import { programTimeoutMs, runProgram } from "./run-program.ts";
import { typeCheck } from "./type-check.ts";

export interface CheckDocsOptions {
  /** The repository. */
  readonly root: string;
  /** Pages, by their paths from the root with slashes. */
  readonly pages: readonly string[];
  /** Where the programs are written; emptied first. Not under a `node_modules`. */
  readonly folder: string;
  /** How long a program may take. Default 60,000. */
  readonly timeoutMs?: number;
}

/** Checks pages: their blocks, and their links to each other. */
export async function checkDocs({
  root,
  pages,
  folder,
  timeoutMs = programTimeoutMs,
}: CheckDocsOptions): Promise<Check[]> {
  const parsed = await Promise.all(
    pages.map(async (file) => parsePage(file, await readFile(join(root, file), "utf8"))),
  );
  const byFile = new Map(parsed.map((page) => [page.file, page]));
  const found = parsed.map((page) => ({ file: page.file, page, ...examplesOf(page) }));
  const examples = await writeProject(root, folder, found);
  const wrongTypes = await typeCheck(root, folder, examples);

  const ofPages = found.map(({ file, page, problems }): Check => {
    return { title: `${file} links and marks`, problems: [...problems, ...checkLinks(page, byFile, root)] };
  });
  const ofExamples: Check[] = [];
  const check = async (example: WrittenExample): Promise<Check> => ({
    title: `${example.page}:${example.block.line} ${example.kind}`,
    problems: await checkExample(example, wrongTypes, timeoutMs),
  });
  for await (const done of mapConcurrent(examples, check, { concurrency: availableParallelism() }))
    ofExamples.push(done);
  return [...ofPages, ...ofExamples, ...checkOfSources(wrongTypes, byFile)];
}

async function checkExample(
  example: WrittenExample,
  wrongTypes: readonly Problem[],
  timeoutMs: number,
): Promise<readonly Problem[]> {
  const { line, code } = example.block;
  const end = line + code.split("\n").length;
  const wrong = wrongTypes.filter(
    (problem) => problem.file === example.page && problem.line >= line && problem.line < end,
  );
  return wrong.length > 0 || example.kind !== "program" ? wrong : runProgram(example, timeoutMs);
}

/** Errors outside the pages: a package that pages import does not type-check. */
function checkOfSources(problems: readonly Problem[], pages: ReadonlyMap<string, unknown>): Check[] {
  const elsewhere = problems.filter(({ file }) => !pages.has(file));
  return elsewhere.length === 0 ? [] : [{ title: "sources that the pages import", problems: elsewhere }];
}
