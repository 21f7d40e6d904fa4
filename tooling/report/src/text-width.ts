import { stripVTControlCharacters } from "node:util";

/** Everything that would move the cursor, break the line or reverse the direction of the text after it. */
const unsafe = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** Text on one line without escape sequences, control characters or direction overrides. */
export function oneLine(text: string): string {
  return plainAscii.test(text) ? text : stripVTControlCharacters(text).replaceAll(unsafe, " ");
}

/** The lines of a text, each as {@link oneLine} gives it; a line break at the end makes no line of its own. */
export function linesOf(text: string): string[] {
  return text
    .replace(/\r?\n$/, "")
    .split(/\r?\n/)
    .map(oneLine);
}

const plainAscii = /^[\x20-\x7e]*$/;
const zeroWidth = /^[\p{M}\p{Cf}\p{Cc}]$/u;
/** Blocks that terminals draw two columns wide: Hangul, CJK, kana, full-width forms. */
const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}])$/u;

/** Columns that a terminal gives to one line of text; escape sequences take none. */
export function displayWidth(text: string): number {
  if (plainAscii.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes(stripVTControlCharacters(text))) width += graphemeWidth(segment);
  return width;
}

/** Cuts plain text (no escape sequences) to `width` columns; what is cut shows as `…`. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width <= 0) return "";
  let kept = "";
  let used = 0;
  for (const { segment } of graphemes(text)) {
    used += graphemeWidth(segment);
    if (used > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** Fills up with spaces to `width` columns: behind the text, or before it. */
export function pad(text: string, width: number, align: "start" | "end" = "start"): string {
  const spaces = " ".repeat(Math.max(0, width - displayWidth(text)));
  return align === "start" ? text + spaces : spaces + text;
}

function graphemeWidth(grapheme: string): number {
  if (grapheme.includes("\ufe0f")) return 2;
  let width = 0;
  for (const character of grapheme) {
    width = Math.max(width, zeroWidth.test(character) ? 0 : wide.test(character) ? 2 : 1);
  }
  return width;
}

let segmenter: Intl.Segmenter | undefined;

/** Made at the first need: it costs milliseconds that most programs never spend. */
function graphemes(text: string): Iterable<{ readonly segment: string }> {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return segmenter.segment(text);
}
