import { DeadlineExceededError } from "../../rpc-errors/status-errors.ts";
import type { ClientCore } from "./core.ts";

/**
 * Whether a long poll ended because its own time was over, so that it is to be made again; not because the caller's
 * time was.
 */
export function pollAgain({ connection }: ClientCore, error: unknown): boolean {
  const { deadlineAtMs = Infinity } = connection.context.get() ?? {};
  return DeadlineExceededError.is(error) && Date.now() < deadlineAtMs;
}
