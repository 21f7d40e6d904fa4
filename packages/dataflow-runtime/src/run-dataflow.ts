import type { Clock, Logger } from "@millrace/protocol";
import { checkNumber, checkOneOf, checkOptions, silentLogger, systemClock } from "@millrace/protocol";
import type { DataflowResult } from "./dataflow-result.ts";
import type { NodePlacement } from "./descriptor/plan.ts";
import { problemText } from "./descriptor/problem.ts";
import type { DataflowSource } from "./descriptor/read-options.ts";
import { readDataflow } from "./descriptor/read-dataflow.ts";
import type { OperatorsToRun, RunOperators } from "./embedded/hosts/operators-host.ts";
import { Engine } from "./embedded/engine.ts";
import { isPlaced } from "./embedded/hosts/replacement.ts";
import { readHostArgs } from "./host/host-args.ts";
import { hostOperators } from "./run-operators.ts";
import { DataflowError } from "./errors.ts";
import type { Node } from "./node.ts";
import type { OperatorHandler, OperatorSource } from "./operator.ts";
import type { NodeLog } from "./node-log.ts";
import type { DataflowStats } from "./stats.ts";

/** A node of this thread. It is called when the dataflow begins, and has ended when its promise settles. */
export type NodeFunction = (node: Node) => void | Promise<void>;

/** How a node of the file runs. */
export interface PlacedNode {
  readonly placement: NodePlacement;
}

/**
 * What runs as a node: a function of one, an operator (a class, an object with `onEvent`, what `defineOperator` gives),
 * or the file's own command at another place. Functions and operators run in this thread.
 */
export type NodeReplacement = NodeFunction | Exclude<OperatorSource, OperatorHandler> | PlacedNode;

export interface RunDataflowOptions {
  /** By node id: what to run in the place of the file's command, or where to run that command. */
  readonly nodes?: Readonly<Record<string, NodeReplacement>>;
  /**
   * Where scripts of JavaScript and TypeScript run that do not say it themselves, by `nodes` or by `MILLRACE_PLACEMENT`
   * in their `env`. Default `"worker"`. In the same thread they share this process's arguments, variables and standard
   * output; in a worker or a process they have those of the file.
   */
  readonly placement?: NodePlacement;
  /** Aborting it equals {@link RunningDataflow.close}. */
  readonly signal?: AbortSignal | undefined;
  /** What the runtime itself has to say. Default: nothing. */
  readonly logger?: Logger;
  /** Default: the system's. A `ManualClock` makes timers, timeouts and restart delays a matter of the test. */
  readonly clock?: Clock;
  /** How long nodes may take to end after a stop. Default {@link runDataflowDefaults}. */
  readonly graceMs?: number;
  /** Stops the dataflow after this time from the barrier on. Default: never. */
  readonly stopAfterMs?: number;
  /** A folder for `<dataflow id>/log_<node>.jsonl`, such as `out`. Default: no files. */
  readonly logDir?: string;
  /** Gets every line and log record of the nodes. */
  readonly onLog?: (log: NodeLog) => void;
  /** Where dynamic nodes ask for their configuration; 0 for a free port. Default {@link runDataflowDefaults}. */
  readonly lookupPort?: number;
  /** Over the file's: nodes with data inputs end with them, whatever their timers do. */
  readonly exitWhenNodesFinish?: boolean;
  /** Variables for the processes, and for `$NAME` in the file. Default: this process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The folder for the relative paths of a text or an object. Default: the working directory. */
  readonly directory?: string;
}

/** What {@link runDataflow} and {@link startDataflow} take where nothing is said. */
export const runDataflowDefaults: {
  readonly placement: NodePlacement;
  readonly graceMs: number;
  readonly lookupPort: number;
} = Object.freeze({ placement: "worker", graceMs: 10_000, lookupPort: 53_291 });

export interface StopOptions {
  /** Default: what the dataflow was started with. A later call may shorten it. */
  readonly graceMs?: number;
}

/** A dataflow that runs. */
export interface RunningDataflow extends AsyncDisposable {
  readonly dataflowId: string;
  /** Resolves when the last static node has ended and everything is given back. Never rejects. */
  readonly finished: Promise<DataflowResult>;
  /** The port for dynamic nodes; `undefined` if the file has none. */
  readonly lookupPort: number | undefined;
  stats(): DataflowStats;
  /**
   * Gives a node a parameter: a JSON value. The node hears of it by PARAM_UPDATE.
   *
   * @throws `DATAFLOW_UNKNOWN_NODE`; `DATAFLOW_INVALID_PARAMETER` for what JSON cannot say.
   */
  setParam(nodeId: string, key: string, value: unknown): void;
  /** @throws `DATAFLOW_UNKNOWN_NODE` */
  deleteParam(nodeId: string, key: string): void;
  /**
   * Tells a host of operators to load the code of one of them again, or of all; its operators keep their state.
   *
   * @throws `DATAFLOW_UNKNOWN_NODE`
   */
  reload(nodeId: string, operatorId?: string): void;
  /**
   * Asks all nodes to end and resolves with {@link finished}. Who has not ended after the grace gets SIGTERM or is told
   * to terminate, and after half as long again is killed. A function of this thread cannot be ended; it is left alone,
   * cut off from the dataflow, and counts as failed.
   */
  stop(options?: StopOptions): Promise<DataflowResult>;
  /** {@link stop} as the other packages call it. Idempotent; never rejects. */
  close(options?: StopOptions): Promise<void>;
}

