import { checkOptions } from "@millrace/protocol";
import type { ActivityHandle as CoreHandle } from "../activity-handle.ts";
import type { ActivityDescribeOptions, ActivityExecutionDescription } from "./activity-description.ts";
import type { ActivityDescribeInput } from "./activity-interceptors.ts";
import type { Untyped } from "./untyped.ts";

/** Describes an activity through the client's interceptors. */
export type DescribeActivity = (input: ActivityDescribeInput) => Promise<ActivityExecutionDescription>;

/** A standalone activity that there is, or may be: making a handle asks nobody. */
export class ActivityHandle<Result = Untyped> {
  readonly activityId: string;
  readonly runId: string | undefined;
  /** The same handle under this package's own names. */
  readonly core: CoreHandle;
  readonly #describe: DescribeActivity;

  /** @internal Handles come from a client. */
  constructor(core: CoreHandle, describe: DescribeActivity) {
    this.core = core;
    this.#describe = describe;
    this.activityId = core.activityId;
    this.runId = core.runId;
  }

  /** @throws `ActivityExecutionFailedError` */
  async result(): Promise<Result> {
    return (await this.core.result()) as Result;
  }

  async describe(options: ActivityDescribeOptions = {}): Promise<ActivityExecutionDescription> {
    checkOptions(options, ["includeHeartbeatDetails", "includeLastFailure"], "describe of an activity");
    return this.#describe({ activityId: this.activityId, activityRunId: this.runId, options });
  }

  cancel(reason: string): Promise<void> {
    return this.core.cancel({ reason });
  }

  terminate(reason: string): Promise<void> {
    return this.core.terminate({ reason });
  }
}
