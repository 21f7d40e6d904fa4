import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Example } from "./example.ts";
import type { Block } from "./page.ts";
import { dependenciesOf, packageOf, publishedPackages } from "./workspace.ts";

/** An example in a file that the compiler and Node can read. */
export interface WrittenExample extends Example {
  readonly path: string;
}

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
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(compilerSettings(root, folder), undefined, 2));
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
      const path = join(pageFolder, marks.file ?? `line-${line}.ts`);
      if (marks.file === undefined && example.kind !== "fragment") await writeFile(path, `${code}\n`);
      written.push({ ...example, path });
    }
  }
  return written;
}

/** The repository's own settings, but for what is about libraries and not about users of them. */
function compilerSettings(root: string, folder: string): object {
  return {
    extends: relative(folder, join(root, "tsconfig.base.json")).replaceAll("\\", "/"),
    compilerOptions: {
      // A block without imports is a module as well, and knows nothing of the others.
      moduleDetection: "force",
      // A page may name what it does not use, and export without spelling out the type.
      noUnusedLocals: false,
      noUnusedParameters: false,
      declaration: false,
      isolatedDeclarations: false,
    },
    include: ["*/*/*.ts", "*/*/*.mts"],
  };
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
