import { WorkflowSdkError } from "../errors.ts";
import type { WorkflowIdConflictPolicy } from "./enums.ts";
import type { WorkflowHandle } from "./workflow-handle.ts";
import type { WorkflowStartOptions } from "./workflow-options.ts";
import type { Workflow } from "./workflow-type.ts";

/** The start of a workflow that an update is sent with. It is for one call. */
export class WithStartWorkflowOperation<W extends Workflow = Workflow> {
  readonly workflowTypeOrFunc: string | W;
  readonly options: WorkflowStartOptions<W> & { readonly workflowIdConflictPolicy: WorkflowIdConflictPolicy };
  readonly #handle = Promise.withResolvers<WorkflowHandle<W>>();
  #used = false;

  constructor(
    workflowTypeOrFunc: string | W,
    options: WorkflowStartOptions<W> & { readonly workflowIdConflictPolicy: WorkflowIdConflictPolicy },
  ) {
    this.workflowTypeOrFunc = workflowTypeOrFunc;
    this.options = options;
    // Who sends the update gets the failure from there.
    this.#handle.promise.catch(() => undefined);
  }

  /** The workflow, once it was started or found. */
  workflowHandle(): Promise<WorkflowHandle<W>> {
    return this.#handle.promise;
  }

  /** @internal */
  async run<T>(send: () => Promise<T>, handleOf: (sent: T) => WorkflowHandle<W>): Promise<T> {
    if (this.#used) {
      const message = "a WithStartWorkflowOperation was used before; make a new one for each update";
      throw new WorkflowSdkError("WORKFLOW_INVALID_OPTION", message);
    }
    this.#used = true;
    try {
      const sent = await send();
      this.#handle.resolve(handleOf(sent));
      return sent;
    } catch (error) {
      this.#handle.reject(error);
      throw error;
    }
  }
}
