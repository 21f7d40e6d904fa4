import type { QueuePolicy } from "../node-config.ts";
import type { DataflowProblem, SourcePlace } from "./problem.ts";

/**
 * A dataflow as an engine runs it: read, checked, modules expanded, units turned into milliseconds, variables of the
 * environment filled in. {@link readDataflow} makes it.
 */
export interface DataflowPlan {
  /** What messages call the dataflow: the path as it was given, or `"dataflow"` for a text or an object. */
  readonly file: string;
  /** Absolute: the folder of the file. Processes start in it, and relative paths begin there. */
  readonly directory: string;
  /** In the order of the file; the nodes of a module stand in the place of the node that named it. */
  readonly nodes: ReadonlyMap<string, NodePlan>;
  /** A node is told that its inputs are finished when its data inputs have closed, whatever its timers do. Default `false`. */
  readonly exitWhenNodesFinish: boolean;
  /** Default 5000. */
  readonly healthCheckIntervalMs: number;
  /** The modules that were expanded: `id` is the prefix of their nodes' ids. Outer ones first. */
  readonly modules: readonly ModulePlan[];
  /** The dataflow as a plain value, modules expanded: what `node.dataflowDescriptor()` gives. */
  readonly descriptor: Readonly<Record<string, unknown>>;
  /** What is legal but suspicious, such as types of connected ports that do not fit. */
  readonly warnings: readonly DataflowProblem[];
  /** What dora can do and the embedded runtime cannot; empty, or the plan is for checking and drawing only. */
  readonly unsupported: readonly DataflowProblem[];
}

/** One node. */
export interface NodePlan {
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  readonly place: SourcePlace;
  /** What is started, and how. */
  readonly command: NodeCommand;
  /** `MILLRACE_PLACEMENT` of the node's environment; absent: the engine's choice. */
  readonly placement?: NodePlacement;
  /** The file's `env` with the node's over it, as texts, expanded. Nothing of the surrounding environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly inputs: ReadonlyMap<string, InputPlan>;
  readonly outputs: ReadonlyMap<string, OutputPlan>;
  readonly restart: RestartPlan;
  /** The output that carries the lines of standard output; one of `outputs`, absent when the file names none of them. */
  readonly sendStdoutAs?: string;
  /** The output that carries the node's log records; one of `outputs`, as above. */
  readonly sendLogsAs?: string;
  readonly minLogLevel?: LogFileLevel;
  /** A node that does not speak to its engine for so long is killed. Absent: never. */
  readonly healthCheckTimeoutMs?: number;
  /** How long a node may take to end when its inputs are finished. Absent: as long as it likes. */
  readonly finishGraceMs?: number;
  /** The operators of a node that dora's own runtime hosts; such a node is for checking and drawing only. Absent: it is none. */
  readonly operators?: readonly OperatorPlan[];
  /** The module that the node came from: one of {@link DataflowPlan.modules}. */
  readonly moduleId?: string;
}

export type NodePlacement = "same-thread" | "worker" | "process";
export type LogFileLevel = "error" | "warn" | "info" | "debug" | "trace" | "stdout";

/** What a node is. All kinds but `dynamic` and `unsupported` can run as the process that they name. */
export type NodeCommand =
  /** `path: dynamic`: nothing is started; a process of the user's joins. */
  | { readonly kind: "dynamic" }
  /** A JavaScript or TypeScript file: by its own path, or as the first argument of `node`, `tsx` or `bun`. */
  | (ProcessCommand & {
      readonly kind: "script";
      /** Absolute. It may not exist yet: `build` of the file may make it. */
      readonly script: string;
      /** What the script sees as `process.argv.slice(2)`. */
      readonly scriptArgs: readonly string[];
      /** What stands between the interpreter and the script, such as `--import`; `process.execArgv` of the node. */
      readonly runtimeArgs: readonly string[];
    })
  /** Our operator host: `millrace-dataflow operators …`. */
  | (ProcessCommand & {
      readonly kind: "operators";
      /** What follows the word `operators`. */
      readonly hostArgs: readonly string[];
    })
  /** Any other executable, or a `.py` file, which `python -u` runs. */
  | (ProcessCommand & { readonly kind: "process" })
  /** Named in {@link DataflowPlan.unsupported}. */
  | { readonly kind: "unsupported" };

/** How to start a process; `args` are split as a shell splits words, and not expanded. */
export interface ProcessCommand {
  /** An absolute path, or a name that is looked up on `PATH`. */
  readonly executable: string;
  readonly args: readonly string[];
  /** Absolute. */
  readonly cwd: string;
}

/** One input. */
export interface InputPlan {
  readonly id: string;
  readonly place: SourcePlace;
  readonly source: InputSource;
  /** As a node's configuration has it: `node/output`, `dora/timer/millis/100`, `dora/logs/info`. */
  readonly sourceText: string;
  /** Messages; default 10, at least 1. */
  readonly queueSize: number;
  /** Default `"drop_oldest"`. */
  readonly queuePolicy: QueuePolicy;
  /** Silence after which the input counts as closed until data flows again. Absent: never. */
  readonly inputTimeoutMs?: number;
  /** Whether the file says any of the three above; a node's configuration then has the long form. */
  readonly hasOptions: boolean;
  /** The annotation: a URN such as `std/media/v1/Image`. */
  readonly type?: string;
}

export type InputSource =
  | { readonly kind: "output"; readonly nodeId: string; readonly outputId: string }
  /** Ticks without data: the first at once after the barrier, missed ones are skipped. */
  | { readonly kind: "timer"; readonly intervalNs: bigint; readonly intervalMs: number }
  /** Log records of this level and above (absent: all), of this node (absent: of all but the reader). */
  | { readonly kind: "logs"; readonly level?: LogFileLevel; readonly nodeId?: string };

/** One output. */
export interface OutputPlan {
  readonly id: string;
  readonly place: SourcePlace;
  readonly type?: string;
}

export interface RestartPlan {
  /** Default `"never"`. */
  readonly policy: "never" | "on-failure" | "always";
  /** 0 (default): no limit. */
  readonly maxRestarts: number;
  /** Before the first restart; doubles with each. Absent: at once. */
  readonly delayMs?: number;
  readonly maxDelayMs?: number;
  /** Restarts are counted within this time. Absent: over the whole life. */
  readonly windowMs?: number;
}

/** An operator that dora's own runtime would host. */
export interface OperatorPlan {
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  readonly place: SourcePlace;
  /** Whether the node has one operator as `operator:`, whose outputs go without its id in the file. */
  readonly single: boolean;
  /** Ids without the operator's. */
  readonly inputs: ReadonlyMap<string, InputPlan>;
  readonly outputs: ReadonlyMap<string, OutputPlan>;
}

export interface ModulePlan {
  readonly id: string;
  readonly name?: string;
  /** The module's file, absolute. */
  readonly file: string;
}
