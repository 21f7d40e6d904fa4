import { checkOptions } from "@millrace/protocol";
import type { AsyncActivityHandle } from "../async-completion.ts";
import type { ClientInterceptor } from "../interceptors.ts";
import { BaseClient, baseOptionNames, type BaseClientOptions } from "./base-client.ts";
import { defined } from "./defined.ts";

export type AsyncCompletionClientOptions = BaseClientOptions;

/** An activity by ids; of a standalone one `activityId` and `runId`. */
export interface FullActivityId {
  readonly workflowId?: string;
  readonly runId?: string;
  readonly activityId: string;
}

/**
 * Carries on activities that ended on their worker with `CompleteAsyncError`. Methods throw `ActivityNotFoundError` for
 * an activity that has ended already.
 */
export class AsyncCompletionClient extends BaseClient {
  /** @param interceptors of a derived client. */
  constructor(options: AsyncCompletionClientOptions = {}, interceptors: readonly ClientInterceptor[] = []) {
    checkOptions(options, [...baseOptionNames, "interceptors"], "a client of activities");
    super(options, { interceptors });
  }

  complete(activity: Uint8Array | FullActivityId, result: unknown): Promise<void> {
    return this.#handle(activity).complete(result);
  }

  fail(activity: Uint8Array | FullActivityId, error: unknown): Promise<void> {
    return this.#handle(activity).fail(error);
  }

  reportCancellation(activity: Uint8Array | FullActivityId, details?: unknown): Promise<void> {
    return this.#handle(activity).reportCancellation(...valuesOf(details));
  }

  /** @throws `ActivityCancelledError`, `ActivityPausedError`, `ActivityResetError` if the activity is to stop */
  heartbeat(activity: Uint8Array | FullActivityId, details?: unknown): Promise<void> {
    return this.#handle(activity).heartbeat(...valuesOf(details));
  }

  #handle(activity: Uint8Array | FullActivityId): AsyncActivityHandle {
    if (activity instanceof Uint8Array) return this.core.getAsyncActivityHandle({ taskToken: activity });
    const { activityId, workflowId, runId } = activity;
    return this.core.getAsyncActivityHandle({ activityId, ...defined({ workflowId, runId }) });
  }
}

const valuesOf = (details: unknown): readonly unknown[] => (details === undefined ? [] : [details]);
