import type { AnyFunction, OutputKind } from "../handler.ts";
import type { JsonValue } from "../entity.ts";

/** A function with its init, loaded from source or given as it is. */
export interface LoadedFunction {
  /** For messages: `main:train`. */
  readonly name: string;
  readonly call: AnyFunction;
  readonly init?: AnyFunction;
}

/** What one execution is given; whoever executes makes one and nothing else. */
export interface Call {
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Entities, resolved. They win over parameters of the same name. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** `project`, `run`, `context`, `event`, `events`, `signal`: they win over everything. */
  readonly reserved: Readonly<Record<string, unknown>>;
}

/** One returned value under its name, told what it is but not yet stored. */
export type Output =
  | { readonly name: string; readonly as: "result"; readonly value: JsonValue }
  | { readonly name: string; readonly as: "dataitem"; readonly table: unknown }
  | {
      readonly name: string;
      readonly as: "artifact";
      readonly content: Uint8Array | AsyncIterable<Uint8Array>;
      readonly contentType: string;
      readonly fileName: string;
    }
  /** An entity of the project that the function made or got itself. */
  | { readonly name: string; readonly as: "entity"; readonly entity: unknown; readonly kind?: OutputKind };

export interface Outcome {
  /** What the function gave back, untouched: what a service answers with. */
  readonly value: unknown;
  /** The same for a job: by names. */
  readonly outputs: readonly Output[];
}
