import { PipelineError } from "./errors.ts";
import type { Source } from "./graph.ts";
import { findInData, type Found } from "./internal/find-in-data.ts";
import { isIterator } from "./internal/is-iterator.ts";
import type { Result } from "./result.ts";

/**
 * A value that a run will have: of a parameter, or of a stage. Pass it as an input of other stages; `ref.out.field` is
 * the reference of one of its properties.
 */
export interface Ref<out T> {
  /** Shown in errors, as `stage 'clean'` or `parameter 'day'`. */
  readonly describe: string;
  readonly out: RefFields<T>;
  /** Type only. */
  readonly "~type"?: () => T;
}

/** References of the properties of a value. */
export type RefFields<T> = T extends object ? { readonly [K in keyof T]: Ref<T[K]> } : {};

/** The type of the value behind a reference. */
export type RefValue<R> = R extends Ref<infer T> ? T : never;

/** For each input either its value or a reference of it. */
export type Wire<Args> = { readonly [K in keyof Args]: Args[K] | Ref<Args[K]> };

/** The builder that a reference belongs to; only compared. */
export type RefOwner = object;

/** Leads from a reference, and from its `out`, to the reference; also from those of another copy of the package. */
const origin: unique symbol = Symbol.for("@millrace/pipeline-core/ref") as never;

class RefObject<T> implements Ref<T> {
  readonly source: Source;
  readonly owner: RefOwner;

  constructor(source: Source, owner: RefOwner) {
    this.source = source;
    this.owner = owner;
  }

  get [origin](): this {
    return this;
  }

  /** A reference in a template string or in JSON would pass for its value. */
  [Symbol.toPrimitive](): never {
    return this.toJSON();
  }

  toJSON(): never {
    throw new PipelineError(
      "PIPELINE_REF_UNRESOLVED",
      `${this.describe} has no value while the pipeline is defined; pass the reference itself as an input of a stage`,
    );
  }

  get describe(): string {
    const { source } = this;
    const path = "path" in source ? source.path.map((key) => `.${key}`).join("") : "";
    if (source.kind === "parameter") return `parameter '${source.name}'${path}`;
    return source.kind === "stage" ? `stage '${source.stage}'${path}` : "a literal";
  }

  get out(): RefFields<T> {
    const { source, owner } = this;
    return new Proxy({} as RefFields<T> & object, {
      get: (_target, key) => {
        if (key === origin) return this;
        if (typeof key === "symbol" || !("path" in source)) return undefined;
        return new RefObject({ ...source, path: [...source.path, key] }, owner);
      },
    });
  }
}

export const makeRef = <T>(source: Source, owner: RefOwner): Ref<T> => new RefObject<T>(source, owner);

export const isRef = (value: unknown): value is Ref<unknown> => value instanceof RefObject;

/** The source behind a reference, or a literal for any other value; `undefined` for what {@link sourceOf} refuses. */
export function ownSource(value: unknown, owner: RefOwner): Source | undefined {
  if (value instanceof RefObject) return value.owner === owner ? value.source : undefined;
  return findMisfit(value) === undefined ? { kind: "literal", value } : undefined;
}

/**
 * The source behind a reference, or a literal for any other value.
 *
 * @throws PipelineError PIPELINE_FOREIGN_REF, and what {@link requireLiteral} throws
 */
export function sourceOf(value: unknown, owner: RefOwner, where: string): Source {
  const source = ownSource(value, owner);
  if (source !== undefined) return source;
  if (!(value instanceof RefObject)) requireLiteral(value, where);
  throw new PipelineError(
    "PIPELINE_FOREIGN_REF",
    `${where} uses ${(value as RefObject<unknown>).describe} of another pipeline; pass it into a sub-pipeline as a parameter`,
  );
}

/**
 * A value that every run can be given: plain data in it holds no reference, which nothing would resolve there, and no
 * iterator, which the first run would empty.
 *
 * @throws PipelineError PIPELINE_REF_UNRESOLVED, PIPELINE_ITERATOR_INPUT
 */
export function requireLiteral(value: unknown, where: string): void {
  const misfit = findMisfit(value);
  if (misfit === undefined) return;
  const place = misfit.at === "" ? "" : ` at ${misfit.at}`;
  const ref = refOf(misfit.part);
  if (ref !== undefined)
    throw new PipelineError(
      "PIPELINE_REF_UNRESOLVED",
      `${where} holds ${ref.describe}${place}, which has no value while the pipeline is defined; pass the reference as an input of its own`,
    );
  throw new PipelineError(
    "PIPELINE_ITERATOR_INPUT",
    `${where} is given an iterator${place}, which only the first run could read; return it from a stage, or pass a list`,
  );
}

const findMisfit = (value: unknown): Found | undefined =>
  findInData(value, (part) => refOf(part) !== undefined || isIterator(part));

const refOf = (part: object): RefObject<unknown> | undefined =>
  (part as { readonly [origin]?: RefObject<unknown> })[origin];

/**
 * The value, or `fallback` when there is none: because the stage was skipped, failed or needed a stage that failed, or
 * because the parameter is unset. A failure that only optional inputs and outputs see does not fail the run.
 */
export function optional<T>(ref: Ref<T>): Ref<T | undefined>;
export function optional<T, Fallback>(ref: Ref<T>, fallback: Fallback): Ref<T | Fallback>;
export function optional(ref: Ref<unknown>, fallback?: unknown): Ref<unknown> {
  const { source, owner } = ref as RefObject<unknown>;
  requireLiteral(fallback, `the fallback of optional(${ref.describe})`);
  if (source.kind === "stage") return new RefObject({ ...source, use: "optional", fallback }, owner);
  return source.kind === "parameter" ? new RefObject({ ...source, required: false, fallback }, owner) : ref;
}

/** What became of a stage, as a Result: its value, or the error that explains why it has none. */
export function settled<T>(ref: Ref<T>): Ref<Result<T>> {
  const { source, owner } = ref as RefObject<T>;
  if (source.kind !== "stage") {
    throw new PipelineError("PIPELINE_FOREIGN_REF", `settled() takes the reference of a stage, got ${ref.describe}`);
  }
  return new RefObject<Result<T>>({ ...source, use: "settled" }, owner);
}
