import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";

/** The names that files import, by the subpath of the package that they import them from, such as `client`. */
export type ImportedNames = ReadonlyMap<string, ReadonlySet<string>>;

export interface TestedNames {
  /** By tests, and by the code that tests run. */
  readonly values: ImportedNames;
  /** The same, and by type tests, which are compiled alone. */
  readonly types: ImportedNames;
}

export async function testedNames(folder: string): Promise<TestedNames> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".ts"));
  const run = files.filter((file) => !file.endsWith(".test-d.ts"));
  return { values: await importedNames(folder, run), types: await importedNames(folder, files) };
}

async function importedNames(folder: string, files: readonly string[]): Promise<ImportedNames> {
  const imported = new Map<string, Set<string>>();
  for (const file of files) {
    const text = await readFile(path.join(folder, file), "utf8");
    for (const [subpath, name] of importsOf(ts.createSourceFile(file, text, ts.ScriptTarget.ES2023)))
      imported.set(subpath, (imported.get(subpath) ?? new Set()).add(name));
  }
  return imported;
}

function importsOf(source: ts.SourceFile): readonly (readonly [subpath: string, name: string])[] {
  return source.statements.filter(ts.isImportDeclaration).flatMap(({ importClause, moduleSpecifier }) => {
    const bindings = importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings) || !ts.isStringLiteral(moduleSpecifier)) return [];
    const subpath = subpathOf(moduleSpecifier.text);
    if (subpath === undefined) return [];
    return bindings.elements.map(({ name, propertyName }) => [subpath, (propertyName ?? name).text] as const);
  });
}

/** Tests import the file behind a subpath; code of the official kind imports the subpath itself. */
function subpathOf(specifier: string): string | undefined {
  return /(?:^@millrace\/workflow-sdk\/|\/src\/)(\w+?)(?:-face\.ts)?$/.exec(specifier)?.[1];
}
