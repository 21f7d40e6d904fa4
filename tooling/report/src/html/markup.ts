/** Text that is markup already. Only {@link markup} makes it, so nothing unescaped can get into a page. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template: markup stays, lists are joined, all else is escaped; `undefined` and `false` vanish. */
export type MarkupPart = Markup | string | number | undefined | false | readonly MarkupPart[];

/** Template tag that escapes what it is given, for content and for quoted attributes alike. */
export function markup(strings: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  return new Markup(strings.reduce((text, piece, index) => text + render(parts[index - 1]) + piece));
}

function render(part: MarkupPart): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Markup) return part.toString();
  if (typeof part === "object") return part.map(render).join("");
  return escape(String(part));
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes text; control characters that no HTML file may hold become `�`. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[&<>"']/g, (character) => escapes[character]!)
    .replaceAll(/[^\P{Cc}\t\n\r]/gu, "�");
}
