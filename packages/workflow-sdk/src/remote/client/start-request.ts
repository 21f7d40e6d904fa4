import type { MessageInitShape } from "@bufbuild/protobuf";
import { enums, type sdk, type workflowservice } from "@millrace/protocol/temporal";
import type { SerializationContext } from "../../serialization-context.ts";
import type { StartWorkflowInput } from "../../interceptors.ts";
import { enumValue } from "../../wire/enum-name.ts";
import { wireHeader, wireMemo } from "../../wire/payload-fields.ts";
import { wirePayload, wirePayloadsOrNone } from "../../wire/payloads.ts";
import { wirePriority } from "../../wire/priority.ts";
import { wireRetryPolicy } from "../../wire/retry-policy.ts";
import { wireSearchAttributes } from "../../wire/search-attributes.ts";
import { optionalDurationOf } from "../../wire/time.ts";
import { workflowContext, type ClientCore } from "./core.ts";

/** What all requests that start a workflow say of it. */
export type StartRequest = Omit<
  MessageInitShape<typeof workflowservice.StartWorkflowExecutionRequestSchema>,
  "$typeName"
>;

export async function startRequest(
  core: ClientCore,
  requestId: string,
  input: StartWorkflowInput,
): Promise<StartRequest> {
  const { workflowType, args, options, header } = input;
  const context = workflowContext(core, options.id);
  const converter = core.dataConverter;
  return {
    namespace: core.namespace,
    identity: core.connection.identity,
    requestId,
    workflowId: options.id,
    workflowType: { name: workflowType },
    taskQueue: { name: options.taskQueue },
    input: wirePayloadsOrNone(await converter.toPayloads(args, context)),
    workflowExecutionTimeout: optionalDurationOf(options.executionTimeoutMs),
    workflowRunTimeout: optionalDurationOf(options.runTimeoutMs),
    workflowTaskTimeout: optionalDurationOf(options.taskTimeoutMs),
    workflowIdReusePolicy: enumValue(enums.WorkflowIdReusePolicy, options.idReusePolicy),
    workflowIdConflictPolicy: enumValue(enums.WorkflowIdConflictPolicy, options.idConflictPolicy),
    retryPolicy: options.retryPolicy && wireRetryPolicy(options.retryPolicy),
    cronSchedule: options.cronSchedule ?? "",
    memo: options.memo && wireMemo(await converter.toPayloadFields(options.memo, context)),
    searchAttributes: options.searchAttributes && wireSearchAttributes(options.searchAttributes),
    header: wireHeader(await converter.encodeFields(header, context)),
    workflowStartDelay: optionalDurationOf(options.startDelayMs),
    userMetadata: await userMetadata(core, options, context),
    priority: options.priority && wirePriority(options.priority),
  };
}

/** What people read of a workflow or activity. */
export async function userMetadata(
  { dataConverter }: ClientCore,
  { summary, details }: { readonly summary?: string | undefined; readonly details?: string | undefined },
  context: SerializationContext,
): Promise<sdk.UserMetadata | undefined> {
  if (summary === undefined && details === undefined) return undefined;
  const toPayload = async (text: string | undefined): Promise<ReturnType<typeof wirePayload> | undefined> =>
    text === undefined ? undefined : wirePayload(await dataConverter.toPayload(text, context));
  return {
    $typeName: "temporal.api.sdk.v1.UserMetadata",
    summary: await toPayload(summary),
    details: await toPayload(details),
  };
}
