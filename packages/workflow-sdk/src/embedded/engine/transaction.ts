import type { common } from "@millrace/protocol/temporal";
import type { CoreSettings } from "../core-options.ts";
import type { StoredChange } from "../store/store.ts";
import { Change } from "./change.ts";
import { endChange } from "./end-change.ts";
import type { Run } from "./run.ts";

/** What namespaces say, each by its name. */
export interface NamespaceRules {
  /**
   * The check of search attributes that a worker sets: gives them back complete.
   *
   * @throws `invalid_argument`
   */
  readonly checkSearchAttributes: (
    namespace: string,
    fields: Readonly<Record<string, common.Payload>>,
  ) => Readonly<Record<string, common.Payload>>;
  /** How long closed runs are kept. */
  readonly retentionMs: (namespace: string) => number;
}

/** What one transition does, to one run or to several at once. */
export class Transaction {
  readonly nowMs: number;
  readonly settings: CoreSettings;
  readonly rules: NamespaceRules;
  readonly #changes = new Map<Run, Change>();
  readonly #created: Run[] = [];

  constructor(nowMs: number, settings: CoreSettings, rules: NamespaceRules) {
    this.nowMs = nowMs;
    this.settings = settings;
    this.rules = rules;
  }

  /** The change of this run; one for the whole transaction. */
  change(run: Run): Change {
    const known = this.#changes.get(run);
    if (known !== undefined) return known;
    const change = new Change(run, this.nowMs, this.settings);
    this.#changes.set(run, change);
    return change;
  }

  /** The change that makes a run be there. */
  create(run: Run): Change {
    this.#created.push(run);
    return this.change(run);
  }

  /** Forgets what was done so far, for a second try. */
  reset(): void {
    this.#changes.clear();
    this.#created.length = 0;
  }

  get changes(): readonly Change[] {
    return [...this.#changes.values()];
  }

  get created(): readonly Run[] {
    return this.#created;
  }

  /** Ends all changes and makes them the state of their runs. */
  commit(nextTaskId: () => bigint): StoredChange[] {
    // What can fail comes first, so that all changes are made or none.
    for (const change of this.changes) {
      endChange(change);
      for (const event of change.events) event.taskId = nextTaskId();
      change.measure();
    }
    return this.changes.map((change) => {
      change.commit();
      const { namespaceId, workflowId, runId } = change.facts;
      return { namespaceId, workflowId, runId, events: change.events };
    });
  }
}
