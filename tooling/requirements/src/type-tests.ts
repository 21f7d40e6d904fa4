import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { citedIds, type Citation } from "./citation.ts";

/** A comment of a `*.test-d.ts` file that cites ids, with the lines that it speaks for. */
export interface TypeCitation {
  readonly id: string;
  /** Relative to the package. */
  readonly file: string;
  /** 1-based line of the comment. */
  readonly line: number;
  /** Last line before the next citing comment, or the file's last. */
  readonly lastLine: number;
}

const comment = /(?:^|\s)\/\/(.*)$/;

/** The citations in the type tests of a package: `// [SEED-12]` in a `*.test-d.ts` file below `test`. */
export function readTypeCitations(packageFolder: string): TypeCitation[] {
  const files = globSync("test/**/*.test-d.ts", { cwd: packageFolder }).toSorted();
  return files.flatMap((file) => citationsIn(file, readFileSync(join(packageFolder, file), "utf8")));
}

function citationsIn(file: string, source: string): TypeCitation[] {
  const lines = source.split("\n");
  const citing = lines.flatMap((text, index) => {
    const ids = citedIds(comment.exec(text)?.[1] ?? "");
    return ids.length === 0 ? [] : [{ line: index + 1, ids }];
  });
  return citing.flatMap(({ line, ids }, index) => {
    const lastLine = (citing[index + 1]?.line ?? lines.length + 1) - 1;
    return ids.map((id) => ({ id, file, line, lastLine }));
  });
}

export const asCitation = ({ id, file, line }: TypeCitation): Citation => ({
  id,
  where: `${file}:${line}`,
  state: "typed",
});
