import { checkOptions } from "@millrace/protocol";
import type { ScheduleHandle as CoreHandle } from "../schedule-handle.ts";
import { BaseClient, baseOptionNames, type BaseClientOptions } from "./base-client.ts";
import { defined } from "./defined.ts";
import type { ScheduleOverlapPolicy } from "./enums.ts";
import {
  officialScheduleDescription,
  officialScheduleSummary,
  type ScheduleDescription,
  type ScheduleSummary,
} from "./schedule-description.ts";
import {
  coreBackfill,
  coreCreateOptions,
  coreUpdateOptions,
  type Backfill,
  type ScheduleOptions,
  type ScheduleOptionsStartWorkflowAction,
  type ScheduleUpdateOptions,
} from "./schedule-options.ts";
import { through } from "./through.ts";
import type { Headers } from "./workflow-interceptors.ts";
import type { Workflow } from "./workflow-type.ts";

export interface CreateScheduleInput {
  /** For the workflows that the schedule starts. */
  readonly headers: Headers;
  readonly options: ScheduleOptions;
}

/** Nothing: the token of conflicts stays inside. */
export type CreateScheduleOutput = void;

/** Wraps the creation of schedules. */
export interface ScheduleClientInterceptor {
  readonly create?: (
    input: CreateScheduleInput,
    next: (input: CreateScheduleInput) => Promise<CreateScheduleOutput>,
  ) => Promise<CreateScheduleOutput>;
}

export interface ScheduleClientOptions extends BaseClientOptions {
  /** The first is the outermost. */
  readonly interceptors?: readonly ScheduleClientInterceptor[];
}

export interface ListScheduleOptions {
  readonly pageSize?: number;
  readonly query?: string;
}

/** A schedule that there is, or may be. Methods throw `ScheduleNotFoundError`. */
export class ScheduleHandle {
  readonly scheduleId: string;
  readonly client: ScheduleClient;
  /** The same handle under this package's own names. */
  readonly core: CoreHandle;

  /** @internal Handles come from a client. */
  constructor(client: ScheduleClient, core: CoreHandle) {
    this.client = client;
    this.core = core;
    this.scheduleId = core.scheduleId;
  }

  async describe(): Promise<ScheduleDescription> {
    return officialScheduleDescription(await this.core.describe());
  }

  /** Replaces what the schedule is by what `updateFn` makes of it. */
  update<W extends Workflow = Workflow>(
    updateFn: (
      previous: ScheduleDescription,
    ) => ScheduleUpdateOptions | ScheduleUpdateOptions<ScheduleOptionsStartWorkflowAction<W>>,
  ): Promise<void> {
    return this.core.update((previous) => coreUpdateOptions(updateFn(officialScheduleDescription(previous))));
  }

  delete(): Promise<void> {
    return this.core.delete();
  }

  trigger(overlap?: ScheduleOverlapPolicy): Promise<void> {
    return this.core.trigger(defined({ overlap }));
  }

  backfill(options: Backfill | readonly Backfill[]): Promise<void> {
    return this.core.backfill([options].flat().map(coreBackfill));
  }

  pause(note?: string): Promise<void> {
    return this.core.pause(defined({ note }));
  }

  unpause(note?: string): Promise<void> {
    return this.core.unpause(defined({ note }));
  }
}

/** Makes schedules, and changes them. */
export class ScheduleClient extends BaseClient {
  readonly #interceptors: readonly ScheduleClientInterceptor[];

  constructor(options: ScheduleClientOptions = {}) {
    checkOptions(options, [...baseOptionNames, "interceptors"], "ScheduleClient");
    super(options, { interceptors: [] });
    this.#interceptors = options.interceptors ?? [];
  }

  /** @throws `ScheduleAlreadyRunning` */
  async create<W extends Workflow = Workflow>(
    options: ScheduleOptions<ScheduleOptionsStartWorkflowAction<W>>,
  ): Promise<ScheduleHandle> {
    const create = async ({ headers, options: given }: CreateScheduleInput): Promise<void> => {
      await this.core.createSchedule(given.scheduleId, coreCreateOptions(given, headers));
    };
    await through(this.#interceptors, (each) => each.create?.bind(each), create)({ headers: {}, options: options });
    return this.getHandle(options.scheduleId);
  }

  async *list(options: ListScheduleOptions = {}): AsyncIterable<ScheduleSummary> {
    for await (const summary of this.core.listSchedules(defined(options))) yield officialScheduleSummary(summary);
  }

  getHandle(scheduleId: string): ScheduleHandle {
    return new ScheduleHandle(this, this.core.getScheduleHandle(scheduleId));
  }
}
