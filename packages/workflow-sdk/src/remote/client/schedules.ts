import { randomUUID } from "node:crypto";
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { schedule as wire, workflowservice } from "@millrace/protocol/temporal";
import { intercepted, type CallHeader, type CreateScheduleInput } from "../../interceptors.ts";
import type { CheckedListOptions } from "../../list-options.ts";
import type { ScheduleDescription, ScheduleSummary } from "../../schedule-description.ts";
import type { ScheduleAction, ScheduleOptions } from "../../schedule-options.ts";
import { wireHeader, wireMemo } from "../../wire/payload-fields.ts";
import { wirePayloadsOrNone } from "../../wire/payloads.ts";
import { wirePriority } from "../../wire/priority.ts";
import { wireRetryPolicy } from "../../wire/retry-policy.ts";
import type { RpcCall } from "../../wire/rpc-call.ts";
import {
  scheduleDescriptionOf,
  scheduleSummaryOf,
  wireBackfill,
  wireOverlap,
  wirePolicies,
  wireState,
} from "../../wire/schedule.ts";
import { wireSpec } from "../../wire/schedule-spec.ts";
import { wireSearchAttributes } from "../../wire/search-attributes.ts";
import { optionalDurationOf } from "../../wire/time.ts";
import { typeNameOf } from "../../workflow-types.ts";
import { workflowContext, type ClientCore } from "./core.ts";
import { allPages } from "./pages.ts";
import { userMetadata } from "./start-request.ts";

const methods = workflowservice.WorkflowService.method;

function about(scheduleId: string): { readonly about: RpcCall } {
  return { about: { schedule: { scheduleId } } };
}

/** What every request that changes something says. */
function change(
  { namespace, connection }: ClientCore,
  scheduleId: string,
): { readonly namespace: string; readonly scheduleId: string; readonly identity: string; readonly requestId: string } {
  return { namespace, scheduleId, identity: connection.identity, requestId: randomUUID() };
}

export function createSchedule(core: ClientCore, given: CreateScheduleInput): Promise<void> {
  const make = async ({ scheduleId, options, header }: CreateScheduleInput): Promise<void> => {
    const { memo, searchAttributes, triggerImmediately = false, backfill = [], policies } = options;
    const overlapPolicy = wireOverlap(policies?.overlap);
    const patch = create(wire.SchedulePatchSchema, {
      ...(triggerImmediately && { triggerImmediately: { overlapPolicy } }),
      backfillRequest: backfill.map(wireBackfill),
    });
    const request = {
      ...change(core, scheduleId),
      schedule: await wireSchedule(core, scheduleId, options, header),
      ...((triggerImmediately || backfill.length > 0) && { initialPatch: patch }),
      memo: memo && wireMemo(await core.dataConverter.toPayloadFields(memo)),
      searchAttributes: searchAttributes && wireSearchAttributes(searchAttributes),
    };
    await core.connection.call(methods.createSchedule, request, about(scheduleId));
  };
  return intercepted(core.interceptors, "createSchedule", make)(given);
}

export async function describeSchedule(
  core: ClientCore,
  scheduleId: string,
): Promise<{ readonly description: ScheduleDescription; readonly conflictToken: Uint8Array }> {
  const request = { namespace: core.namespace, scheduleId };
  const response = await core.connection.call(methods.describeSchedule, request, about(scheduleId));
  const description = await scheduleDescriptionOf(scheduleId, response, core.namespace, core.dataConverter);
  return { description, conflictToken: response.conflictToken };
}

/** The token makes the server refuse an update of what another caller changed meanwhile. */
export async function updateSchedule(
  core: ClientCore,
  scheduleId: string,
  options: ScheduleOptions,
  conflictToken: Uint8Array,
): Promise<void> {
  const { searchAttributes } = options;
  const request = {
    ...change(core, scheduleId),
    schedule: await wireSchedule(core, scheduleId, options, {}),
    conflictToken,
    searchAttributes: searchAttributes && wireSearchAttributes(searchAttributes),
  };
  await core.connection.call(methods.updateSchedule, request, about(scheduleId));
}

export async function patchSchedule(
  core: ClientCore,
  scheduleId: string,
  patch: Omit<MessageInitShape<typeof wire.SchedulePatchSchema>, "$typeName">,
): Promise<void> {
  const request = { ...change(core, scheduleId), patch: create(wire.SchedulePatchSchema, patch) };
  await core.connection.call(methods.patchSchedule, request, about(scheduleId));
}

export async function deleteSchedule(core: ClientCore, scheduleId: string): Promise<void> {
  const { requestId: _, ...request } = change(core, scheduleId);
  await core.connection.call(methods.deleteSchedule, request, about(scheduleId));
}

export function listSchedules(
  { connection, namespace, dataConverter }: ClientCore,
  { query, pageSize, signal }: CheckedListOptions,
): AsyncGenerator<ScheduleSummary, void> {
  return allPages(async (nextPageToken) => {
    const request = { namespace, query, maximumPageSize: pageSize, nextPageToken };
    const response = await connection.call(methods.listSchedules, request, { signal });
    const entries = await Promise.all(response.schedules.map((entry) => scheduleSummaryOf(entry, dataConverter)));
    return { entries, nextPageToken: response.nextPageToken };
  });
}

async function wireSchedule(
  core: ClientCore,
  scheduleId: string,
  { spec, action, policies, state }: ScheduleOptions,
  header: CallHeader,
): Promise<wire.Schedule> {
  return create(wire.ScheduleSchema, {
    spec: wireSpec(spec),
    action: { action: { case: "startWorkflow", value: await wireStart(core, scheduleId, action, header) } },
    policies: policies && wirePolicies(policies),
    state: wireState(state ?? {}),
  });
}

type WireStart = Extract<
  NonNullable<MessageInitShape<typeof wire.ScheduleActionSchema>["action"]>,
  { case: "startWorkflow" }
>["value"];

async function wireStart(
  core: ClientCore,
  scheduleId: string,
  action: ScheduleAction,
  header: CallHeader,
): Promise<WireStart> {
  const workflowId = action.workflowId ?? `${scheduleId}-workflow`;
  const context = workflowContext(core, workflowId);
  const converter = core.dataConverter;
  return {
    workflowId,
    workflowType: { name: typeNameOf(action.workflowType, "workflowType", "the action of a schedule") },
    taskQueue: { name: action.taskQueue },
    input: wirePayloadsOrNone(await converter.toPayloads(action.args ?? [], context)),
    workflowExecutionTimeout: optionalDurationOf(action.executionTimeoutMs),
    workflowRunTimeout: optionalDurationOf(action.runTimeoutMs),
    workflowTaskTimeout: optionalDurationOf(action.taskTimeoutMs),
    retryPolicy: action.retryPolicy && wireRetryPolicy(action.retryPolicy),
    memo: action.memo && wireMemo(await converter.toPayloadFields(action.memo, context)),
    searchAttributes: action.searchAttributes && wireSearchAttributes(action.searchAttributes),
    header: wireHeader(await converter.encodeFields({ ...action.header, ...header }, context)),
    userMetadata: await userMetadata(core, action, context),
    priority: action.priority && wirePriority(action.priority),
  };
}
