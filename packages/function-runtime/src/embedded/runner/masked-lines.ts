import type { Masker } from "../../masker.ts";

/** Longer lines are cut, so that a function that never ends its line does not fill the memory. */
export const longestLine: number = 64 * 1024;

/** Makes lines of text that comes in pieces, with secrets hidden however the pieces cut them. */
export class MaskedLines {
  readonly #masker: Masker;
  readonly #onLine: (line: string) => void;
  #rest = "";

  constructor(masker: Masker, onLine: (line: string) => void) {
    this.#masker = masker;
    this.#onLine = onLine;
  }

  push(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#emit(this.#masker.mask(line.endsWith("\r") ? line.slice(0, -1) : line));
    if (this.#rest.length > longestLine) this.#cut();
  }

  /** What was begun is a line too. */
  end(): void {
    const rest = this.#masker.mask(this.#rest);
    this.#rest = "";
    if (rest !== "") this.#emit(rest);
  }

  /** Gives out what is too long, but for its end, where a secret may just have begun. */
  #cut(): void {
    const masked = this.#masker.mask(this.#rest);
    const at = Math.max(masked.length - this.#masker.heldBack, 0);
    this.#rest = masked.slice(at);
    if (at > 0) this.#emit(masked.slice(0, at));
  }

  #emit(line: string): void {
    for (let at = 0; at === 0 || at < line.length; at += longestLine) this.#onLine(line.slice(at, at + longestLine));
  }
}
