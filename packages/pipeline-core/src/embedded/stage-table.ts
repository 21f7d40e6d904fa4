import type { StageTable, StageView } from "../stage-table.ts";
import type { Plan } from "./plan.ts";
import type { RunRecord } from "./run-record.ts";

/** A live view of the record for mappers and stage functions. */
export function stageTable(plan: Plan, record: RunRecord): StageTable {
  const view = (id: string, index: number): StageView => ({
    id,
    get status() {
      return record.statusOf(index);
    },
    get hasRun() {
      return record.hasValue(index);
    },
    get outputs() {
      if (!record.hasValue(index)) return {};
      return record.mapped.get(index) ?? { return: record.values[index] };
    },
  });
  return {
    get: (id) => {
      const index = plan.indexOf.get(id);
      return index === undefined ? undefined : view(id, index);
    },
    has: (id) => plan.indexOf.has(id),
    get ids() {
      return [...plan.indexOf.keys()];
    },
  };
}
