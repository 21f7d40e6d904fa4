import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Example } from "./example.ts";
import type { Block } from "./page.ts";
import { dependenciesOf, packageOf, publishedPackages } from "./workspace.ts";

/** An example in a file that the compiler and Node can read. */
export interface WrittenExample extends Example {
  readonly path: string;
  /** Lines in the file before the example's own. */
  readonly addedLines: number;
}

/** The compiler's settings, by the names of their files in the project's folder. */
export const programSettings = "tsconfig.json";
export const fragmentSettings = "tsconfig.fragments.json";

const fragments = "*/*/fragment-*.ts";

/** Tells the compiler to parse a file and to look no further. */
const parseOnly = "// @ts-nocheck\n";

/** A page's blocks on their way into the project. */
export interface PageOfProject {
  readonly file: string;
  readonly examples: readonly Example[];
  readonly files: readonly Block[];
}

/**
 * Writes the blocks of the pages into a project of their own: a folder per package with what that package can import,
 * all published packages, and below it a folder per page. It does not lie under `node_modules`, where Node strips no
 * types.
 */
export async function writeProject(
  root: string,
  folder: string,
  pages: readonly PageOfProject[],
): Promise<WrittenExample[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const base = relative(folder, join(root, "tsconfig.base.json")).replaceAll("\\", "/");
  await writeFile(join(folder, programSettings), JSON.stringify(settingsOfPrograms(base), undefined, 2));
  await writeFile(join(folder, fragmentSettings), JSON.stringify(settingsOfFragments(base), undefined, 2));
  const linked = new Set<string>();
  const written: WrittenExample[] = [];
  for (const { file, examples, files } of pages) {
    const group = join(folder, packageOf(root, file)?.folder.replaceAll("/", "-") ?? "root");
    if (!linked.has(group)) await linkPackages(root, group, file);
    linked.add(group);
    const pageFolder = join(group, file.replaceAll("/", "-").replace(/\.md$/, ""));
    await mkdir(pageFolder, { recursive: true });
    for (const { marks, code } of files) await writeFile(join(pageFolder, marks.file!), `${code}\n`);
    for (const example of examples) {
      const { marks, code, line } = example.block;
      const path = join(pageFolder, marks.file ?? `${example.kind === "fragment" ? "fragment" : "line"}-${line}.ts`);
      const head = example.kind === "fragment" ? parseOnly : "";
      if (marks.file === undefined) await writeFile(path, `${head}${code}\n`);
      written.push({ ...example, path, addedLines: head === "" ? 0 : 1 });
    }
  }
  return written;
}

/** What is about libraries, and not about users of them, is left out of the repository's settings. */
const forUsers = {
  // A block without imports is a module as well, and knows nothing of the others.
  moduleDetection: "force",
  // A page may name what it does not use, and export without spelling out the type.
  noUnusedLocals: false,
  noUnusedParameters: false,
  declaration: false,
  isolatedDeclarations: false,
};

function settingsOfPrograms(base: string): object {
  return { extends: base, compilerOptions: forUsers, include: ["*/*/*.ts", "*/*/*.mts"], exclude: [fragments] };
}

/** Fragments are parsed and no more, so that neither what they import is read nor declarations that all others have. */
function settingsOfFragments(base: string): object {
  const compilerOptions = { ...forUsers, noResolve: true, types: [] };
  return { extends: base, compilerOptions, files: [], include: [fragments] };
}

async function linkPackages(root: string, group: string, file: string): Promise<void> {
  const owner = packageOf(root, file);
  const links = owner === undefined ? new Map<string, string>() : await dependenciesOf(root, owner);
  for (const { name, folder } of [...(await publishedPackages(root)), ...(owner === undefined ? [] : [owner])]) {
    links.set(name, join(root, folder));
  }
  for (const [name, target] of links) {
    const link = join(group, "node_modules", name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(target, link, "junction");
  }
}
