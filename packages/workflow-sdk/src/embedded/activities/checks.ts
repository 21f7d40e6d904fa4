import { invalidArgument, notFound } from "../service-errors.ts";

/** @throws `invalid_argument` */
export function checkLength(what: string, text: string, limit: number): void {
  const length = Buffer.byteLength(text);
  if (length > limit) throw invalidArgument(`${what} exceeds length limit. Length=${length} Limit=${limit}`);
}

/** The activity, its run, or the attempt that a worker speaks of is not there, or not any more. */
export const activityNotFound = (activityId: string): Error => notFound(`activity not found for ID: ${activityId}`);

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Which activity a request means; an empty run id means the current run. */
export interface ActivityReference {
  readonly namespace: string;
  readonly activityId: string;
  readonly runId: string;
}

/** @throws `invalid_argument` */
export function checkReference({ activityId, runId }: ActivityReference, limit: number): void {
  if (activityId === "") throw invalidArgument("activity ID is required");
  checkLength("activity ID", activityId, limit);
  if (runId !== "" && !uuid.test(runId)) throw invalidArgument("invalid run id: must be a valid UUID");
}
