import type { NodeLink } from "../node-link.ts";

/** Keeps the process alive while somebody waits for something of the engine; a node alone does not. */
export class KeepAlive {
  readonly #link: NodeLink;
  #waiting = 0;

  constructor(link: NodeLink) {
    this.#link = link;
  }

  hold(): void {
    if (this.#waiting++ === 0) this.#link.keepAlive?.(true);
  }

  release(): void {
    if (--this.#waiting === 0) this.#link.keepAlive?.(false);
  }
}
