import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checkDocs, findPages, formatProblem, repositoryRoot } from "./index.ts";

/** Checks the pages named, or all; prints what is wrong and writes the counts for `npm test`. */
async function main(named: readonly string[]): Promise<number> {
  const root = repositoryRoot();
  const here = join(root, "tooling", "doc-checks");
  const pages = named.length > 0 ? named : await findPages(root);
  const checks = await inFolder(join(here, ".cache"), (folder) => checkDocs({ root, pages, folder }));
  for (const { problems } of checks)
    for (const problem of problems) process.stderr.write(`${formatProblem(problem)}\n`);

  const failed = checks.filter(({ problems }) => problems.length > 0).length;
  const counts = { passed: checks.length - failed, failed, skipped: 0 };
  await mkdir(join(here, ".results"), { recursive: true });
  await writeFile(join(here, ".results", "doc-checks.json"), JSON.stringify(counts));
  process.stdout.write(
    `${pages.length} pages: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`,
  );
  return failed === 0 ? 0 : 1;
}

/** Every run has a folder of its own, so that two at once do not take each other's files away. */
async function inFolder<Result>(parent: string, use: (folder: string) => Promise<Result>): Promise<Result> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "pages-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
