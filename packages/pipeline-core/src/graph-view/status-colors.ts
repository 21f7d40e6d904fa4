import type { StageStatus } from "../status.ts";

/** How a status is coloured in drawings; each pair has a contrast that reads in light and dark surroundings. */
export interface StatusColor {
  readonly fill: string;
  readonly line: string;
  readonly text: string;
}

const gray: StatusColor = { fill: "#f3f4f6", line: "#9ca3af", text: "#374151" };

export const statusColors: Readonly<Record<StageStatus, StatusColor>> = Object.freeze({
  pending: gray,
  ready: gray,
  running: { fill: "#dbeafe", line: "#2563eb", text: "#1e3a8a" },
  succeeded: { fill: "#d1fae5", line: "#059669", text: "#064e3b" },
  skipped: gray,
  failed: { fill: "#fee2e2", line: "#dc2626", text: "#7f1d1d" },
  upstream_failed: { fill: "#fef3c7", line: "#d97706", text: "#78350f" },
  cancelled: { fill: "#f3e8ff", line: "#9333ea", text: "#581c87" },
  not_run: gray,
});
