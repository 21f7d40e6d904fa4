import type { MillraceErrorJson } from "@millrace/protocol";
import type { EntityRecord } from "../../entity.ts";
import type { LoadFunctionOptions } from "../../source/load-function.ts";
import type { PlatformAnswer, PlatformRequest } from "../runner/child-messages.ts";
import type { MetricsSnapshot } from "./metrics.ts";
import type { ServeOptions } from "./serve-options.ts";

/** What a serve run's process is to do: where the code is, and how to serve it. All of it is JSON. */
export interface ServeOrder {
  readonly source: LoadFunctionOptions;
  /** The run that it belongs to, in a local platform: its calls have `project` and `run`. */
  readonly service?: { readonly run: EntityRecord; readonly root: string };
  /** Processes that answer side by side. Default 1. */
  readonly replicas?: number;
  /** How often a replica that ended is replaced within a minute, before the service fails. Default 5. */
  readonly maxRestarts?: number;
  readonly options?: Omit<ServeOptions, "logger" | "signal" | "reserved" | "workerId">;
}

/** What a process is told by the one that started it: the run's parent tells the first, that one tells its replicas. */
export type ServeCommand =
  | { readonly type: "serve"; readonly order: ServeOrder; readonly workerId: number }
  | { readonly type: "close"; readonly graceMs?: number }
  /** The figures of this replica are wanted. */
  | { readonly type: "count"; readonly id: number }
  /** The figures of all replicas, as asked for by `count-all`. */
  | { readonly type: "counted"; readonly id: number; readonly figures: MetricsSnapshot }
  | PlatformAnswer;

/** What it says. */
export type ServeReport =
  | { readonly type: "ready"; readonly url: string; readonly port: number }
  | { readonly type: "failed"; readonly error: MillraceErrorJson }
  | { readonly type: "figures"; readonly id: number; readonly figures: MetricsSnapshot }
  | { readonly type: "count-all"; readonly id: number; readonly figures: MetricsSnapshot }
  | PlatformRequest;
