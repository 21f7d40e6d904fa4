import { create } from "@bufbuild/protobuf";
import { enums, history, type command, type common } from "@millrace/protocol/temporal";
import { jsonPayloads } from "../../json-payload.ts";
import { complaintAboutRetryPolicy, fillRetryPolicy } from "../../retry.ts";
import { activityById, dispatchActivity, recordCanceled } from "../activities.ts";
import { sizeOfPayloads } from "../sizes.ts";
import { msOf, shorter, toDuration } from "../time.ts";
import { checkBytes, type CommandContext, type CommandHandler } from "./command-context.ts";
import { CommandFailure } from "./command-failure.ts";

const { WorkflowTaskFailedCause, TaskQueueKind } = enums;
const { BAD_SCHEDULE_ACTIVITY_ATTRIBUTES: badSchedule } = WorkflowTaskFailedCause;

export const scheduleActivity: CommandHandler<"scheduleActivityTaskCommandAttributes"> = (context, attributes) => {
  const { change, eager } = context;
  const { state, nowMs, settings } = change;
  const { activityId, activityType, input } = attributes;
  checkActivityName(activityId, "activityId", context);
  checkActivityName(activityType?.name ?? "", "activityType", context);
  if (attributes.taskQueue === undefined) throw new CommandFailure(badSchedule, "taskQueue is not set");
  checkBytes(sizeOfPayloads(input), "ScheduleActivityTaskCommandAttributes.Input", badSchedule, context);
  if (state.activities.size >= settings.limits.pendingActivities) {
    throw new CommandFailure(
      WorkflowTaskFailedCause.PENDING_ACTIVITIES_LIMIT_EXCEEDED,
      `the number of pending activities, ${state.activities.size}, has reached the per-workflow limit of ${settings.limits.pendingActivities}`,
    );
  }
  if (activityById(change, activityId) !== undefined) {
    throw new CommandFailure(
      WorkflowTaskFailedCause.SCHEDULE_ACTIVITY_DUPLICATE_ID,
      `invalid history builder state for action: add-activitytask-scheduled-event, ActivityID: ${activityId}`,
    );
  }
  const scheduled = scheduledEvent(context, attributes);
  const scheduledEventId = Number(change.record("activityTaskScheduled", scheduled, context.facts).eventId);
  state.activities.set(scheduledEventId, {
    scheduledEventId,
    scheduled,
    attempt: 1,
    firstScheduledMs: nowMs,
    scheduledMs: nowMs,
    isDispatched: true,
    started: undefined,
    cancelRequestedEventId: 0,
    heartbeat: undefined,
    lastFailure: undefined,
    lastIdentity: "",
    lastCompletedMs: 0,
  });
  if (attributes.requestEagerExecution && settings.eagerActivities) eager.push(scheduledEventId);
  else dispatchActivity(change, state.activities.get(scheduledEventId)!);
};

export const requestCancelActivity: CommandHandler<"requestCancelActivityTaskCommandAttributes"> = (
  context,
  { scheduledEventId },
) => {
  const { change, workflowTaskCompletedEventId, identity, facts } = context;
  const { state } = change;
  const bad = WorkflowTaskFailedCause.BAD_REQUEST_CANCEL_ACTIVITY_ATTRIBUTES;
  if (scheduledEventId <= 0n)
    throw new CommandFailure(bad, "ScheduledEventId is not set on RequestCancelActivityTaskCommand.");
  const activity = state.activities.get(Number(scheduledEventId));
  if (activity === undefined && !wasScheduled(context, scheduledEventId)) {
    throw new CommandFailure(
      bad,
      `invalid history builder state for action: add-activitytask-cancel-requested-event, ScheduledEventID: ${scheduledEventId}`,
    );
  }
  const event = change.record("activityTaskCancelRequested", { scheduledEventId, workflowTaskCompletedEventId }, facts);
  if (activity === undefined || activity.cancelRequestedEventId > 0) return;
  const canceled = { ...activity, cancelRequestedEventId: Number(event.eventId) };
  state.activities.set(canceled.scheduledEventId, canceled);
  if (canceled.started !== undefined) return;
  recordCanceled(change, canceled, identity, jsonPayloads("ACTIVITY_ID_NOT_STARTED"));
  context.needsTask = true;
};

