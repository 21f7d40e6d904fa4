import type { ChildLife } from "./child-life.ts";
import type { RunnerOptions } from "./runner-options.ts";
import type { StopReason } from "./stop-reason.ts";

/**
 * Ends a process once the signal aborts: first by the function's own signal, then by SIGTERM, then by SIGKILL; what is
 * to be discarded at once.
 *
 * @returns what ends the watch.
 */
export function escalate(
  life: ChildLife,
  signal: AbortSignal,
  { stopGraceMs, killGraceMs }: Pick<RunnerOptions, "stopGraceMs" | "killGraceMs">,
): () => void {
  const timers: NodeJS.Timeout[] = [];
  const onAbort = (): void => {
    const { how, message } = signal.reason as StopReason;
    if (how === "discard") {
      life.kill();
      return;
    }
    life.abort(message);
    timers.push(
      setTimeout(() => life.terminate(), stopGraceMs),
      setTimeout(() => life.kill(), stopGraceMs + killGraceMs),
    );
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener("abort", onAbort, { once: true });
  return () => {
    signal.removeEventListener("abort", onAbort);
    for (const timer of timers) clearTimeout(timer);
  };
}
