import type { Exchange } from "./exchange.ts";

/** The requests whose answer is not over: a list through themselves, because a set costs each request several times that. */
export class OpenExchanges {
  #last: Exchange | undefined;

  add(exchange: Exchange): void {
    const before = this.#last;
    if (before !== undefined) before.next = exchange;
    exchange.previous = before;
    this.#last = exchange;
  }

  /** Once for each that was added. */
  delete(exchange: Exchange): void {
    const { previous, next } = exchange;
    if (previous !== undefined) previous.next = next;
    if (next === undefined) this.#last = previous;
    else next.previous = previous;
    // An old one that is still referred to shall not keep its neighbours.
    exchange.previous = undefined;
    exchange.next = undefined;
  }

  all(): readonly Exchange[] {
    const all: Exchange[] = [];
    for (let exchange = this.#last; exchange !== undefined; exchange = exchange.previous) all.push(exchange);
    return all;
  }
}
