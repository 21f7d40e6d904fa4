import { checkOptions } from "@millrace/protocol";
import type { AsyncActivityHandle } from "../async-completion.ts";
import type { ClientInterceptor } from "../interceptors.ts";
import { NamespaceNotFoundError } from "../rpc-errors/namespace-errors.ts";
import { RpcError } from "../rpc-errors/rpc-error.ts";
import { ActivityNotFoundError } from "../rpc-errors/subject-errors.ts";
import { BaseClient, baseOptionNames, type BaseClientOptions } from "./base-client.ts";
import { defined } from "./defined.ts";
import { ActivityCompletionError } from "./errors.ts";

export type AsyncCompletionClientOptions = BaseClientOptions;

/** An activity by ids; of a standalone one `activityId` and `runId`. */
export interface FullActivityId {
  readonly workflowId?: string;
  readonly runId?: string;
  readonly activityId: string;
}

/**
 * Carries on activities that ended on their worker with `CompleteAsyncError`. Methods throw `ActivityNotFoundError` for
 * an activity that has ended already, `NamespaceNotFoundError`, and `ActivityCompletionError` for all other answers.
 */
export class AsyncCompletionClient extends BaseClient {
  /** @param interceptors of a derived client. */
  constructor(options: AsyncCompletionClientOptions = {}, interceptors: readonly ClientInterceptor[] = []) {
    checkOptions(options, [...baseOptionNames, "interceptors"], "a client of activities");
    super(options, { interceptors });
  }

  complete(activity: Uint8Array | FullActivityId, result: unknown): Promise<void> {
    return orCompletionError(this.#handle(activity).complete(result));
  }

  fail(activity: Uint8Array | FullActivityId, error: unknown): Promise<void> {
    return orCompletionError(this.#handle(activity).fail(error));
  }

  reportCancellation(activity: Uint8Array | FullActivityId, details?: unknown): Promise<void> {
    return orCompletionError(this.#handle(activity).reportCancellation(...valuesOf(details)));
  }

  /** @throws `ActivityCancelledError`, `ActivityPausedError`, `ActivityResetError` if the activity is to stop */
  heartbeat(activity: Uint8Array | FullActivityId, details?: unknown): Promise<void> {
    return orCompletionError(this.#handle(activity).heartbeat(...valuesOf(details)));
  }

  #handle(activity: Uint8Array | FullActivityId): AsyncActivityHandle {
    if (activity instanceof Uint8Array) return this.core.getAsyncActivityHandle({ taskToken: activity });
    const { activityId, workflowId, runId } = activity;
    return this.core.getAsyncActivityHandle({ activityId, ...defined({ workflowId, runId }) });
  }
}

async function orCompletionError(call: Promise<void>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!RpcError.is(error) || ActivityNotFoundError.is(error) || NamespaceNotFoundError.is(error)) throw error;
    throw new ActivityCompletionError(error.message, { cause: error });
  }
}

const valuesOf = (details: unknown): readonly unknown[] => (details === undefined ? [] : [details]);
