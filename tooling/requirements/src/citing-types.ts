import { join } from "node:path";
import { runChild } from "./child.ts";
import type { TypeCitation } from "./type-tests.ts";

const errorLine = /^(.+?)\((\d+),\d+\): error TS/;

/** Type-checks a package and gives those of the citations whose lines have an error. */
export async function failingTypeCitations(
  packageFolder: string,
  citations: readonly TypeCitation[],
  limitMs: number,
): Promise<TypeCitation[]> {
  const tsc = join(packageFolder, "../../node_modules/.bin/tsc");
  const { output } = await runChild(tsc, ["--noEmit", "--pretty", "false"], packageFolder, limitMs);
  const errors = output.split("\n").flatMap((text) => {
    const [, file, line] = errorLine.exec(text) ?? [];
    return file === undefined ? [] : [{ file, line: Number(line) }];
  });
  return citations.filter((citation) =>
    errors.some(({ file, line }) => file === citation.file && line >= citation.line && line <= citation.lastLine),
  );
}
