import { suggest } from "@millrace/protocol";

/** What the words behind a block's language ask for. */
export interface Marks {
  /** Not a whole program: it is parsed and nothing more. */
  readonly fragment: boolean;
  /** Type-checked, not run: it needs an engine, a network, a terminal. */
  readonly noRun: boolean;
  /** What the program before it prints. */
  readonly output: boolean;
  /** Written beside the page's programs under this name, for them to import or read. */
  readonly file: string | undefined;
  /** What is wrong with the words. */
  readonly problem: string | undefined;
}

const words = ["fragment", "no-run", "output"];

/** Decorations of VitePress: `{1,3-5}`, `[title]`, `:line-numbers`, `twoslash`. */
const decoration = /\{[^}]*\}|\[[^\]]*\]|:\S+|\btwoslash\b/g;

/** Reads the words behind the language: `ts no-run`, `yaml file=pipeline.yaml`. */
export function parseMarks(meta: string): Marks {
  const found = meta
    .replaceAll(decoration, " ")
    .split(/\s+/)
    .filter((word) => word !== "");
  const file = found.find((word) => word.startsWith("file="))?.slice("file=".length);
  const unknown = found.find((word) => !words.includes(word) && !word.startsWith("file="));
  return {
    fragment: found.includes("fragment"),
    noRun: found.includes("no-run"),
    output: found.includes("output"),
    file,
    problem: problemOf(unknown, file),
  };
}

function problemOf(unknown: string | undefined, file: string | undefined): string | undefined {
  if (unknown !== undefined) {
    const nearest = suggest(unknown, words);
    return `unknown mark '${unknown}'; ${nearest === undefined ? `known: ${words.join(", ")}, file=name` : `did you mean '${nearest}'?`}`;
  }
  if (file !== undefined && !/^[\w.-]+$/.test(file)) return `'file=${file}' must be a plain file name`;
  return undefined;
}
