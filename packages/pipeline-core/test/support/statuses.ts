import type { RunReport, StageStatus } from "../../src/index.ts";

/** Stage id → status. */
export const statuses = (report: RunReport<never> | RunReport): Record<string, StageStatus> =>
  Object.fromEntries(report.stages.map((stage) => [stage.id, stage.status]));
