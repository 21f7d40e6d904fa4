import type { common } from "@millrace/protocol/temporal";
import { checkPriority, type Priority } from "../priority.ts";

/** @throws what {@link checkPriority} throws. */
export function wirePriority(priority: Priority, where?: string): common.Priority {
  checkPriority(priority, where);
  const { priorityKey = 0, fairnessKey = "", fairnessWeight = 0 } = priority;
  return { $typeName: "temporal.api.common.v1.Priority", priorityKey, fairnessKey, fairnessWeight };
}

/** What a priority says; members that it leaves to the server are absent. */
export function priorityOf(priority: common.Priority): Priority;
export function priorityOf(priority: common.Priority | undefined): Priority | undefined;
export function priorityOf(priority: common.Priority | undefined): Priority | undefined {
  if (priority === undefined) return undefined;
  const { priorityKey, fairnessKey, fairnessWeight } = priority;
  return {
    ...(priorityKey !== 0 && { priorityKey }),
    ...(fairnessKey !== "" && { fairnessKey }),
    ...(fairnessWeight !== 0 && { fairnessWeight }),
  };
}
