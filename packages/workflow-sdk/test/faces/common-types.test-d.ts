/** The types of `./common` and `./activity`. `tsc` checks this file; nothing here runs. */
import { expectTypeOf } from "vitest";
import { activityInfo, type ActivityInterface as ActivitiesInside } from "../../src/activity-face.ts";
import {
  noopMetricMeter,
  type ActivityCancellationDetailsOptions,
  type ActivityFunction,
  type ActivityInterface,
  type BaseWorkflowHandle,
  type BaseWorkflowOptions,
  type Headers,
  type HistoryAndWorkflowId,
  type Metric,
  type MetricCounter,
  type MetricGauge,
  type MetricHistogram,
  type MetricKind,
  type MetricTags,
  type MetricUpDownCounter,
  type Next,
  type NumericMetricValueType,
  type Payload,
  type QueryDefinition,
  type SignalDefinition,
  type UntypedActivities,
  type UpdateDefinition,
  type WithWorkflowArgs,
  type WorkflowExecution,
  type WorkflowQueryOptions,
  type WorkflowResultType,
  type WorkflowSignalOptions,
} from "../../src/common-face.ts";
import { defineQuery, defineSignal, defineUpdate } from "../../src/definitions.ts";

async function order(_customer: string): Promise<number> {
  return 1;
}

export function definitions(handle: BaseWorkflowHandle<typeof order>): void {
  expectTypeOf(handle.result()).toEqualTypeOf<Promise<WorkflowResultType<typeof order>>>();
  expectTypeOf<WorkflowResultType<typeof order>>().toEqualTypeOf<number>();
  expectTypeOf(defineSignal<[string]>("s")).toExtend<SignalDefinition<[string]>>();
  expectTypeOf(defineQuery<number, [string]>("q")).toExtend<QueryDefinition<number, [string]>>();
  expectTypeOf(defineUpdate<number, [string]>("u")).toExtend<UpdateDefinition<number, [string]>>();
  expectTypeOf<WithWorkflowArgs<typeof order, BaseWorkflowOptions>["args"]>().toEqualTypeOf<readonly [string]>();
  expectTypeOf<WorkflowSignalOptions<[string]>["args"]>().toEqualTypeOf<[string] | undefined>();
  expectTypeOf<WorkflowQueryOptions<[string]>["args"]>().toEqualTypeOf<[string] | undefined>();
  expectTypeOf<HistoryAndWorkflowId["workflowId"]>().toEqualTypeOf<WorkflowExecution["workflowId"]>();
}

interface Counts {
  readonly count: (input: { readonly query: string }, next: (input: { readonly query: string }) => number) => number;
}

export function interceptors(headers: Headers): void {
  expectTypeOf(headers["trace"]).toEqualTypeOf<Payload | undefined>();
  expectTypeOf<Next<Counts, "count">>().toEqualTypeOf<(input: { readonly query: string }) => number>();
}

export function activities(): void {
  expectTypeOf<typeof order>().toExtend<ActivityFunction>();
  expectTypeOf<{ readonly order: typeof order }>().toExtend<UntypedActivities>();
  expectTypeOf<ActivityInterface>().toEqualTypeOf<ActivitiesInside>();
  expectTypeOf<ActivityCancellationDetailsOptions["paused"]>().toEqualTypeOf<boolean | undefined>();
  // What the heartbeat told is used without a look, as a code base does.
  const from: number = activityInfo().heartbeatDetails ?? 0;
  expectTypeOf(from).toBeNumber();
}

export function metrics(tags: MetricTags, kind: MetricKind, valueType: NumericMetricValueType): void {
  expectTypeOf(noopMetricMeter.createCounter("c").withTags(tags)).toEqualTypeOf<MetricCounter>();
  expectTypeOf(noopMetricMeter.createUpDownCounter("u").withTags(tags)).toEqualTypeOf<MetricUpDownCounter>();
  expectTypeOf(noopMetricMeter.createHistogram("h", valueType).withTags(tags)).toEqualTypeOf<MetricHistogram>();
  expectTypeOf(noopMetricMeter.createGauge("g", valueType).withTags(tags)).toEqualTypeOf<MetricGauge>();
  expectTypeOf<Metric["kind"]>().toEqualTypeOf(kind);
}
