import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";

/** The names that the tests in `folder` import, by the name of the file that they import them from. */
export async function importedNames(folder: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const imported = new Map<string, Set<string>>();
  const tests = (await readdir(folder)).filter((file) => file.endsWith(".test.ts"));
  for (const test of tests) {
    const text = await readFile(path.join(folder, test), "utf8");
    for (const [file, name] of importsOf(ts.createSourceFile(test, text, ts.ScriptTarget.ES2023)))
      imported.set(file, (imported.get(file) ?? new Set()).add(name));
  }
  return imported;
}

function importsOf(source: ts.SourceFile): readonly (readonly [file: string, name: string])[] {
  return source.statements.filter(ts.isImportDeclaration).flatMap(({ importClause, moduleSpecifier }) => {
    const bindings = importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings) || !ts.isStringLiteral(moduleSpecifier)) return [];
    const file = path.basename(moduleSpecifier.text);
    return bindings.elements.map(({ name, propertyName }) => [file, (propertyName ?? name).text] as const);
  });
}
