import { PipelineError } from "./errors.ts";
import { ownCopy } from "./internal/own-copy.ts";
import { requireObject } from "./internal/require-parts.ts";

/**
 * Mutable values that stages of one run share by name; the set of names is open. Each run starts from a copy of the
 * initial values, so runs never see each other's. Lists, plain objects, Maps and Sets are copied, however deep; of
 * anything else, such as a connection, there is one for all runs.
 */
export class Variables {
  /** Nobody changes what these hold: values are copies. */
  readonly #initial: Map<string, unknown>;
  readonly #values: Map<string, unknown>;

  constructor(initial: Readonly<Record<string, unknown>> = {}) {
    requireObject(initial, "the initial values of Variables");
    this.#initial = new Map(Object.entries(initial));
    this.#values = copyOf(this.#initial);
  }

  set(name: string, value: unknown): this {
    this.#values.set(name, value);
    return this;
  }

  sets(values: Readonly<Record<string, unknown>>): this {
    for (const [name, value] of Object.entries(values)) this.#values.set(name, value);
    return this;
  }

  /** The value, else `fallback`, else `undefined`. */
  get<T = unknown>(name: string, fallback?: T): T | undefined {
    return (this.#values.has(name) ? this.#values.get(name) : fallback) as T | undefined;
  }

  /** @throws PipelineError PIPELINE_VARIABLE_UNSET when the variable has no value */
  must<T = unknown>(name: string): T {
    if (!this.#values.has(name)) {
      throw new PipelineError(
        "PIPELINE_VARIABLE_UNSET",
        `variable '${name}' has no value; set it in a stage that runs before`,
        { details: { variable: name } },
      );
    }
    return this.#values.get(name) as T;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  delete(name: string): boolean {
    return this.#values.delete(name);
  }

  /** Back to the initial values. */
  reset(): void {
    this.#values.clear();
    for (const [name, value] of copyOf(this.#initial)) this.#values.set(name, value);
  }

  get size(): number {
    return this.#values.size;
  }

  [Symbol.iterator](): IterableIterator<[string, unknown]> {
    return this.#values.entries();
  }

  /** The variables of one run: a copy of the values as they are now. */
  forRun(): Variables {
    return new Variables(Object.fromEntries(this.#values));
  }
}

const copyOf = (values: Map<string, unknown>): Map<string, unknown> => ownCopy(values) as Map<string, unknown>;
