/**
 * Splits a text into words as a POSIX shell does: quotes and backslashes group, `#` at the start of a word begins a
 * comment, nothing is expanded. `undefined` when a quote is not closed.
 */
export function shellWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (/\s/u.test(letter)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (letter === "#" && word === undefined) {
      const end = text.indexOf("\n", at);
      at = end < 0 ? text.length : end;
    } else if (letter === "\\") {
      at++;
      if (at >= text.length) return undefined;
      if (text[at] !== "\n") word = (word ?? "") + text[at];
    } else if (letter === "'" || letter === '"') {
      const quoted = letter === "'" ? single(text, at + 1) : double(text, at + 1);
      if (quoted === undefined) return undefined;
      word = (word ?? "") + quoted.text;
      at = quoted.end;
    } else word = (word ?? "") + letter;
  }
  return word === undefined ? words : [...words, word];
}

interface Quoted {
  readonly text: string;
  /** Where the closing quote is. */
  readonly end: number;
}

function single(text: string, start: number): Quoted | undefined {
  const end = text.indexOf("'", start);
  return end < 0 ? undefined : { text: text.slice(start, end), end };
}

function double(text: string, start: number): Quoted | undefined {
  let found = "";
  for (let at = start; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (letter === '"') return { text: found, end: at };
    if (letter !== "\\") found += letter;
    else {
      const next = text[++at] ?? "";
      if (next !== "\n") found += '$`"\\'.includes(next) ? next : `\\${next}`;
    }
  }
  return undefined;
}
