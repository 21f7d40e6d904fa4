/** Where a piece of work stands. Engines map their own statuses onto these and may keep their word as a text. */
export type Status = "pending" | "running" | "succeeded" | "failed" | "warning" | "skipped" | "cancelled";

/** How a status is shown: a glyph and a word carry it, so that colour never does so alone. */
export interface StatusLook {
  readonly glyph: string;
  /** SGR parameter of the terminal colour. */
  readonly sgr: number;
}

/** In the order in which summaries count them. */
export const statusLooks: Readonly<Record<Status, StatusLook>> = Object.freeze({
  succeeded: { glyph: "✔", sgr: 32 },
  failed: { glyph: "✖", sgr: 31 },
  warning: { glyph: "▲", sgr: 33 },
  running: { glyph: "▶", sgr: 36 },
  pending: { glyph: "○", sgr: 90 },
  skipped: { glyph: "↷", sgr: 90 },
  cancelled: { glyph: "■", sgr: 35 },
});

export const statuses: readonly Status[] = Object.freeze(Object.keys(statusLooks) as Status[]);

/** True once nothing more is expected to happen. */
export function isSettled(status: Status): boolean {
  return status !== "pending" && status !== "running";
}

/** `3 succeeded, 1 failed`; statuses that do not occur are left out, and nothing at all is `nothing`. */
export function countStatuses(found: Iterable<Status>): string {
  const counts = new Map<Status, number>();
  for (const status of found) counts.set(status, (counts.get(status) ?? 0) + 1);
  const parts = statuses.flatMap((status) => (counts.has(status) ? [`${counts.get(status)} ${status}`] : []));
  return parts.join(", ") || "nothing";
}
