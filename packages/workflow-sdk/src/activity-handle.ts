import { checkOptions } from "@millrace/protocol";
import type { ActivityFunction } from "./activity-definitions.ts";
import type { ActivityExecution } from "./activity-execution.ts";
import type { ActivityRef } from "./interceptors.ts";
import { activityResult, cancelActivity, describeActivity, terminateActivity } from "./remote/client/activities.ts";
import type { ClientCore } from "./remote/client/core.ts";
import type { ResultWaitOptions } from "./workflow-update-handle.ts";
import type { ResultOf } from "./workflow-types.ts";

/**
 * A standalone activity, one that no workflow runs, which there is or may be: making a handle asks nobody. Methods
 * throw `ActivityNotFoundError` if there is none.
 */
export class ActivityHandle<F extends ActivityFunction = ActivityFunction> {
  readonly activityId: string;
  /** The run that calls go to; undefined for the latest. */
  readonly runId: string | undefined;
  readonly #core: ClientCore;

  /** @internal Handles come from a client. */
  constructor(core: ClientCore, ref: ActivityRef) {
    this.#core = core;
    this.activityId = ref.activityId;
    this.runId = ref.runId;
  }

  /**
   * Waits for the end of the activity with all its attempts. Asks the server each time that it is called.
   *
   * @throws `ActivityExecutionFailedError` if it ended otherwise than by a result
   */
  async result(options: ResultWaitOptions = {}): Promise<ResultOf<F>> {
    checkOptions(options, ["signal"], "result of an activity");
    return (await activityResult(this.#core, { ...this.#ref(), signal: options.signal })) as ResultOf<F>;
  }

  async describe(): Promise<ActivityExecution> {
    return describeActivity(this.#core, this.#ref());
  }

  /** Asks the activity to end; it hears of it with its next heartbeat, and may take its time. */
  async cancel(options: { readonly reason?: string } = {}): Promise<void> {
    checkOptions(options, ["reason"], "cancel of an activity");
    await cancelActivity(this.#core, { ...this.#ref(), reason: options.reason ?? "" });
  }

  /** Ends the activity without asking it. */
  async terminate(options: { readonly reason?: string } = {}): Promise<void> {
    checkOptions(options, ["reason"], "terminate of an activity");
    await terminateActivity(this.#core, { ...this.#ref(), reason: options.reason ?? "" });
  }

  #ref(): { readonly activityId: string; readonly runId: string | undefined } {
    return { activityId: this.activityId, runId: this.runId };
  }
}
