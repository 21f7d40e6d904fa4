type Method = (...args: unknown[]) => unknown;

/** A replaced method of an object that the whole process shares; in place as long as somebody uses it. */
export class MethodPatch {
  readonly #target: object;
  readonly #key: string;
  readonly #wrap: (original: Method) => Method;
  #before: PropertyDescriptor | undefined;
  #wrapper: Method | undefined;
  #users = 0;

  /** @param wrap makes the replacement; it passes on to the original whatever does not concern it. */
  constructor(target: object, key: string, wrap: (original: Method) => Method) {
    this.#target = target;
    this.#key = key;
    this.#wrap = wrap;
  }

  acquire(): void {
    if (this.#users++ > 0 || this.#current === this.#wrapper) return;
    this.#before = Object.getOwnPropertyDescriptor(this.#target, this.#key);
    this.#wrapper = this.#wrap(this.#current as Method);
    Object.defineProperty(this.#target, this.#key, {
      value: this.#wrapper,
      writable: true,
      configurable: true,
      enumerable: this.#before?.enumerable ?? true,
    });
  }

  /** Puts back what was there, unless somebody else has patched on top: then the replacement stays and passes all on. */
  release(): void {
    if (--this.#users > 0 || this.#current !== this.#wrapper) return;
    if (this.#before === undefined) Reflect.deleteProperty(this.#target, this.#key);
    else Object.defineProperty(this.#target, this.#key, this.#before);
    this.#wrapper = undefined;
  }

  get #current(): unknown {
    return (this.#target as Readonly<Record<string, unknown>>)[this.#key];
  }
}
