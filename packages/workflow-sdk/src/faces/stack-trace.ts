import { cutStack } from "../stack-trace.ts";

/** A stack trace without this package's own frames beneath the caller's. */
export function cutoffStackTrace(stack: string = ""): string {
  return cutStack(stack);
}
