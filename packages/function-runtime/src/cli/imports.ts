const from = /(?:^|[\s;])(?:import|export)\s[^"'`;]*?from\s*["']([^"'\n]+)["']/g;
const bare = /(?:^|[\s;])import\s*["']([^"'\n]+)["']/g;
const dynamic = /\bimport\s*\(\s*["']([^"'\n]+)["']\s*\)/g;
const comments = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;

/** What code imports, as it is written there; imports of types alone are not counted. */
export function importsOf(code: string): string[] {
  const plain = code.replaceAll(comments, "");
  const found = [from, bare, dynamic].flatMap((pattern) =>
    [...plain.matchAll(pattern)].filter(([text]) => !/^\s*;?\s*(import|export)\s+type\s/.test(text)),
  );
  return [...new Set(found.map(([, name = ""]) => name))];
}

/** The package that an import is of; absent for files, Node's own modules and addresses. */
export function packageOf(specifier: string): string | undefined {
  return /^(@[^/:]+\/[^/:]+|[^./@#:][^/:]*)(?:\/[^:]*)?$/.exec(specifier)?.[1];
}
