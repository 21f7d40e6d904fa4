import type { JsonValue } from "./entity.ts";
import type { Action } from "./kinds.ts";
import type { ServiceType, TaskOptions } from "./task-options.ts";

/** What a run is given beside the fields of its task. */
export interface CommonRunOptions {
  /** Argument → the key of an artifact, dataitem or model. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Argument → value. An input of the same name wins. */
  readonly parameters?: Readonly<Record<string, JsonValue>>;
  /** What the init function is given. */
  readonly initParameters?: Readonly<Record<string, JsonValue>>;
  /** Whether `run` resolves only when the run has ended, or its service is ready. Default `false`. */
  readonly wait?: boolean;
  /** Ends the waiting; with `localExecution` it ends the run. */
  readonly signal?: AbortSignal;
}

export interface LocalRunOptions {
  /** Whether a job is executed in this process, to its end. Default `false`. */
  readonly localExecution?: boolean;
}

/** The options of `fn.run(action, options)`. */
export type RunOptions<A extends Action = Action> = CommonRunOptions &
  TaskOptions<A> &
  (A extends "job" ? LocalRunOptions : unknown);

/**
 * What options are when they are not given. The platform of today exposes services as `ClusterIP` by default; that is
 * what a run without `serviceType` asks it for.
 */
export const functionDefaults: {
  readonly embedded: true;
  readonly localExecution: false;
  readonly serviceType: ServiceType;
  readonly wireServiceType: ServiceType;
} = Object.freeze({ embedded: true, localExecution: false, serviceType: "NodePort", wireServiceType: "ClusterIP" });
