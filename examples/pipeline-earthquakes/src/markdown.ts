import type { Findings, RegionFindings } from "./findings.ts";
import { dateTime, kilometres, period, plural, plusMinus } from "./words.ts";

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

const table = (head: readonly string[], align: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(align), ...rows.map(row)].join("\n");

const regionRow = ({ region, count, strongest, medianDepthKm, frequency }: RegionFindings): readonly string[] => [
  region.name,
  String(count),
  strongest === undefined ? "–" : strongest.magnitude.toFixed(1),
  kilometres(medianDepthKm),
  plusMinus(frequency),
  region.cause,
];

/** The tables of the report as Markdown. */
export function renderMarkdown({ quakes, largest, regions, frequency, alert }: Findings): string {
  return [
    "# A week of earthquakes",
    "",
    `${plural(quakes.length, "earthquake")}. ${period(quakes)}`,
    ...(alert === undefined ? [] : ["", `**Alert:** ${alert}.`]),
    "",
    "## The strongest",
    "",
    table(
      ["magnitude", "place", "time", "depth"],
      ["---:", "---", "---", "---:"],
      largest.map((quake) => [
        quake.magnitude.toFixed(1),
        quake.place,
        dateTime(quake.time),
        kilometres(quake.depthKm),
      ]),
    ),
    "",
    "## By region",
    "",
    `b says how much rarer strong quakes are: 10^b times for each whole magnitude. Worldwide it was ${plusMinus(frequency)}.`,
    "",
    table(
      ["region", "quakes", "strongest", "median depth", "b", "cause"],
      ["---", "---:", "---:", "---:", "---:", "---"],
      regions.toSorted((a, b) => b.count - a.count).map(regionRow),
    ),
    "",
  ].join("\n");
}
