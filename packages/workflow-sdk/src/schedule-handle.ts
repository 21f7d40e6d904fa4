import { checkOptions } from "@millrace/protocol";
import { checkText } from "./internal/check-values.ts";
import type { ClientCore } from "./remote/client/core.ts";
import { deleteSchedule, describeSchedule, patchSchedule, updateSchedule } from "./remote/client/schedules.ts";
import type { ScheduleDescription } from "./schedule-description.ts";
import {
  checkBackfills,
  checkOverlap,
  checkScheduleOptions,
  type ScheduleBackfill,
  type ScheduleOptions,
  type ScheduleOverlapPolicy,
} from "./schedule-options.ts";
import { wireBackfill, wireOverlap } from "./wire/schedule.ts";

/**
 * A schedule that there is, or may be: making a handle asks nobody. Methods throw `ScheduleNotFoundError` if there is
 * none.
 */
export class ScheduleHandle {
  readonly scheduleId: string;
  readonly #core: ClientCore;

  /** @internal Handles come from a client. */
  constructor(core: ClientCore, scheduleId: string) {
    this.#core = core;
    this.scheduleId = scheduleId;
  }

  async describe(): Promise<ScheduleDescription> {
    return (await describeSchedule(this.#core, this.scheduleId)).description;
  }

  /**
   * Replaces what the schedule is by what `change` makes of it: what `change` leaves out is gone.
   *
   * If another caller changes the schedule meanwhile, the server keeps that change and not this one. Temporal's server
   * 1.32 says nothing of it: describe the schedule where it matters.
   *
   * @throws `FailedPreconditionError` from servers that do
   */
  async update(change: (current: ScheduleDescription) => ScheduleOptions | Promise<ScheduleOptions>): Promise<void> {
    const { description, conflictToken } = await describeSchedule(this.#core, this.scheduleId);
    const options = await change(description);
    // A description with parts replaced is a common answer; what it has more is not the caller's to change.
    checkScheduleOptions(options, ["scheduleId", "memo", "info"], "update of a schedule");
    await updateSchedule(this.#core, this.scheduleId, options, conflictToken);
  }

  /** The workflows that it started go on. */
  async delete(): Promise<void> {
    await deleteSchedule(this.#core, this.scheduleId);
  }

  /** Acts once, now. */
  async trigger(options: { readonly overlap?: ScheduleOverlapPolicy } = {}): Promise<void> {
    const where = "trigger of a schedule";
    checkOptions(options, ["overlap"], where);
    checkOverlap(options.overlap, where);
    const triggerImmediately = { overlapPolicy: wireOverlap(options.overlap) };
    await patchSchedule(this.#core, this.scheduleId, { triggerImmediately });
  }

  /** Acts as if times in the past, or to come, were now. */
  async backfill(backfills: readonly ScheduleBackfill[]): Promise<void> {
    checkBackfills(backfills, "backfill of a schedule");
    await patchSchedule(this.#core, this.scheduleId, { backfillRequest: backfills.map(wireBackfill) });
  }

  /** Acts no more until it is unpaused. Default of `note`: `paused`. */
  async pause(options: { readonly note?: string } = {}): Promise<void> {
    const { note = "paused" } = options;
    checkOptions(options, ["note"], "pause of a schedule");
    checkText(note, "note", "pause of a schedule");
    await patchSchedule(this.#core, this.scheduleId, { pause: note });
  }

  /** Default of `note`: `unpaused`. */
  async unpause(options: { readonly note?: string } = {}): Promise<void> {
    const { note = "unpaused" } = options;
    checkOptions(options, ["note"], "unpause of a schedule");
    checkText(note, "note", "unpause of a schedule");
    await patchSchedule(this.#core, this.scheduleId, { unpause: note });
  }
}
