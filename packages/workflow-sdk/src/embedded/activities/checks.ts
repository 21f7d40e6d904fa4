import { invalidArgument } from "../service-errors.ts";

/** @throws `invalid_argument` */
export function checkLength(what: string, text: string, limit: number): void {
  const length = Buffer.byteLength(text);
  if (length > limit) throw invalidArgument(`${what} exceeds length limit. Length=${length} Limit=${limit}`);
}

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
