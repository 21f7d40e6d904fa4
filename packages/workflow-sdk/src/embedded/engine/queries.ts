import type { failure, query } from "@millrace/protocol/temporal";

/** What came of a query. */
export type QueryOutcome =
  | { readonly kind: "answered"; readonly result: query.WorkflowQueryResult["answer"] }
  | { readonly kind: "failed"; readonly message: string; readonly failure: failure.Failure | undefined }
  /** Nobody answered; somebody else may. */
  | { readonly kind: "unanswered" };

export interface PendingQuery {
  readonly id: string;
  readonly query: query.WorkflowQuery;
  readonly settle: (outcome: QueryOutcome) => void;
}

/** Queries that go to the worker along with the next workflow task, or that it has. */
export class Queries {
  readonly #waiting = new Map<string, PendingQuery>();
  readonly #taken = new Map<string, PendingQuery>();

  add(pending: PendingQuery): void {
    this.#waiting.set(pending.id, pending);
  }

  /** The caller does not wait any more. */
  forget(id: string): void {
    this.#waiting.delete(id);
    this.#taken.delete(id);
  }

  /** Those that a task takes along. */
  take(): [string, query.WorkflowQuery][] {
    // A task that came to nothing brings its queries back.
    for (const [id, pending] of this.#waiting) this.#taken.set(id, pending);
    this.#waiting.clear();
    return [...this.#taken].map(([id, { query }]) => [id, query]);
  }

  /** The worker has answered one: whoever calls this settles it. */
  detach(id: string): PendingQuery | undefined {
    const pending = this.#taken.get(id);
    this.forget(id);
    return pending;
  }

  /** No task follows: whoever is left has to ask another way. */
  release(): void {
    const left = [...this.#taken.values(), ...this.#waiting.values()];
    this.#taken.clear();
    this.#waiting.clear();
    for (const { settle } of left) settle({ kind: "unanswered" });
  }
}
