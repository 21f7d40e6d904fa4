const mask = "***";

/** Shorter lines of a secret with several lines are too common to be hidden. */
const shortestLine = 4;

/** Hides the values of secrets in texts. */
export class Masker {
  readonly #values = new Set<string>();
  #pattern: RegExp | undefined;
  #longest = 0;

  constructor(secrets: Iterable<string> = []) {
    for (const secret of secrets) this.add(secret);
  }

  /** A value is hidden as it is, as JSON writes it, and each of its lines alone. */
  add(secret: string): void {
    const lines = secret.split(/\r?\n/).filter((line, _, all) => all.length > 1 && line.length >= shortestLine);
    for (const text of [secret, JSON.stringify(secret).slice(1, -1), ...lines]) if (text !== "") this.#values.add(text);
    // The longest first: one value may be the beginning of another.
    const texts = [...this.#values].toSorted((a, b) => b.length - a.length);
    this.#longest = texts[0]?.length ?? 0;
    this.#pattern = texts.length === 0 ? undefined : new RegExp(texts.map(escape).join("|"), "g");
  }

  mask(text: string): string {
    return this.#pattern === undefined ? text : text.replace(this.#pattern, mask);
  }

  /** A text of which no more than this is missing at its end may have the beginning of a value there. */
  get heldBack(): number {
    return Math.max(this.#longest - 1, 0);
  }
}

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
