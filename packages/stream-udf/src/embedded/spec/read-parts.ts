import { durationMs } from "./duration.ts";
import type {
  EdgePlan,
  GeneratorPlan,
  Limits,
  Part,
  ReducePlan,
  RetryPlan,
  SinkPart,
  SinkPlan,
  SourcePlan,
  TagCondition,
} from "./plan.ts";
import type {
  RawConditions,
  RawEdge,
  RawGenerator,
  RawLimits,
  RawOneSink,
  RawOrdered,
  RawSink,
  RawSource,
  RawUdf,
} from "./raw.ts";
import { pathText, type FieldPath, type SpecDocument } from "./spec-document.ts";

/** Milliseconds of a duration that the shape check has let pass. */
export const msOf = (text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : (durationMs(text) ?? otherwise);

/** Reads the parts of one vertex. Defaults are Numaflow's. */
export class PartReader {
  readonly #document: SpecDocument;
  readonly #vertex: string;
  readonly #path: FieldPath;

  constructor(document: SpecDocument, vertex: string, path: FieldPath) {
    this.#document = document;
    this.#vertex = vertex;
    this.#path = path;
  }

  limits(own: RawLimits | undefined, common: RawLimits | undefined, ordered: RawOrdered | undefined): Limits {
    const {
      readBatchSize = 500,
      readTimeout,
      concurrency,
      bufferMaxLength = 30_000,
      bufferUsageLimit = 80,
    } = {
      ...common,
      ...own,
    };
    return {
      readBatchSize,
      readTimeoutMs: msOf(readTimeout, 1000),
      concurrency: ordered?.enabled === true ? 1 : (concurrency ?? readBatchSize),
      bufferLength: Math.max(1, Math.floor((bufferMaxLength * bufferUsageLimit) / 100)),
    };
  }

  source(raw: RawSource): SourcePlan {
    const at = [...this.#path, "source"];
    const { transformer, ...kinds } = raw;
    const kind = this.#only(Object.keys(kinds), at, "a source");
    if (kind === "serving") this.#refuse("UDF_SPEC_UNSUPPORTED", [...at, kind], "the local engine serves no requests");
    return {
      ...this.#part("source", at),
      generator: raw.generator === undefined ? undefined : generatorOf(raw.generator),
      transformer: transformer === undefined ? undefined : this.#part("transformer", [...at, "transformer"]),
    };
  }

  map(): Part {
    return this.#part("udf", [...this.#path, "udf"]);
  }

  /** `undefined` if the udf is a map. */
  reduce(raw: RawUdf): ReducePlan | undefined {
    const { groupBy, retryStrategy } = raw;
    if (groupBy === undefined) return undefined;
    const at = [...this.#path, "udf", "groupBy"];
    const { window = {}, keyed = false, allowedLateness, storage = {} } = groupBy;
    if (retryStrategy !== undefined)
      this.#refuse("UDF_SPEC_INVALID", [...this.#path, "udf", "retryStrategy"], "a reduce takes no retry strategy");
    const kind = this.#only(Object.keys(window), [...at, "window"], "a window");
    if (window.fixed === undefined) {
      const message = `the local engine has fixed windows, and no ${kind} windows`;
      return this.#refuse("UDF_SPEC_UNSUPPORTED", [...at, "window", kind], message);
    }
    this.#only(Object.keys(storage), [...at, "storage"], "a storage (persistentVolumeClaim, emptyDir or no_store)");
    const lengthMs = msOf(window.fixed.length, 0);
    const atFixed = [...at, "window", "fixed"];
    if (lengthMs < 1) this.#refuse("UDF_SPEC_INVALID", atFixed, "a fixed window needs a 'length' of at least 1ms");
    return {
      ...this.#part("udf", [...this.#path, "udf"]),
      lengthMs,
      keyed,
      allowedLatenessMs: msOf(allowedLateness, 0),
    };
  }

  sink(raw: RawSink): SinkPlan {
    const at = [...this.#path, "sink"];
    const { fallback, onSuccess, retryStrategy = {}, ...primary } = raw;
    const { onFailure = "retry", backoff = {} } = retryStrategy;
    if (onFailure === "fallback" && fallback === undefined) {
      const message = "'onFailure: fallback' needs a fallback sink: add 'fallback' to this sink";
      this.#refuse("UDF_SPEC_INVALID", [...at, "retryStrategy", "onFailure"], message);
    }
    const { interval, steps = 65_535, factor = 1, cap, jitter = 0 } = backoff;
    const retry: RetryPlan = {
      intervalMs: msOf(interval, 1),
      steps,
      factor,
      capMs: msOf(cap, 4_294_967_295),
      jitter,
      onFailure,
    };
    if (retry.capMs < retry.intervalMs) {
      const message = "'cap' is less than 'interval'";
      this.#refuse("UDF_SPEC_INVALID", [...at, "retryStrategy", "backoff", "cap"], message);
    }
    return {
      ...this.#oneSink("sink", primary, at),
      fallback: fallback && this.#oneSink("fallback", fallback, [...at, "fallback"]),
      onSuccess: onSuccess && this.#oneSink("onSuccess", onSuccess, [...at, "onSuccess"]),
      retry,
    };
  }

  #oneSink(name: "sink" | "fallback" | "onSuccess", raw: RawOneSink, at: FieldPath): SinkPart {
    const kind = this.#only(Object.keys(raw), at, "a sink");
    if (kind === "serve") this.#refuse("UDF_SPEC_UNSUPPORTED", [...at, kind], "the local engine has no serving store");
    return { ...this.#part(name, at), does: kind === "log" || kind === "blackhole" ? kind : "user" };
  }

  #part<Name extends Part["name"]>(name: Name, at: FieldPath): Part & { readonly name: Name } {
    return { vertex: this.#vertex, name, place: this.#document.place(at) };
  }

  #only(kinds: readonly string[], at: FieldPath, what: string): string {
    const [kind] = kinds;
    if (kind !== undefined && kinds.length === 1) return kind;
    const found = kind === undefined ? "none" : kinds.join(" and ");
    return this.#refuse(
      "UDF_SPEC_INVALID",
      at,
      `'${pathText(at)}' must be exactly one kind of ${what.slice(2)}; it has ${found}`,
    );
  }

  #refuse(code: "UDF_SPEC_INVALID" | "UDF_SPEC_UNSUPPORTED", at: FieldPath, message: string): never {
    throw this.#document.fault(code, at, message);
  }
}

function generatorOf(raw: RawGenerator): GeneratorPlan {
  const { rpu = 1, duration, msgSize = 8, keyCount = 0, value, valueBlob } = raw;
  return {
    rpu,
    durationMs: msOf(duration, 1000),
    msgSize,
    keyCount,
    value,
    valueBlob: valueBlob === undefined ? undefined : Buffer.from(valueBlob, "base64"),
  };
}

/** No values stand for no condition, as the engine has it. */
export function conditionOf(raw: RawConditions | undefined): TagCondition | undefined {
  if (raw?.tags === undefined || raw.tags.values.length === 0) return undefined;
  return { operator: raw.tags.operator ?? "or", values: raw.tags.values };
}

export const edgeOf = ({ conditions, onFull = "retryUntilSuccess" }: RawEdge): EdgePlan => ({
  condition: conditionOf(conditions),
  onFull,
});
