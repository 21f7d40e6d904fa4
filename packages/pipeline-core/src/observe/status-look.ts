import type { Status } from "@millrace/tooling-report";
import { stageStatuses, type RunStatus, type StageStatus } from "../status.ts";

const looks: Readonly<Record<StageStatus, Status>> = {
  pending: "pending",
  ready: "pending",
  running: "running",
  succeeded: "succeeded",
  skipped: "skipped",
  failed: "failed",
  upstream_failed: "warning",
  cancelled: "cancelled",
  not_run: "skipped",
};

/** How a status is drawn: the glyph and colour of the nearest common one. */
export const lookOf = (status: StageStatus): Status => looks[status];

/** How the status of a run is drawn. */
export const runLookOf = (status: RunStatus): Status => (status === "exited" ? "warning" : status);

/** `upstream failed`: the status in words. */
export const statusText = (status: StageStatus): string => status.replaceAll("_", " ");

/** `3 succeeded, 1 upstream failed`, in the order in which stages pass through them; `no stages` for an empty run. */
export function countsText(counts: Readonly<Partial<Record<StageStatus, number>>>): string {
  const parts = stageStatuses.flatMap((status) => {
    const count = counts[status] ?? 0;
    return count === 0 ? [] : [`${count} ${statusText(status)}`];
  });
  return parts.join(", ") || "no stages";
}
