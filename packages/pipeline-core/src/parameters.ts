import { PipelineError } from "./errors.ts";
import { runKeys } from "./internal/check-options.ts";
import { requireName, suggestion } from "./internal/names.ts";
import { requireObject } from "./internal/require-parts.ts";
import { describeIssues, isStandardSchema, issueKey, type StandardSchema } from "@millrace/protocol";

/** The set values of {@link Parameters}, as a mapper sees them. Reading a name that has no value throws. */
export type ParameterValues<Values extends object = Record<string, unknown>> = Readonly<Values>;

/**
 * A closed set of named values that configures a run: only declared names can be set or read.
 *
 * @typeParam Values name → type of its value
 * @typeParam Given what `run()` accepts: all optional, or the input type of a schema
 */
export class Parameters<Values extends object = Record<string, unknown>, Given = Partial<Values>> {
  /** Type only: what `run()` accepts. */
  declare readonly given: Given;
  readonly #defaults: ReadonlyMap<string, unknown>;
  readonly #names: ReadonlySet<string> | undefined;
  readonly #schema: StandardSchema<unknown, unknown> | undefined;
  readonly #values: Map<string, unknown>;
  #view: ParameterValues<Values> | undefined;

  private constructor(
    names: ReadonlySet<string> | undefined,
    defaults: ReadonlyMap<string, unknown>,
    values: ReadonlyMap<string, unknown>,
    schema?: StandardSchema<unknown, unknown>,
  ) {
    this.#names = names;
    this.#defaults = defaults;
    this.#values = new Map(values);
    this.#schema = schema;
  }

  /** Declares parameters by their defaults. */
  static define<Defaults extends object = {}>(
    defaults?: Defaults & { readonly "~standard"?: never },
  ): Parameters<Defaults>;
  /** Declares names without a value, and names with a default. */
  static define<const Name extends string, Defaults extends object = {}>(
    names: readonly Name[],
    defaults?: Defaults,
  ): Parameters<{ [K in Name]: unknown } & Defaults>;
  /** The same with the types of the values: `Parameters.define<{ day: Date; limit: number }>(["day"], { limit: 10 })`. */
  static define<Values extends object>(
    names: readonly (keyof Values & string)[],
    defaults?: Partial<Values>,
  ): Parameters<Values>;
  /** Declares parameters by a schema; `run()` takes its input type and stages see its output type. */
  static define<Input, Output extends object>(schema: StandardSchema<Input, Output>): Parameters<Output, Input>;
  static define(
    first: object | readonly string[] | StandardSchema = {},
    second: object = {},
  ): Parameters<object, unknown> {
    if (isStandardSchema(first)) return new Parameters(undefined, new Map(), new Map(), first);
    if (!Array.isArray(first)) requireObject(first, "the first argument of Parameters.define");
    requireObject(second, "the defaults of Parameters.define");
    const defaults = new Map<string, unknown>(Object.entries(Array.isArray(first) ? second : first));
    const names = new Set<string>([...(Array.isArray(first) ? (first as readonly string[]) : []), ...defaults.keys()]);
    for (const name of names) requireName("parameter", name);
    return new Parameters(names, defaults, defaults);
  }

