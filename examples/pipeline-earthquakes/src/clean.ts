import { definePipeline, Parameters } from "@millrace/pipeline-core";
import type { Result } from "@millrace/pipeline-core";
import { quakeOf, UnfitRecord, type Quake } from "./quake.ts";

/** The clean layer: earthquakes in the order of their times, and why the other records are not among them. */
export interface Cleaned {
  readonly quakes: readonly Quake[];
  /** Reason → number of records. */
  readonly dropped: Readonly<Record<string, number>>;
}

/** Keeps the quakes, each id once; counts the rest by reason. */
export function sortOut(checked: readonly Result<Quake>[]): Cleaned {
  const quakes = new Map<string, Quake>();
  const dropped: Record<string, number> = {};
  const drop = (reason: string): void => {
    dropped[reason] = (dropped[reason] ?? 0) + 1;
  };
  for (const result of checked) {
    if (!result.ok) drop(result.error instanceof UnfitRecord ? result.error.reason : String(result.error));
    else if (quakes.has(result.value.id)) drop("told twice");
    else quakes.set(result.value.id, result.value);
  }
  return { quakes: [...quakes.values()].toSorted((a, b) => a.time - b.time), dropped };
}

/** A pipeline of its own: it can run alone, and is one stage of the story. */
export const clean = definePipeline(
  "clean",
  { parameters: Parameters.define({ features: [] as readonly unknown[] }) },
  (p) => {
    const checked = p.map("check", p.parameters.features, {}, quakeOf, { onItemError: "collect" });
    const cleaned = p.stage("sort_out", { checked }, (args) => sortOut(args.checked));
    return { quakes: cleaned.out.quakes, dropped: cleaned.out.dropped };
  },
);
