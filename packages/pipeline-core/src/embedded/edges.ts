/** How a stage depends on one before it. */
export interface Edge {
  readonly from: number;
  /** `required`: needs its value · `tolerant`: takes what there is · `branch`: may be skipped · `order`: only waits for it */
  readonly kind: EdgeKind;
}

export type EdgeKind = "required" | "tolerant" | "branch" | "order";

const kinds: readonly EdgeKind[] = ["required", "tolerant", "branch", "order"];

/** Bits of what consumes a stage. */
const copes = 1;
const needs = 2;

/**
 * The edges of a graph in flat arrays: a few bytes each, nothing for the garbage collector to visit, and linear in time
 * however far a stage fans in or out. Filled stage by stage, then closed.
 */
export class Edges {
  /** Number of distinct stages that each stage waits for. */
  readonly waits: Int32Array;
  /** Stages that wait for stage `i`, each once: those from `dependentStarts[i]` up to `dependentStarts[i + 1]`. */
  dependents: Int32Array = new Int32Array(0);
  readonly dependentStarts: Int32Array;
  /** Every edge leads to a stage declared later, so there is no cycle. */
  forward = true;

  /** The edges that lead to stage `i` are those from `#starts[i]` up to `#starts[i + 1]`. */
  readonly #starts: Int32Array;
  /** Where each edge leads from, times four, plus the position of its kind. */
  readonly #edges: number[] = [];
  /** Stage that each input takes its value from, -1 where there is none; those of stage `i` begin at `#inputStarts[i]`. */
  readonly #inputs: number[] = [];
  readonly #inputStarts: Int32Array;
  /** For each stage, the last one found to wait for it, counted from 1: a second edge between the same two does not count. */
  readonly #lastWaiting: Int32Array;
  /** Whether a stage has consumers that cope without its value, such that do not, or both: outputs of the pipeline are among them. */
  readonly #consumers: Uint8Array;
  #current = 0;

  /** @param count number of stages */
  constructor(count: number) {
    this.waits = new Int32Array(count);
    this.dependentStarts = new Int32Array(count + 1);
    this.#starts = new Int32Array(count + 1);
    this.#inputStarts = new Int32Array(count + 1);
    this.#lastWaiting = new Int32Array(count);
    this.#consumers = new Uint8Array(count);
  }

  /** Adds an edge that leads to the current stage. */
  add(from: number, kind: EdgeKind): void {
    this.#edges.push(from * 4 + kinds.indexOf(kind));
    this.consume(from, kind);
    if (from >= this.#current) this.forward = false;
    if (!this.#isNew(from, this.#current)) return;
    increment(this.waits, this.#current);
    increment(this.dependentStarts, from + 1);
  }

  /** Notes that something takes the value of a stage: a stage that an edge leads to, or an output of the pipeline. */
  consume(from: number, kind: EdgeKind): void {
    this.#consumers[from] = (this.#consumers[from] as number) | (kind === "tolerant" ? copes : needs);
  }

  /** Notes where the next input of the current stage takes its value from. */
  addInput(from: number | undefined): void {
    this.#inputs.push(from ?? -1);
  }

  /** The current stage has all of its edges; the next one becomes current. */
  endStage(): void {
    this.#starts[++this.#current] = this.#edges.length;
    this.#inputStarts[this.#current] = this.#inputs.length;
  }

  /** There are no more edges: sorts them by the stage that they lead from. */
  close(): void {
    const starts = this.dependentStarts;
    for (let index = 1; index < starts.length; index++)
      starts[index] = (starts[index] as number) + (starts[index - 1] as number);
    const next = starts.slice();
    this.dependents = new Int32Array(starts.at(-1) ?? 0);
    this.#lastWaiting.fill(0);
    for (let to = 0, edge = 0; to < this.#current; to++) {
      for (const end = this.#starts[to + 1] as number; edge < end; edge++) {
        const from = (this.#edges[edge] as number) >> 2;
        if (this.#isNew(from, to)) this.dependents[increment(next, from)] = to;
      }
    }
  }

  /** The stage that an input takes its value from; `undefined` when it is none, or does not exist. */
  sourceOf(index: number, input: number): number | undefined {
    const from = this.#inputs[(this.#inputStarts[index] as number) + input] as number;
    return from < 0 ? undefined : from;
  }

  /** Stages that wait for a stage. */
  dependentsOf(index: number): Int32Array {
    return this.dependents.subarray(this.dependentStarts[index], this.dependentStarts[index + 1]);
  }

  /** The edges that lead to a stage. */
  into(index: number): readonly Edge[] {
    return this.#edges
      .slice(this.#starts[index], this.#starts[index + 1])
      .map((edge) => ({ from: edge >> 2, kind: kinds[edge & 3] as EdgeKind }));
  }

  /** Everything that uses its value copes without, so that its failure does not fail the run. */
  forgiven(index: number): boolean {
    return this.#consumers[index] === copes;
  }

  #isNew(from: number, to: number): boolean {
    if (this.#lastWaiting[from] === to + 1) return false;
    this.#lastWaiting[from] = to + 1;
    return true;
  }
}

/** Counts up in place and gives the count before. */
function increment(counts: Int32Array, index: number): number {
  const before = counts[index] as number;
  counts[index] = before + 1;
  return before;
}
