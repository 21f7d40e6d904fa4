import { escapePattern } from "./escape-pattern.ts";

/** Line of an example's code, from 0, and the line of output that it promises. */
interface Promised {
  readonly line: number;
  readonly text: string;
}

/** A promise that was not kept. */
export interface BrokenPromise {
  /** Line of the code or of the output block, from 0. */
  readonly line: number;
  readonly message: string;
}

/** The lines promised by `// → text` comments. */
function promisesIn(code: string): Promised[] {
  return code.split("\n").flatMap((text, line) => {
    const promised = /\/\/ → ?(.*)$/.exec(text)?.[1];
    return promised === undefined ? [] : [{ line, text: promised.trimEnd() }];
  });
}

/** The promised lines are printed in their order; other lines may come between them. */
export function checkArrows(code: string, printed: string): BrokenPromise[] {
  const lines = printedLines(printed);
  let next = 0;
  for (const { line, text } of promisesIn(code)) {
    const found = lines.findIndex((printedLine, index) => index >= next && matches(text, printedLine));
    if (found < 0)
      return [{ line, message: `'${text}' is not printed; printed from there on:\n${lines.slice(next).join("\n")}` }];
    next = found + 1;
  }
  return [];
}

/** The output is the block's text, line by line; a line of `…` alone stands for any number of lines. */
export function checkOutput(expected: string, printed: string): BrokenPromise[] {
  const lines = printedLines(printed);
  let next = 0;
  let skipping = false;
  for (const [line, text] of printedLines(expected).entries()) {
    if (text === "…") {
      skipping = true;
      continue;
    }
    while (skipping && next < lines.length && !matches(text, lines[next]!)) next++;
    skipping = false;
    const found = lines[next++];
    if (found === undefined) return [{ line, message: `'${text}' is not printed` }];
    if (!matches(text, found)) return [{ line, message: `printed is '${found}', not '${text}'` }];
  }
  const extra = lines[next];
  return skipping || extra === undefined
    ? []
    : [{ line: printedLines(expected).length - 1, message: `printed after it is '${extra}'` }];
}

/** `…` in a line stands for any text: a duration, a path. */
function matches(expected: string, printed: string): boolean {
  const pattern = expected.split("…").map((part) => escapePattern(part));
  return new RegExp(`^${pattern.join(".*")}$`).test(printed);
}

function printedLines(text: string): string[] {
  const trimmed = text.trimEnd();
  return trimmed === "" ? [] : trimmed.split(/\r?\n/).map((line) => line.trimEnd());
}
