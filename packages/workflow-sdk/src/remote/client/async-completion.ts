import { workflowservice } from "@millrace/protocol/temporal";
import { ActivityCancelledError, ActivityPausedError, ActivityResetError } from "../../client-errors.ts";
import type { ActivitySerializationContext } from "../../serialization-context.ts";
import { wireFailure } from "../../wire/failure/wire-failure.ts";
import { wirePayloads, wirePayloadsOrNone } from "../../wire/payloads.ts";
import type { RpcCall } from "../../wire/rpc-call.ts";
import type { ClientCore } from "./core.ts";

const methods = workflowservice.WorkflowService.method;

/** The activity: by the token of its task, or by ids. */
export type AsyncActivityRef =
  | { readonly taskToken: Uint8Array }
  | { readonly activityId: string; readonly workflowId?: string; readonly runId?: string };

export async function completeActivity(core: ClientCore, ref: AsyncActivityRef, value: unknown): Promise<void> {
  const result = wirePayloads(await core.dataConverter.toPayloads([value], contextOf(core, ref)));
  await ("taskToken" in ref
    ? core.connection.call(methods.respondActivityTaskCompleted, { ...byToken(core, ref), result }, about(ref))
    : core.connection.call(methods.respondActivityTaskCompletedById, { ...byId(core, ref), result }, about(ref)));
}

export async function failActivity(core: ClientCore, ref: AsyncActivityRef, error: unknown): Promise<void> {
  const failure = wireFailure(await core.dataConverter.encodeFailure(error, contextOf(core, ref)));
  await ("taskToken" in ref
    ? core.connection.call(methods.respondActivityTaskFailed, { ...byToken(core, ref), failure }, about(ref))
    : core.connection.call(methods.respondActivityTaskFailedById, { ...byId(core, ref), failure }, about(ref)));
}

export async function reportCancelled(
  core: ClientCore,
  ref: AsyncActivityRef,
  values: readonly unknown[],
): Promise<void> {
  const details = wirePayloadsOrNone(await core.dataConverter.toPayloads(values, contextOf(core, ref)));
  await ("taskToken" in ref
    ? core.connection.call(methods.respondActivityTaskCanceled, { ...byToken(core, ref), details }, about(ref))
    : core.connection.call(methods.respondActivityTaskCanceledById, { ...byId(core, ref), details }, about(ref)));
}

/** The answer may be that the attempt is to stop, which is thrown. */
export async function heartbeatActivity(
  core: ClientCore,
  ref: AsyncActivityRef,
  values: readonly unknown[],
): Promise<void> {
  const details = wirePayloadsOrNone(await core.dataConverter.toPayloads(values, contextOf(core, ref)));
  const answer = await ("taskToken" in ref
    ? core.connection.call(methods.recordActivityTaskHeartbeat, { ...byToken(core, ref), details }, about(ref))
    : core.connection.call(methods.recordActivityTaskHeartbeatById, { ...byId(core, ref), details }, about(ref)));
  if (answer.cancelRequested) throw new ActivityCancelledError();
  if (answer.activityReset) throw new ActivityResetError();
  if (answer.activityPaused) throw new ActivityPausedError();
}

interface ByToken {
  readonly namespace: string;
  readonly identity: string;
  readonly taskToken: Uint8Array;
}

interface ById {
  readonly namespace: string;
  readonly identity: string;
  readonly activityId: string;
  readonly workflowId: string;
  readonly runId: string;
}

function byToken({ namespace, connection }: ClientCore, { taskToken }: { readonly taskToken: Uint8Array }): ByToken {
  return { namespace, identity: connection.identity, taskToken };
}

function byId(
  { namespace, connection }: ClientCore,
  { activityId, workflowId = "", runId = "" }: Exclude<AsyncActivityRef, { readonly taskToken: Uint8Array }>,
): ById {
  return { namespace, identity: connection.identity, activityId, workflowId, runId };
}

function contextOf({ namespace }: ClientCore, ref: AsyncActivityRef): ActivitySerializationContext {
  if ("taskToken" in ref) return { type: "activity", namespace, isLocal: false };
  const { activityId, workflowId } = ref;
  return { type: "activity", namespace, activityId, ...(workflowId !== undefined && { workflowId }), isLocal: false };
}

function about(ref: AsyncActivityRef): { readonly about: RpcCall } {
  return { about: { activity: "taskToken" in ref ? {} : { activityId: ref.activityId } } };
}
