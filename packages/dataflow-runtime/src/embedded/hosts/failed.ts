import type { NodeExit } from "../node-host.ts";

/** The end of code that threw. */
export function failed(error: unknown): NodeExit {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { ok: false, error: `threw ${what}`, cause: error };
}
