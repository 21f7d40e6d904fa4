import {
  checkNumber,
  checkOneOf,
  checkOptions,
  consoleLogger,
  runnableDefaults,
  systemClock,
} from "@millrace/protocol";
import type { Clock, Logger } from "@millrace/protocol";
import { createUdfServer } from "./create-udf-server.ts";
import type { Callers } from "./embedded/callers.ts";
import { DirectCallers } from "./embedded/direct/direct-callers.ts";
import { runPlan } from "./embedded/run-plan.ts";
import { SocketCallers } from "./embedded/socket/socket-callers.ts";
import { readSpec } from "./embedded/spec/read-spec.ts";
import type { SpecComponents } from "./spec-components.ts";
import type { SpecResult } from "./spec-result.ts";

export interface RunSpecOptions {
  /** Aborting it lets no more be read; what was read is dealt with, and the run resolves. */
  readonly signal?: AbortSignal;
  /** How long what was read may take after `signal` aborted; then it is left as it is. Default 10 s. */
  readonly graceMs?: number;
  /** Stops reading after so many messages. Default: when the source ends, which a generator never does. */
  readonly maxMessages?: number;
  /** Default: no limit. What answers at once is never late. */
  readonly handlerTimeoutMs?: number;
  /**
   * What becomes of windows that the watermark has not closed when the source ends: `"close"` (default) gives their
   * results, though the real engine would wait on; `"discard"` counts their messages as dropped.
   */
  readonly openWindows?: "close" | "discard";
  /**
   * Numaflow drops what the watermark has passed even within `allowedLateness`, against its documentation. `true`
   * (default) does as the engine does; `false` as the documentation says.
   */
  readonly engineQuirks?: boolean;
  /**
   * `"direct"` (default) calls handlers as functions; `"socket"` serves each component with the server that the real
   * engine would reach, and reaches it as the engine does: through a Unix socket of its own.
   */
  readonly transport?: "direct" | "socket";
  /** What messages call the text: the name of its file. Default `"spec"`. */
  readonly file?: string;
  /**
   * Takes what the `log` sink tells as well, at level `info`. Default: warnings and errors go to stderr, and what the
   * `log` sink tells to stdout.
   */
  readonly logger?: Logger;
  /** Default: the system's. Watermarks of idle sources, retries and generators go by it. */
  readonly clock?: Clock;
}

const optionNames = [
  "signal",
  "graceMs",
  "maxMessages",
  "handlerTimeoutMs",
  "openWindows",
  "engineQuirks",
  "transport",
  "file",
  "logger",
  "clock",
] as const satisfies readonly (keyof RunSpecOptions)[];

/**
 * Runs a `MonoVertex` or a linear `Pipeline` of Numaflow in this process: the same text and the same components that
 * the engine runs. Forwarding, watermarks, windows, retries and limits follow the engine's rules, within these bounds:
 * one partition, fixed windows, everything in memory. Resolves when the source has ended and each message is dealt
 * with; rejects with the first failure.
 *
 * @param yaml one YAML document of kind `MonoVertex` or `Pipeline`
 * @throws `UDF_SPEC_…` for the text and what is bound to it; `UDF_HANDLER_FAILED`, `UDF_HANDLER_TIMEOUT`,
 * `UDF_INVALID_RESULT`, `UDF_DECODE_FAILED` and others of a handler, with the vertex and its place in the text;
 * `UDF_SOURCE_FAILED`, `UDF_SINK_RESPONSES`, `UDF_SINK_UNROUTABLE`, `UDF_MESSAGE_FAILED`
 */
export async function runSpec(
  yaml: string,
  components: SpecComponents,
  options: RunSpecOptions = {},
): Promise<SpecResult> {
  checkRunOptions(options);
  const { signal, graceMs = runnableDefaults.graceMs, maxMessages = Infinity, handlerTimeoutMs } = options;
  const { openWindows = "close", engineQuirks = true, file = "spec", clock = systemClock } = options;
  const logger = options.logger ?? consoleLogger({ level: "warn" });
  const sinkLogger = options.logger ?? consoleLogger({ stream: process.stdout });
  const plan = readSpec(yaml, file);
  const callersOf = (over: AbortSignal): Callers =>
    options.transport === "socket"
      ? new SocketCallers({ makeServer: createUdfServer, signal: over, handlerTimeoutMs, clock, logger })
      : new DirectCallers(over, { timeoutMs: handlerTimeoutMs, clock });
  return runPlan(plan, {
    components,
    callersOf,
    signal,
    graceMs,
    clock,
    logger,
    sinkLogger,
    maxMessages,
    openWindows,
    engineQuirks,
  });
}

function checkRunOptions(options: RunSpecOptions): void {
  const where = "runSpec";
  checkOptions(options, optionNames, where);
  for (const [name, min] of Object.entries({ graceMs: 0, maxMessages: 1, handlerTimeoutMs: 1 } as const)) {
    const value = options[name as "graceMs"];
    if (value !== undefined) checkNumber(value, name, where, { min });
  }
  if (options.transport !== undefined) checkOneOf(options.transport, "transport", where, ["direct", "socket"]);
  if (options.openWindows !== undefined) checkOneOf(options.openWindows, "openWindows", where, ["close", "discard"]);
}
