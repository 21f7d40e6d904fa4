/** The types of schedules. `tsc` checks this file; nothing here runs. */
import { expectTypeOf } from "vitest";
import {
  Client,
  type CalendarSpec,
  type CalendarSpecDescription,
  type CreateScheduleOutput,
  type DayOfWeek,
  type IntervalSpecDescription,
  type LooseRange,
  type Month,
  type Range,
  type RequestCancelWorkflowExecutionResponse,
  type ScheduleClientInterceptor,
  type ScheduleDescription,
  type ScheduleDescriptionAction,
  type ScheduleDescriptionStartWorkflowAction,
  type ScheduleExecutionActionResult,
  type ScheduleExecutionResult,
  type ScheduleExecutionStartWorkflowActionResult,
  type ScheduleOptionsAction,
  type ScheduleSpec,
  type ScheduleSpecDescription,
  type ScheduleSummary,
  type ScheduleSummaryAction,
  type ScheduleSummaryStartWorkflowAction,
  type TerminateWorkflowExecutionResponse,
  type WorkflowClientInterceptor,
} from "../../src/client-face.ts";

const month: Month = "JANUARY";
const day: DayOfWeek = "MONDAY";
const days: LooseRange<DayOfWeek> = { start: day, end: "FRIDAY" };
const hours: Range<number> = { start: 7, end: 9, step: 2 };
export const calendar: CalendarSpec = { month, dayOfWeek: days, hour: [hours, 12] };
// @ts-expect-error -- there is no such month
export const noMonth: Month = "BRUMAIRE";

export async function describes(): Promise<void> {
  const handle = new Client().schedule.getHandle("s");
  const described: ScheduleDescription = await handle.describe();
  expectTypeOf(described.spec).toEqualTypeOf<ScheduleSpecDescription>();
  expectTypeOf(described.spec.calendars?.[0]).toEqualTypeOf<CalendarSpecDescription | undefined>();
  expectTypeOf(described.spec.intervals?.[0]).toEqualTypeOf<IntervalSpecDescription | undefined>();
  expectTypeOf<CalendarSpecDescription["month"][number]>().toEqualTypeOf<Range<Month>>();
  expectTypeOf(described.action).toEqualTypeOf<ScheduleDescriptionAction>();
  expectTypeOf<ScheduleDescriptionAction>().toEqualTypeOf<ScheduleDescriptionStartWorkflowAction>();
  expectTypeOf(described.info.recentActions[0]).toEqualTypeOf<ScheduleExecutionResult | undefined>();
  expectTypeOf<ScheduleExecutionResult["action"]>().toEqualTypeOf<ScheduleExecutionActionResult>();
  expectTypeOf<ScheduleExecutionActionResult>().toEqualTypeOf<ScheduleExecutionStartWorkflowActionResult>();
  // What was described is what may be given again.
  expectTypeOf<ScheduleSpecDescription>().toExtend<ScheduleSpec>();
  expectTypeOf<ScheduleDescriptionAction>().toExtend<ScheduleOptionsAction>();
  expectTypeOf<ScheduleSummary["action"]>().toEqualTypeOf<ScheduleSummaryAction | undefined>();
  expectTypeOf<ScheduleSummaryAction>().toEqualTypeOf<ScheduleSummaryStartWorkflowAction>();
}

/** Interceptors of the official kind name what calls give. */
export const schedules: ScheduleClientInterceptor = {
  create: async (input, next): Promise<CreateScheduleOutput> => next(input),
};
export const workflows: WorkflowClientInterceptor = {
  terminate: async (input, next): Promise<TerminateWorkflowExecutionResponse> => next(input),
  cancel: async (input, next): Promise<RequestCancelWorkflowExecutionResponse> => next(input),
};
