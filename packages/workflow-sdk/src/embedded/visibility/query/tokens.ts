import { queryError } from "./query-error.ts";
import type { Placed } from "./syntax.ts";

export type Token = Placed &
  (
    | { readonly kind: "word"; readonly text: string }
    /** A name in back-ticks; never a keyword. */
    | { readonly kind: "name"; readonly text: string }
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "number"; readonly text: string }
    | { readonly kind: "symbol"; readonly text: string }
    | { readonly kind: "end"; readonly text: "" }
  );

const blank = /\s+/y;
const patterns = [
  ["word", /[A-Za-z_][A-Za-z0-9_.]*/y],
  ["number", /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ["symbol", /<>|<=|>=|!=|&&|\|\||[=<>(),+\-*;]/y],
] as const;

/** Cuts a query into its words. The last one is of kind `end`. */
export function tokenize(query: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = skipBlank(query, 0); at < query.length; at = skipBlank(query, at)) {
    const position = at + 1;
    const quote = query[at];
    if (quote === "'" || quote === '"' || quote === "`") {
      const { text, end } = quoted(query, at, quote);
      tokens.push({ kind: quote === "`" ? "name" : "text", text, position });
      at = end;
    } else {
      const token = plain(query, at);
      if (token === undefined) throw queryError("malformed SQL query", `syntax error near '${quote}'`, position);
      tokens.push(token);
      at += token.text.length;
    }
  }
  tokens.push({ kind: "end", text: "", position: query.length + 1 });
  return tokens;
}

function skipBlank(query: string, at: number): number {
  blank.lastIndex = at;
  return blank.test(query) ? blank.lastIndex : at;
}

function plain(query: string, at: number): Token | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const text = pattern.exec(query)?.[0];
    if (text !== undefined) return { kind, text, position: at + 1 };
  }
  return undefined;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "0": "\0", b: "\b", Z: "\u{1a}" };

/** The text between quotes. A doubled quote stands for itself, and so does what follows a backslash. */
function quoted(query: string, start: number, quote: string): { readonly text: string; readonly end: number } {
  let text = "";
  for (let at = start + 1; at < query.length; at++) {
    const character = query[at] as string;
    if (character === "\\" && quote !== "`" && at + 1 < query.length) {
      at += 1;
      const next = query[at] as string;
      text += escapes[next] ?? next;
    } else if (character !== quote) text += character;
    else if (query[at + 1] === quote) {
      text += quote;
      at += 1;
    } else return { text, end: at + 1 };
  }
  throw queryError("malformed SQL query", `the quote ${quote} is never closed, it opens`, start + 1);
}
