import { checkOptions } from "@millrace/protocol";
import { WorkflowSdkError } from "./errors.ts";
import { checkText } from "./internal/check-values.ts";
import {
  completeActivity,
  failActivity,
  heartbeatActivity,
  reportCancelled,
  type AsyncActivityRef,
} from "./remote/client/async-completion.ts";
import type { ClientCore } from "./remote/client/core.ts";

export type { AsyncActivityRef } from "./remote/client/async-completion.ts";

/**
 * An activity that ended on its worker with `CompleteAsyncError`, and is now carried on from elsewhere. Methods throw
 * `ActivityNotFoundError` if it has ended already.
 */
export class AsyncActivityHandle {
  readonly #core: ClientCore;
  readonly #ref: AsyncActivityRef;

  /** @internal Handles come from a client. */
  constructor(core: ClientCore, ref: AsyncActivityRef) {
    this.#core = core;
    this.#ref = ref;
  }

  /** The activity has done its work. */
  async complete(result?: unknown): Promise<void> {
    await completeActivity(this.#core, this.#ref, result);
  }

  /** The activity has failed; whether it is tried again is for its retry policy and the error to say. */
  async fail(error: unknown): Promise<void> {
    await failActivity(this.#core, this.#ref, error);
  }

  /** The activity has ended because it was to be cancelled. */
  async reportCancellation(...details: readonly unknown[]): Promise<void> {
    await reportCancelled(this.#core, this.#ref, details);
  }

  /**
   * The activity lives.
   *
   * @throws `ActivityCancelledError`, `ActivityResetError`, `ActivityPausedError` if it is to stop
   */
  async heartbeat(...details: readonly unknown[]): Promise<void> {
    await heartbeatActivity(this.#core, this.#ref, details);
  }
}

/** @throws `WORKFLOW_INVALID_OPTION`, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION` */
export function checkAsyncActivity(ref: AsyncActivityRef): void {
  const where = "getAsyncActivityHandle";
  if (typeof ref === "object" && ref !== null && "taskToken" in ref) {
    checkOptions(ref, ["taskToken"], where);
    if (ref.taskToken instanceof Uint8Array && ref.taskToken.length > 0) return;
    const message = `${where}: 'taskToken' must be the bytes that 'info().taskToken' had`;
    throw new WorkflowSdkError("WORKFLOW_INVALID_OPTION", message, { details: { where, option: "taskToken" } });
  }
  checkOptions(ref, ["activityId", "workflowId", "runId"], where);
  checkText(ref?.activityId, "activityId", where);
  for (const name of ["workflowId", "runId"] as const) if (ref[name] !== undefined) checkText(ref[name], name, where);
}
