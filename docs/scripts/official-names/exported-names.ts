import path from "node:path";
import ts from "typescript";

/** What a module exports under one name. */
export interface ExportedName {
  readonly name: string;
  readonly isValue: boolean;
  readonly isDeprecated: boolean;
}

/** The names that each of the files exports, re-exported ones included, types as well as values. */
export function exportedNames(files: readonly string[]): ReadonlyMap<string, readonly ExportedName[]> {
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    allowImportingTsExtensions: true,
    customConditions: ["@millrace/source"],
    noEmit: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  return new Map(files.map((file) => [file, namesOf(file, program, checker)]));
}

function namesOf(file: string, program: ts.Program, checker: ts.TypeChecker): readonly ExportedName[] {
  const source = program.getSourceFile(path.resolve(file));
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${file} is no module`);
  return checker.getExportsOfModule(module).map((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const tags = new Set(target.getJsDocTags(checker).map(({ name }) => name));
    return {
      name: symbol.name,
      isValue: (target.flags & ts.SymbolFlags.Value) !== 0 && !isTypeOnly(symbol),
      isDeprecated: tags.has("deprecated"),
    };
  });
}

function isTypeOnly(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((declaration) => ts.isTypeOnlyImportOrExportDeclaration(declaration));
}
