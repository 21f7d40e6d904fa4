import type { common, failure } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import { serverFailure } from "../engine/failures.ts";
import { sizeOfPayloads } from "../engine/sizes.ts";
import { invalidArgument } from "../service-errors.ts";
import type { ActivityExecution } from "./activity-execution.ts";
import { activityNotFound } from "./checks.ts";
import { hasWorker, isOpen } from "./activity-state.ts";
import type { StandaloneActivities } from "./standalone-activities.ts";
import { attemptFailed, canceled, completed, heartbeatRecorded } from "./transitions.ts";

/** Which attempt a worker speaks of; without an attempt, whichever is running. */
export interface ReportedAttempt {
  readonly activity: ActivityExecution;
  readonly attempt?: number;
}

/** What workers report of their attempts. */
export class ActivityReports {
  readonly #core: ServerCore;
  readonly #activities: StandaloneActivities;

  constructor(core: ServerCore, activities: StandaloneActivities) {
    this.#core = core;
    this.#activities = activities;
  }

  /** By id, also an activity that no worker has. @throws `not_found` */
  async complete(of: ReportedAttempt, identity: string, result: common.Payloads | undefined): Promise<void> {
    const waits = of.attempt === undefined && isOpen(of.activity.state);
    if (!waits) this.#require(of);
    if (this.#isTooLarge(result)) return this.#tooLarge(of, identity, "Complete result exceeds size limit.");
    await this.#activities.change(of.activity, (situation) => completed(situation, identity, result));
  }

  /** @throws `not_found` */
  async fail(
    of: ReportedAttempt,
    identity: string,
    cause: failure.Failure | undefined,
    lastHeartbeatDetails: common.Payloads | undefined,
  ): Promise<void> {
    this.#require(of);
    await this.#activities.change(of.activity, (situation) => {
      const seen = lastHeartbeatDetails && heartbeatRecorded(situation, lastHeartbeatDetails);
      return attemptFailed({ ...situation, state: seen ?? situation.state }, identity, cause);
    });
  }

  /** @throws `not_found`; `invalid_argument` if nobody asked the activity to stop */
  async cancel(of: ReportedAttempt, details: common.Payloads | undefined): Promise<void> {
    this.#require(of);
    if (of.activity.state.status !== "cancel-requested") {
      throw invalidArgument("unable to mark activity as canceled without activity being request canceled first");
    }
    await this.#activities.change(of.activity, (situation) => canceled(situation, details));
  }

  /** Whether the activity is to stop. @throws `not_found` */
  async heartbeat(of: ReportedAttempt, identity: string, details: common.Payloads | undefined): Promise<boolean> {
    this.#require(of);
    if (this.#isTooLarge(details)) {
      await this.#tooLarge(of, identity, "Heartbeat details exceed size limit.");
      return true;
    }
    await this.#activities.change(of.activity, (situation) => heartbeatRecorded(situation, details));
    return of.activity.state.status === "cancel-requested";
  }

  #require({ activity, attempt }: ReportedAttempt): void {
    const { state } = activity;
    const isMeant = hasWorker(state) && (attempt === undefined || attempt === state.attempt);
    if (!isMeant) throw activityNotFound(activity.facts.request.activityId);
  }

  #isTooLarge(payloads: common.Payloads | undefined): boolean {
    return sizeOfPayloads(payloads) > this.#core.settings.limits.blobBytes;
  }

  async #tooLarge({ activity }: ReportedAttempt, identity: string, message: string): Promise<void> {
    const cause = serverFailure(message, true);
    await this.#activities.change(activity, (situation) => attemptFailed(situation, identity, cause));
  }
}
