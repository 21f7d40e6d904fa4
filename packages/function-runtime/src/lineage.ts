import type { EntityRecord } from "./entity.ts";
import { allPages } from "./pages.ts";
import type { Project } from "./project.ts";

/** Keys of runs. */
export interface Lineage {
  readonly producedBy: readonly string[];
  /** Of the same project. */
  readonly consumedBy: readonly string[];
}

/** Where an entity comes from, by its own relationships, and where it went, by those of its project's runs. */
export async function lineageOf(project: Project, record: EntityRecord): Promise<Lineage> {
  const own = record.metadata.relationships ?? [];
  const consumedBy: string[] = [];
  for await (const run of allPages(project.platform, "run", project.name)) {
    const consumes = run.metadata.relationships?.some(({ type, dest }) => type === "consumes" && dest === record.key);
    if (consumes) consumedBy.push(run.key);
  }
  return { producedBy: own.filter(({ type }) => type === "produced_by").map(({ dest }) => dest), consumedBy };
}
