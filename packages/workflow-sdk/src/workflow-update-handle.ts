import { checkOptions } from "@millrace/protocol";
import { WorkflowUpdateFailedError } from "./client-errors.ts";
import type { UpdateOutcome } from "./interceptors.ts";
import type { ClientCore } from "./remote/client/core.ts";
import { updateOutcome, type UpdateRef } from "./remote/client/workflow-updates.ts";

/** What waits take. */
export interface ResultWaitOptions {
  /** Aborting it ends the wait, and nothing else. */
  readonly signal?: AbortSignal | undefined;
}

/** An update that was sent to a workflow. */
export class WorkflowUpdateHandle<Result = unknown> {
  readonly workflowId: string;
  /** The run that took it; undefined where that is not known. */
  readonly workflowRunId: string | undefined;
  readonly updateId: string;
  readonly #core: ClientCore;
  readonly #known: UpdateOutcome | undefined;

  /** @internal Handles come from a client. */
  constructor(core: ClientCore, ref: UpdateRef, known: UpdateOutcome | undefined) {
    this.#core = core;
    this.#known = known;
    this.workflowId = ref.workflowId;
    this.workflowRunId = ref.workflowRunId;
    this.updateId = ref.updateId;
  }

  /**
   * What the update gave. Asks the server, unless it told already.
   *
   * @throws {@link WorkflowUpdateFailedError}; `WorkflowNotFoundError`
   */
  async result(options: ResultWaitOptions = {}): Promise<Result> {
    checkOptions(options, ["signal"], "result of an update");
    const outcome = this.#known ?? (await updateOutcome(this.#core, this, options.signal));
    if (outcome.type === "result") return outcome.value as Result;
    throw new WorkflowUpdateFailedError(this.workflowId, this.updateId, outcome.error);
  }
}