/**
 * Runs a dataflow of dora to its end: until all static nodes have ended, or the signal aborts. Nothing needs to be
 * installed for nodes of JavaScript and TypeScript; others run as processes against a daemon of our own.
 *
 * @throws `DATAFLOW_NODE_FAILED` if a node failed; its `details.result` is the {@link DataflowResult}. And what
 *   {@link startDataflow} throws.
 */
export async function runDataflow(source: DataflowSource, options: RunDataflowOptions = {}): Promise<DataflowResult> {
  const running = await startDataflow(source, options);
  const result = await running.finished;
  const [first, ...others] = result.failures;
  if (first === undefined) return result;
  const more = others.length === 0 ? "" : ` (and ${others.length} more: ${others.map(({ id }) => id).join(", ")})`;
  throw new DataflowError("DATAFLOW_NODE_FAILED", `node "${first.id}" ${first.error}${more}`, {
    ...(first.cause === undefined ? {} : { cause: first.cause }),
    details: { result },
  });
}

/**
 * Starts a dataflow and returns while it runs. The caller closes it, or waits for its end.
 *
 * @throws `DATAFLOW_INVALID` with line and column of everything that is wrong with the file; `DATAFLOW_UNSUPPORTED` for
 *   what only dora can run; `DATAFLOW_MISSING_EXECUTABLE`, `DATAFLOW_INVALID_PLACEMENT`, `DATAFLOW_UNKNOWN_NODE`.
 */
export async function startDataflow(
  source: DataflowSource,
  options: RunDataflowOptions = {},
): Promise<RunningDataflow> {
  checkRunOptions(options);
  const { directory, env } = options;
  const plan = await readDataflow(source, {
    ...(directory === undefined ? {} : { directory }),
    ...(env === undefined ? {} : { env }),
  });
  if (plan.unsupported.length > 0) {
    const message = ["the embedded runtime cannot run this dataflow", ...plan.unsupported.map(problemText)].join(
      "\n  ",
    );
    throw new DataflowError("DATAFLOW_UNSUPPORTED", message, { details: { problems: plan.unsupported } });
  }
  const engine = new Engine(plan, {
    ...runDataflowDefaults,
    clock: systemClock,
    logger: silentLogger,
    nodes: {},
    runOperators: runOperatorsOfNode,
    ...options,
  });
  await engine.start();
  return engine;
}

const runOperatorsOfNode: RunOperators = async (operators, { link, directory, inThreads, output, signal }) => {
  const options = { directory, print: output, signal };
  if (!isWords(operators)) return hostOperators(link, operators, options);
  const entries = readHostArgs(operators).map(({ id, ...entry }) => [
    id,
    inThreads ? { ...entry, placement: "worker" as const } : entry,
  ]);
  return hostOperators(link, Object.fromEntries(entries), options);
};

const isWords = (operators: OperatorsToRun): operators is readonly string[] => Array.isArray(operators);

function checkRunOptions(options: RunDataflowOptions): void {
  const where = "runDataflow";
  checkOptions(options, knownOptions, where);
  const { placement, graceMs, stopAfterMs, lookupPort } = options;
  if (placement !== undefined) checkOneOf(placement, "placement", where, placements);
  for (const [id, own] of Object.entries(options.nodes ?? {})) {
    if (isPlaced(own)) checkOneOf(own.placement, `nodes.${id}.placement`, where, placements);
  }
  if (graceMs !== undefined) checkNumber(graceMs, "graceMs", where, { min: 0 });
  if (stopAfterMs !== undefined) checkNumber(stopAfterMs, "stopAfterMs", where, { min: 0 });
  if (lookupPort !== undefined) checkNumber(lookupPort, "lookupPort", where, { min: 0, whole: true });
}

const placements: readonly NodePlacement[] = ["same-thread", "worker", "process"];

const knownOptions = [
  "nodes",
  "placement",
  "signal",
  "logger",
  "clock",
  "graceMs",
  "stopAfterMs",
  "logDir",
  "onLog",
  "lookupPort",
  "exitWhenNodesFinish",
  "env",
  "directory",
] as const;