  /** The declared names; for a schema, the names that have a value. */
  get names(): readonly string[] {
    return [...(this.#names ?? this.#values.keys())];
  }

  /** Whether names are known only when the schema has been applied. */
  get open(): boolean {
    return this.#names === undefined;
  }

  /** The number of parameters that have a value. */
  get size(): number {
    return this.#values.size;
  }

  /** A live, read-only record of the values. Reading a name is {@link Parameters.read}. */
  get values(): ParameterValues<Values> {
    return (this.#view ??= new Proxy(Object.create(null) as Values, {
      get: (_target, name) =>
        typeof name === "symbol" || (isProbe(name) && !this.#values.has(name)) ? undefined : this.read(name),
      has: (_target, name) => typeof name === "string" && this.#values.has(name),
      ownKeys: () => [...this.#values.keys()],
      getOwnPropertyDescriptor: (_target, name) =>
        typeof name === "string" && this.#values.has(name)
          ? { value: this.#values.get(name), enumerable: true, configurable: true, writable: false }
          : undefined,
      set: () => false,
      defineProperty: () => false,
      deleteProperty: () => false,
    }));
  }

  /** @throws PipelineError PIPELINE_UNKNOWN_PARAMETER when `name` was not declared */
  set<K extends keyof Values & string>(name: K, value: Values[K]): this {
    this.#requireDeclared(name);
    this.#values.set(name, value);
    return this;
  }

  /** Sets several values, or none of them when one name was not declared. */
  sets(values: Partial<Values>): this {
    for (const name of Object.keys(values)) this.#requireDeclared(name);
    for (const [name, value] of Object.entries(values)) this.#values.set(name, value);
    return this;
  }

  /** The value, else `fallback`, else `undefined`. An undeclared name throws PIPELINE_UNKNOWN_PARAMETER. */
  get<K extends keyof Values & string>(name: K): Values[K] | undefined;
  get<K extends keyof Values & string, Fallback>(name: K, fallback: Fallback): Values[K] | Fallback;
  get(name: string, fallback?: unknown): unknown {
    this.#requireDeclared(name);
    return this.#values.has(name) ? this.#values.get(name) : fallback;
  }

  /** @throws PipelineError PIPELINE_PARAMETER_UNSET when the parameter has no value */
  must<K extends keyof Values & string>(name: K): Values[K] {
    this.#requireDeclared(name);
    if (!this.#values.has(name)) {
      throw new PipelineError(
        "PIPELINE_PARAMETER_UNSET",
        `parameter '${name}' has no value; pass one to run() or declare a default`,
        { details: { parameter: name } },
      );
    }
    return this.#values.get(name) as Values[K];
  }

  /** As `must`; but what a schema let pass without a value is `undefined`, as the schema's type says. */
  read(name: string): unknown {
    return this.open ? this.#values.get(name) : this.must(name as keyof Values & string);
  }

  /** Whether the parameter has a value; never throws. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** Whether the name was declared; never throws. */
  declares(name: string): boolean {
    return this.#names?.has(name) ?? this.#values.has(name);
  }

  /** Unsets the parameter. Returns whether it had a value. */
  delete(name: keyof Values & string): boolean {
    this.#requireDeclared(name);
    return this.#values.delete(name);
  }

  /** Back to the defaults; the set of names stays. */
  reset(): void {
    this.#values.clear();
    for (const [name, value] of this.#defaults) this.#values.set(name, value);
  }

  [Symbol.iterator](): IterableIterator<[string, unknown]> {
    return this.#values.entries();
  }

  /**
   * The parameters of one run: a copy with `given` applied and, where there is a schema, validated. As in a call,
   * `undefined` leaves a default as it is.
   */
  forRun(given: object): Parameters<Values, Given> | Promise<Parameters<Values, Given>> {
    requireObject(given, "the parameters of a run");
    if (this.#schema !== undefined) {
      const result = this.#schema["~standard"].validate({ ...Object.fromEntries(this.#values), ...given });
      return result instanceof Promise ? result.then((settled) => this.#fromSchema(settled)) : this.#fromSchema(result);
    }
    for (const name of Object.keys(given)) if (runKeys.includes(name)) this.#requireDeclared(name, runOption);
    const copy = new Parameters<Values, Given>(this.#names, this.#defaults, this.#values);
    const values = Object.entries(given).filter(([name, value]) => value !== undefined || !this.has(name));
    return copy.sets(Object.fromEntries(values) as Partial<Values>);
  }

  #fromSchema(result: Awaited<ReturnType<StandardSchema["~standard"]["validate"]>>): Parameters<Values, Given> {
    if (result.issues !== undefined) {
      throw new PipelineError(
        "PIPELINE_PARAMETERS_INVALID",
        `the parameters do not pass their schema: ${describeIssues(result.issues)}`,
        { details: { issues: result.issues.map(({ message, path }) => ({ message, path: path?.map(issueKey) })) } },
      );
    }
    requireObject(result.value, "what the schema makes of the parameters");
    const values = new Map<string, unknown>(Object.entries(result.value));
    return new Parameters<Values, Given>(undefined, values, values);
  }

  #requireDeclared(name: string, advice = "declare it with Parameters.define"): void {
    if (this.#names === undefined || this.#names.has(name)) return;
    throw new PipelineError(
      "PIPELINE_UNKNOWN_PARAMETER",
      `parameter '${name}' was not declared${suggestion(name, this.#names)}; ${advice}`,
      { details: { parameter: name } },
    );
  }
}

const runOption = "the options of a run are the second argument, as in run({}, options)";

/** Names that JavaScript itself asks objects for: to await them, to write them as JSON, to show them. */
const isProbe = (name: string): boolean => name === "then" || name === "toJSON" || name in Object.prototype;
