import type { Block, Page } from "./page.ts";
import type { Problem } from "./problem.ts";

/** A TypeScript block of a page, with what belongs to it. */
export interface Example {
  readonly page: string;
  readonly block: Block;
  /** `fragment`: parsed; `checked`: type-checked; `program`: type-checked and run. */
  readonly kind: "fragment" | "checked" | "program";
  /** The block that shows what the program prints. */
  readonly output: Block | undefined;
}

/** What a page asks to be checked. */
export interface Examples {
  readonly examples: readonly Example[];
  /** Blocks of any language that are written to files. */
  readonly files: readonly Block[];
  readonly problems: readonly Problem[];
}

const languages = ["ts", "typescript", "mts"];

export function examplesOf({ file: page, blocks }: Page): Examples {
  const examples: Example[] = [];
  const files: Block[] = [];
  const problems: Problem[] = [];
  for (const block of blocks) {
    const { language, marks, line } = block;
    const wrong = wrongAt(block, examples.at(-1), files);
    if (wrong !== undefined) problems.push({ file: page, line: line - 1, message: wrong });
    if (marks.file !== undefined) files.push(block);
    if (marks.output && wrong === undefined) examples.push({ ...examples.pop()!, output: block });
    else if (languages.includes(language)) examples.push({ page, block, kind: kindOf(block), output: undefined });
  }
  return { examples, files, problems };
}

function kindOf({ marks }: Block): Example["kind"] {
  if (marks.fragment) return "fragment";
  return marks.noRun || marks.file !== undefined ? "checked" : "program";
}

function wrongAt({ language, marks }: Block, before: Example | undefined, files: readonly Block[]): string | undefined {
  const ours = languages.includes(language) || marks.file !== undefined || language === "text";
  if (ours && marks.problem !== undefined) return marks.problem;
  if (marks.output && (before?.kind !== "program" || before.output !== undefined)) {
    return "a block marked 'output' must follow a program, one a program";
  }
  if (marks.file !== undefined && files.some((other) => other.marks.file === marks.file)) {
    return `two blocks of the page are named '${marks.file}'`;
  }
  return undefined;
}
