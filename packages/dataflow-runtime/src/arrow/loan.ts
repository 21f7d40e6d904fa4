/** The hold on memory that a value borrows from its engine: given back once, when the last holder lets go. */
export class Loan {
  #holders = 1;
  #giveBack: (() => void) | undefined;

  constructor(giveBack: () => void) {
    this.#giveBack = giveBack;
  }

  get ended(): boolean {
    return this.#giveBack === undefined;
  }

  retain(): void {
    if (this.#giveBack !== undefined) this.#holders += 1;
  }

  release(): void {
    this.#holders -= 1;
    if (this.#holders <= 0) this.end();
  }

  /** Gives the memory back whoever still holds it: nobody can reach the value any more. */
  end(): void {
    const giveBack = this.#giveBack;
    this.#giveBack = undefined;
    giveBack?.();
  }
}

const forgotten = new FinalizationRegistry<Loan>((loan) => loan.end());
const keptByViews = new WeakMap<object, object>();

/** Ends the loan when `value` is collected. */
export function endWhenForgotten(value: object, loan: Loan): void {
  forgotten.register(value, loan);
}

/** A view of borrowed memory keeps the value alive, else a collection would give back what is still looked at. */
export function keepWhileViewed(view: object, value: object): void {
  keptByViews.set(view, value);
}
