import type { Impact } from "../feed.ts";
import type { RegionFindings } from "../findings.ts";
import type { Quake } from "../quake.ts";
import { dateTime, kilometres, plural, plusMinus } from "../words.ts";
import { escape } from "./markup.ts";

interface Column {
  readonly name: string;
  readonly number?: boolean;
}

const cell = (html: string, { number = false }: Column): string => `<td${number ? ' class="number"' : ""}>${html}</td>`;

/** Rows of cells that are HTML already. */
function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const head = columns.map(({ name, number = false }) => `<th${number ? ' class="number"' : ""}>${escape(name)}</th>`);
  const body = rows.map((cells) => `<tr>${columns.map((column, nth) => cell(cells[nth] ?? "", column)).join("")}</tr>`);
  return `<div class="scroll"><table><thead><tr>${head.join("")}</tr></thead><tbody>${body.join("\n")}</tbody></table></div>`;
}

function impactText(impact: Impact | undefined): string {
  if (impact === undefined) return "not known";
  const parts = [
    impact.felt > 0 ? `felt by ${plural(impact.felt, "reporter")}` : "",
    impact.alert === undefined ? "" : `alert level ${impact.alert}`,
    impact.tsunami ? "tsunami information" : "",
  ];
  return parts.filter((part) => part !== "").join(", ") || "nothing reported";
}

export const strongestTable = (largest: readonly Quake[], impacts: readonly Impact[]): string =>
  table(
    [
      { name: "magnitude", number: true },
      { name: "place" },
      { name: "time", number: true },
      { name: "depth", number: true },
      { name: "impact" },
    ],
    largest.map(({ id, magnitude, place, time, depthKm }) => [
      magnitude.toFixed(1),
      escape(place),
      dateTime(time),
      kilometres(depthKm),
      escape(impactText(impacts.find((impact) => impact.id === id))),
    ]),
  );

/** Regions with most quakes first, and a bar for their share. */
export function regionTable(regions: readonly RegionFindings[]): string {
  const ranked = regions.toSorted((a, b) => b.count - a.count);
  const most = Math.max(1, ranked[0]?.count ?? 0);
  return table(
    [
      { name: "region" },
      { name: "quakes", number: true },
      { name: "strongest", number: true },
      { name: "median depth", number: true },
      { name: "b", number: true },
      { name: "cause" },
    ],
    ranked.map(({ region, count, strongest, medianDepthKm, frequency }) => [
      `${escape(region.name)}<span class="share" style="width:${((count / most) * 100).toFixed(1)}%"></span>`,
      String(count),
      strongest === undefined ? "–" : strongest.magnitude.toFixed(1),
      kilometres(medianDepthKm),
      plusMinus(frequency),
      escape(region.cause),
    ]),
  );
}
