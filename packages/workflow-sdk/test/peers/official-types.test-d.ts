/** What is typed by the official packages fits here. `tsc` checks this file; nothing here runs. */
import type * as officialActivity from "@temporalio/activity";
import type * as officialClient from "@temporalio/client";
import type * as officialCommon from "@temporalio/common";
import type * as activity from "../../src/activity-face.ts";
import type * as client from "../../src/client-face.ts";
import type * as common from "../../src/common-face.ts";

type Order = (id: string, items?: string[]) => Promise<number>;

/** Does not compile where the first does not fit where the second is expected. */
type Fits<Given extends Expected, Expected> = Given;

/** Typed search attributes are a class, of which each package has its own. */
type Plain<T> = Omit<T, "typedSearchAttributes">;

/** Options that were written with the official types are taken. */
export type Takes = [
  Fits<Plain<officialClient.WorkflowOptions>, Plain<client.WorkflowOptions>>,
  Fits<Plain<officialClient.WorkflowStartOptions<Order>>, Plain<client.WorkflowStartOptions<Order>>>,
  Fits<Plain<officialClient.WorkflowStartOptions>, Plain<client.WorkflowStartOptions>>,
  Fits<
    Plain<officialClient.WorkflowSignalWithStartOptions<[string]>>,
    Plain<client.WorkflowSignalWithStartOptions<[string]>>
  >,
  Fits<officialClient.WorkflowUpdateOptions, client.WorkflowUpdateOptions>,
  Fits<officialClient.WorkflowResultOptions, client.WorkflowResultOptions>,
  Fits<officialClient.GetWorkflowHandleOptions, client.GetWorkflowHandleOptions>,
  Fits<officialClient.GetWorkflowUpdateHandleOptions, client.GetWorkflowUpdateHandleOptions>,
  Fits<officialClient.ListOptions, client.ListOptions>,
  Fits<officialClient.IntoHistoriesOptions, client.IntoHistoriesOptions>,
  Fits<Plain<Omit<officialClient.ScheduleOptions, "action">>, Plain<Omit<client.ScheduleOptions, "action">>>,
  Fits<Plain<officialClient.ScheduleOptionsAction>, Plain<client.ScheduleOptionsAction>>,
  Fits<officialClient.ScheduleSpec, client.ScheduleSpec>,
  Fits<officialClient.CalendarSpec, client.CalendarSpec>,
  Fits<officialClient.CalendarSpecDescription, client.CalendarSpecDescription>,
  Fits<officialClient.LooseRange<number>, client.LooseRange<number>>,
  Fits<officialClient.Range<number>, client.Range<number>>,
  Fits<officialClient.IntervalSpec, client.IntervalSpec>,
  Fits<officialClient.Backfill, client.Backfill>,
  Fits<officialClient.ListScheduleOptions, client.ListScheduleOptions>,
  Fits<Plain<officialClient.ActivityOptions>, Plain<client.ActivityOptions>>,
  Fits<Plain<officialClient.ActivityOptionsWithArgs<[string]>>, Plain<client.ActivityOptionsWithArgs<[string]>>>,
  Fits<officialClient.FullActivityId, client.FullActivityId>,
  Fits<officialClient.GetActivityHandleOptions, client.GetActivityHandleOptions>,
  Fits<officialClient.TLSConfig, client.TLSConfig>,
  Fits<officialClient.WorkflowExecution, client.WorkflowExecution>,
  Fits<officialCommon.RetryPolicy, common.RetryPolicy>,
  Fits<officialCommon.Priority, common.Priority>,
  Fits<officialCommon.Duration, common.Duration>,
  Fits<Plain<officialCommon.CommonWorkflowOptions>, Plain<common.CommonWorkflowOptions>>,
  Fits<officialCommon.WorkflowDurationOptions, common.WorkflowDurationOptions>,
  Fits<officialCommon.ApplicationFailureOptions, common.ApplicationFailureOptions>,
  Fits<officialCommon.SearchAttributes, common.SearchAttributes>,
  Fits<officialCommon.SearchAttributePair, common.SearchAttributePair>,
  Fits<officialCommon.SearchAttributeUpdatePair, common.SearchAttributeUpdatePair>,
  Fits<officialCommon.SerializationContext, common.SerializationContext>,
  Fits<officialCommon.Logger, common.Logger>,
  Fits<officialCommon.MetricMeter, common.MetricMeter>,
  Fits<officialCommon.ActivityCancellationDetails, common.ActivityCancellationDetails>,
  Fits<officialCommon.Workflow, common.Workflow>,
  Fits<officialCommon.SignalDefinition<[string]>, common.SignalDefinition<[string]>>,
  Fits<officialCommon.QueryDefinition<number, [string]>, common.QueryDefinition<number, [string]>>,
  Fits<officialCommon.UpdateDefinition<number, [string]>, common.UpdateDefinition<number, [string]>>,
];

/** What is given here fits where the official types are expected; protobuf messages and lists that one may change aside. */
export type Gives = [
  Fits<Plain<client.WorkflowExecutionInfo>, Plain<Omit<officialClient.WorkflowExecutionInfo, "raw">>>,
  Fits<Omit<activity.Info, "retryPolicy">, Omit<officialActivity.Info, "retryPolicy">>,
  Fits<client.WorkflowExecutionStatusName, officialClient.WorkflowExecutionStatusName>,
  Fits<common.ActivityCancellationDetails, Omit<officialCommon.ActivityCancellationDetails, "fromProto">>,
  Fits<common.Logger, officialCommon.Logger>,
  Fits<common.MetricMeter, officialCommon.MetricMeter>,
  Fits<common.RetryPolicy, Omit<officialCommon.RetryPolicy, "nonRetryableErrorTypes">>,
];
