import type { Clock, Logger } from "@millrace/protocol";
import type { GrpcListen } from "@millrace/protocol/grpc";
import type { AttributeType } from "../visibility/attribute-types.ts";
import type { DynamicConfig } from "./dynamic-config.ts";

export interface ServerOptions {
  /** Where to listen, for clients of other processes and other languages. Default: nowhere. */
  readonly listen?: GrpcListen;
  /** Namespaces beside `default`, which is always there. Default: none. */
  readonly namespaces?: readonly string[];
  /** Search attributes of all these namespaces, and their types. Default: none. */
  readonly searchAttributes?: Readonly<Record<string, AttributeType>>;
  /**
   * By the keys of Temporal's dynamic configuration: limits, and times as texts like `"10s"`. What is unknown, or not
   * built, is warned of. Default: nothing.
   */
  readonly dynamicConfig?: DynamicConfig;
  /** Larger requests end in `resource_exhausted`. Default {@link serverDefaults}. */
  readonly requestBytes?: number;
  /** How long open calls may take when the server closes; polls end at once. Default {@link serverDefaults}. */
  readonly graceMs?: number;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Default: warnings and errors to `stderr`. */
  readonly logger?: Logger;
}

export const serverOptionNames: readonly (keyof ServerOptions)[] = [
  "listen",
  "namespaces",
  "searchAttributes",
  "dynamicConfig",
  "requestBytes",
  "graceMs",
  "clock",
  "logger",
];

/** Temporal's server takes requests of 4 MiB. */
export const serverDefaults: { readonly requestBytes: number; readonly graceMs: number } = Object.freeze({
  requestBytes: 4 * 1024 * 1024,
  graceMs: 1_000,
});
