/**
 * - `passed` · `failed` · `skipped`: what became of the test
 * - `inverted`: a `test.fails` whose body failed, as it should
 * - `typed`: a line of a type test; the compiler checks it, nothing can skip it
 */
export type CitationState = "passed" | "failed" | "skipped" | "inverted" | "typed";

/** One mention of a requirement by a test. */
export interface Citation {
  readonly id: string;
  /** File and title, or file and line. */
  readonly where: string;
  readonly state: CitationState;
}

const id = String.raw`[A-Z][A-Z0-9]*-\d+`;
const brackets = new RegExp(String.raw`\[\s*(${id}(?:\s*,\s*${id})*)\s*\]`, "g");

/** The ids that a title or comment cites: `[SEED-07]`, or several as `[SEED-07, DEV-02]`. */
export function citedIds(text: string): string[] {
  return [...text.matchAll(brackets)].flatMap((match) => (match[1] ?? "").split(",").map((part) => part.trim()));
}