function checkActivityName(name: string, field: string, { change }: CommandContext): void {
  const length = Buffer.byteLength(name);
  const limit = change.settings.limits.idBytes;
  if (length === 0) throw new CommandFailure(badSchedule, `${field} is not set`);
  if (length > limit) {
    throw new CommandFailure(badSchedule, `${field} exceeds length limit. Length=${length} Limit=${limit}`);
  }
}

/** An activity that has closed already: its result waits in the buffer, or the worker has not seen it. */
const wasScheduled = ({ change }: CommandContext, eventId: bigint): boolean =>
  change.run.history.at(Number(eventId))?.eventType === enums.EventType.ACTIVITY_TASK_SCHEDULED ||
  change.events.some(
    (event) => event.eventId === eventId && event.eventType === enums.EventType.ACTIVITY_TASK_SCHEDULED,
  );

function scheduledEvent(
  { change, workflowTaskCompletedEventId }: CommandContext,
  attributes: command.ScheduleActivityTaskCommandAttributes,
): history.ActivityTaskScheduledEventAttributes {
  const { activityId, activityType, taskQueue, header, input, useWorkflowBuildId, priority } = attributes;
  const retryPolicy = fillRetryPolicy(attributes.retryPolicy);
  const complaint = complaintAboutRetryPolicy(retryPolicy);
  if (complaint !== undefined) throw new CommandFailure(badSchedule, complaint);
  const normalName = change.facts.started.taskQueue?.name ?? "";
  return create(history.ActivityTaskScheduledEventAttributesSchema, {
    activityId,
    activityType,
    taskQueue: { name: taskQueue?.name || normalName, kind: TaskQueueKind.NORMAL },
    header,
    input,
    ...timeouts(attributes, msOf(change.facts.started.workflowRunTimeout)),
    workflowTaskCompletedEventId,
    retryPolicy,
    useWorkflowBuildId,
    ...priorityOf(priority, change.facts.started.priority),
  });
}

const priorityOf = (
  own: common.Priority | undefined,
  inherited: common.Priority | undefined,
): { priority?: common.Priority } => {
  const priority = own ?? inherited;
  return priority === undefined ? {} : { priority };
};

/** The limits that follow from those that are given, and none longer than the run may take. */
function timeouts(attributes: command.ScheduleActivityTaskCommandAttributes, runMs: number): Timeouts {
  const given = {
    scheduleToCloseTimeout: msOf(attributes.scheduleToCloseTimeout),
    scheduleToStartTimeout: msOf(attributes.scheduleToStartTimeout),
    startToCloseTimeout: msOf(attributes.startToCloseTimeout),
    heartbeatTimeout: msOf(attributes.heartbeatTimeout),
  };
  for (const [name, ms] of Object.entries(given)) {
    if (ms < 0) throw new CommandFailure(badSchedule, `invalid ${name.replace("s", "S")}: negative duration`);
  }
  const { scheduleToCloseTimeout: total, startToCloseTimeout: attempt } = given;
  if (total === 0 && attempt === 0) {
    throw new CommandFailure(
      badSchedule,
      "a valid StartToCloseTimeout or ScheduleToCloseTimeout must be set on the activity. " +
        `ActivityId=${attributes.activityId} ActivityType=${attributes.activityType?.name ?? ""}`,
    );
  }
  const longest = shorter(total, runMs);
  const startToClose = shorter(attempt, longest);
  return {
    scheduleToCloseTimeout: toDuration(longest),
    scheduleToStartTimeout: toDuration(shorter(given.scheduleToStartTimeout, longest)),
    startToCloseTimeout: toDuration(startToClose),
    heartbeatTimeout: toDuration(Math.min(given.heartbeatTimeout, startToClose)),
  };
}

type Timeouts = Pick<
  command.ScheduleActivityTaskCommandAttributes,
  "scheduleToCloseTimeout" | "scheduleToStartTimeout" | "startToCloseTimeout" | "heartbeatTimeout"
>;
