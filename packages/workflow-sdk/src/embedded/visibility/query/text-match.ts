/** Words of a text: letters and digits, without case and accents. */
function wordsOf(text: string): readonly string[] {
  const plain = text
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * A test for texts that contain one of the words of `query`. What is one word for the query, like `e-mail`, may be
 * several of the text, one behind the other.
 */
export function textMatcher(query: string): (text: string) => boolean {
  const phrases = query
    .split(/\s+/)
    .map(wordsOf)
    .filter(({ length }) => length > 0);
  return (text) => {
    const words = wordsOf(text);
    return phrases.some((phrase) => words.some((_, at) => phrase.every((word, index) => words[at + index] === word)));
  };
}
