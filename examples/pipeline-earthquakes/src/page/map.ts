import type { Quake } from "../quake.ts";
import { dateTime, kilometres } from "../words.ts";
import { landPath } from "./land.ts";
import { at, escape, lineBetween, svg, textAt, type Point } from "./markup.ts";

const width = 1000;
const north = 85;
const south = -72;
const scale = width / 360;
const height = Math.round((north - south) * scale);

const project = (longitude: number, latitude: number): Point => ({
  x: (longitude + 180) * scale,
  y: (north - Math.min(latitude, north)) * scale,
});

/** From shallow to deep, each with the class that the style sheet colours. */
const depths: readonly { readonly below: number; readonly style: string; readonly label: string }[] = [
  { below: 15, style: "d1", label: "up to 15 km deep" },
  { below: 70, style: "d2", label: "15 to 70 km" },
  { below: 300, style: "d3", label: "70 to 300 km" },
  { below: Number.POSITIVE_INFINITY, style: "d4", label: "deeper" },
];

const radius = (magnitude: number): number => Math.max(1.2, 0.62 * 1.58 ** magnitude);

const dot = ({ longitude, latitude, magnitude, depthKm, place, time }: Quake): string => {
  const { x, y } = project(longitude, latitude);
  const style = depths.find(({ below }) => depthKm < below)?.style ?? "d4";
  const title = `magnitude ${magnitude.toFixed(1)}, ${place}, ${dateTime(time)} UTC, ${kilometres(depthKm)} deep`;
  return `<circle class="${style}" cx="${at(x)}" cy="${at(y)}" r="${at(radius(magnitude))}"><title>${escape(title)}</title></circle>`;
};

/** Names of the strongest quakes, where they do not cover each other. */
function labels(largest: readonly Quake[]): readonly string[] {
  const placed: Point[] = [];
  return largest.flatMap(({ longitude, latitude, magnitude, place }) => {
    const { x, y } = project(longitude, latitude);
    if (placed.some((other) => Math.abs(other.y - y) < 16 && Math.abs(other.x - x) < 150)) return [];
    placed.push({ x, y });
    const name = `${magnitude.toFixed(1)} ${place.split(",").at(-1)?.trim() ?? place}`;
    const left = x > width - 140;
    const beside = radius(magnitude) + 4;
    return [
      textAt(
        { x: left ? x - beside : x + beside, y: y + 4 },
        name,
        `class="name" text-anchor="${left ? "end" : "start"}"`,
      ),
    ];
  });
}

const grid = (): readonly string[] => [
  ...[-120, -60, 0, 60, 120].map((longitude) =>
    lineBetween(project(longitude, north), project(longitude, south), 'class="grid"'),
  ),
  ...[60, 30, 0, -30, -60].map((latitude) =>
    lineBetween(project(-180, latitude), project(180, latitude), 'class="grid"'),
  ),
];

const legend = (): readonly string[] => {
  const y = height + 24;
  return [
    ...depths.flatMap(({ style, label }, nth) => [
      `<circle class="${style}" cx="${12 + nth * 150}" cy="${y - 4}" r="6"/>`,
      textAt({ x: 24 + nth * 150, y }, label, 'class="note"'),
    ]),
    ...[2, 4, 6].flatMap((magnitude, nth) => [
      `<circle class="size" cx="${width - 316 + nth * 108}" cy="${y - 4}" r="${at(radius(magnitude))}"/>`,
      textAt({ x: width - 300 + nth * 108, y }, `magnitude ${magnitude}`, 'class="note"'),
    ]),
  ];
};

/** All quakes on a map of the world: size is magnitude, colour is depth. The strongest lie below the others. */
export async function worldMap(quakes: readonly Quake[], largest: readonly Quake[]): Promise<string> {
  return svg(width, height + 36, `map of ${quakes.length} earthquakes`, [
    `<rect class="sea" width="${width}" height="${height}" rx="8"/>`,
    `<clipPath id="frame"><rect width="${width}" height="${height}" rx="8"/></clipPath>`,
    `<g clip-path="url(#frame)">`,
    `<path class="land" d="${await landPath(project)}"/>`,
    ...grid(),
    ...quakes.toSorted((a, b) => b.magnitude - a.magnitude).map(dot),
    ...labels(largest),
    "</g>",
    ...legend(),
  ]);
}
