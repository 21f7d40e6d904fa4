import type { Clock } from "@millrace/protocol";
import { PipelineError } from "../errors.ts";
import { frozen, type PipelineGraph, type StageNode } from "../graph.ts";
import type { Parameters } from "../parameters.ts";
import type { Result } from "../result.ts";
import type { RunReport, StageFailure, StageRecord } from "../run-report.ts";
import { stageStatuses, type RunStatus, type StageStatus } from "../status.ts";
import type { Plan } from "./plan.ts";
import { readOutputs, unreadable } from "./outputs.ts";
import type { Scope } from "./resolve.ts";

/** Index of each status in {@link stageStatuses}. */
export const code: Readonly<Record<StageStatus, number>> = Object.freeze(
  Object.fromEntries(stageStatuses.map((status, index) => [status, index])) as Record<StageStatus, number>,
);

/**
 * The record of a run while it grows: a few bytes a stage in typed arrays. Objects for stages are made when somebody
 * reads them, which keeps a run of 100 000 stages cheap.
 */
export class RunRecord implements RunReport, Scope {
  readonly runId: string;
  readonly pipeline: string;
  readonly given: Parameters;
  status: RunStatus = "running";
  endedAt: number | undefined;
  error: Error | undefined;

  readonly statusCodes: Uint8Array;
  readonly attempts: Uint32Array;
  /** Monotonic milliseconds since the start of the run; NaN where there is none. */
  readonly started: Float64Array;
  readonly ended: Float64Array;
  readonly values: unknown[] = [];
  readonly errors: Map<number, unknown> = new Map();
  /** Named outputs of stages with an output mapper. */
  readonly mapped: Map<number, Readonly<Record<string, unknown>>> = new Map();
  readonly logged: Map<number, Readonly<Record<string, unknown>>> = new Map();
  readonly items: Map<number, { started: number; done: number; retries: number }> = new Map();
  readonly children: Map<number, RunReport> = new Map();
  /** Stages that hand out a stream at the moment: they have a value before they end. */
  readonly streaming: Set<number> = new Set();

  readonly startedAt: number;
  readonly #plan: Plan;

  constructor(plan: Plan, runId: string, parameters: Parameters, clock: Clock) {
    const count = plan.graph.nodes.length;
    this.#plan = plan;
    this.runId = runId;
    this.pipeline = plan.graph.name;
    this.given = parameters;
    this.startedAt = clock.now();
    this.statusCodes = new Uint8Array(count);
    this.attempts = new Uint32Array(count);
    this.started = new Float64Array(count).fill(Number.NaN);
    this.ended = new Float64Array(count).fill(Number.NaN);
    this.values.length = count;
  }

  get indexOf(): ReadonlyMap<string, number> {
    return this.#plan.indexOf;
  }

  get graph(): PipelineGraph {
    return frozen(this.#plan.graph);
  }

  get parameters(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.given);
  }

  get durationMs(): number | undefined {
    return this.endedAt === undefined ? undefined : this.endedAt - this.startedAt;
  }

  get stages(): readonly StageRecord[] {
    return this.#nodes.map((_, index) => this.#stage(index));
  }

  stage(id: string): StageRecord | undefined {
    const index = this.#plan.indexOf.get(id);
    return index === undefined ? undefined : this.#stage(index);
  }

  get results(): Readonly<Record<string, Result<unknown>>> {
    return Object.fromEntries(this.#nodes.map(({ id }, index) => [id, this.result(index)]));
  }

  get failures(): readonly StageFailure[] {
    return [...this.#nodes.entries()]
      .filter(([index]) => this.statusCodes[index] === code.failed)
      .map(([index, { id }]) => ({ stage: id, attempt: this.attempts[index] ?? 0, error: this.errors.get(index) }));
  }

  get counts(): Readonly<Partial<Record<StageStatus, number>>> {
    const counts: Partial<Record<StageStatus, number>> = {};
    for (const status of this.statusCodes) {
      const name = stageStatuses[status] as StageStatus;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  get outputs(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(readOutputs(this.#plan.graph, this));
  }

  /** What is wrong with the first output that has a value and cannot be read, if any. */
  unreadableOutput(): PipelineError | undefined {
    let found: PipelineError | undefined;
    readOutputs(this.#plan.graph, this, (...failed) => (found ??= unreadable(this, ...failed)));
    return found;
  }

  hasValue(index: number): boolean {
    return this.statusCodes[index] === code.succeeded || this.streaming.has(index);
  }

  statusOf(index: number): StageStatus {
    return stageStatuses[this.statusCodes[index] ?? 0] as StageStatus;
  }

  result(index: number): Result<unknown> {
    if (this.hasValue(index)) return { ok: true, value: this.values[index] };
    const id = this.#nodes[index]?.id ?? "";
    const error =
      this.errors.get(index) ??
      new PipelineError("PIPELINE_STAGE_UNFINISHED", `stage '${id}' has no value: it is ${this.statusOf(index)}`, {
        details: { stage: id, status: this.statusOf(index) },
      });
    return { ok: false, error };
  }

  get #nodes(): readonly StageNode[] {
    return this.#plan.graph.nodes;
  }

  #stage(index: number): StageRecord {
    const stage = this.#nodes[index] as StageNode;
    const time = (offset: number | undefined): number | undefined =>
      offset === undefined || Number.isNaN(offset) ? undefined : this.startedAt + offset;
    const startedAt = time(this.started[index]);
    const endedAt = time(this.ended[index]);
    return {
      id: stage.id,
      label: stage.options.label ?? stage.id,
      kind: stage.operation.kind,
      status: this.statusOf(index),
      attempts: this.attempts[index] ?? 0,
      startedAt,
      endedAt,
      durationMs: startedAt === undefined || endedAt === undefined ? undefined : endedAt - startedAt,
      value: this.hasValue(index) ? this.values[index] : undefined,
      outputs: this.hasValue(index) ? (this.mapped.get(index) ?? { return: this.values[index] }) : {},
      error: this.errors.get(index),
      items: this.items.get(index),
      logged: this.logged.get(index),
      run: this.children.get(index),
    };
  }
}
