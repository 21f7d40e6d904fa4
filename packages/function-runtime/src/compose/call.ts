import type { JsonValue } from "../entity.ts";
import type { AnyFunction, AnyInit, OutputKind } from "../handler.ts";

/** A function with its init, loaded from source or given as it is. */
export interface LoadedFunction {
  /** For messages: `main:train`. */
  readonly name: string;
  readonly call: AnyFunction;
  readonly init?: AnyInit;
}

/** What one execution is given; whoever executes makes one and nothing else. */
export interface Call {
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  /** Entities, resolved. They win over parameters of the same name. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  /**
   * `project`, `run`, `signal`, and in remote execution `context` and `event` (`events` follows by itself): they win over
   * everything. A name that is absent or undefined is not reserved, except for `project`, `run` and `signal`.
   */
  readonly reserved: Readonly<Record<string, unknown>>;
}

/** One returned value under its name, told what it is but not yet stored. */
export type Output =
  | { readonly name: string; readonly as: "result"; readonly value: JsonValue }
  | { readonly name: string; readonly as: "dataitem"; readonly table: unknown }
  | {
      readonly name: string;
      readonly as: "artifact";
      /** What the file becomes: an artifact, or a model when the function declares so. */
      readonly type: "artifact" | "model";
      readonly content: Uint8Array | AsyncIterable<Uint8Array>;
      readonly contentType: string;
      readonly fileName: string;
    }
  /** An entity of the project that the function made or got itself. */
  | { readonly name: string; readonly as: "entity"; readonly entity: unknown; readonly kind?: OutputKind };

export interface Outcome {
  /** What the function gave back, untouched: what a service answers with. A stream is read by whoever reads the outputs. */
  readonly value: unknown;
  /** The same for a job: by names. */
  readonly outputs: readonly Output[];
}
