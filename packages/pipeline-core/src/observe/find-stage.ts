import type { RunReport, StageRecord } from "../run-report.ts";

/** The record of a stage by its id in the whole run; `clean.parse` is stage `parse` of the sub-pipeline `clean`. */
export function findStage(report: RunReport, id: string): StageRecord | undefined {
  const stage = report.stage(id);
  if (stage !== undefined) return stage;
  // Ids may contain dots themselves, so every prefix may be the sub-pipeline.
  for (let dot = id.indexOf("."); dot >= 0; dot = id.indexOf(".", dot + 1)) {
    const below = report.stage(id.slice(0, dot))?.run;
    const found = below === undefined ? undefined : findStage(below, id.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}
