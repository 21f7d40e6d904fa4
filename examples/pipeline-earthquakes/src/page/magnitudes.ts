import type { Frequency } from "../statistics.ts";
import { histogram, magnitudeStep } from "../statistics.ts";
import type { Quake } from "../quake.ts";
import { plusMinus } from "../words.ts";
import { at, lineBetween, svg, textAt, type Point } from "./markup.ts";

/** One catalogue in the chart. */
export interface Series {
  readonly name: string;
  readonly style: string;
  readonly quakes: readonly Quake[];
  readonly frequency: Frequency | undefined;
}

const width = 480;
const height = 300;
const edge = { left: 44, right: 12, top: 12, bottom: 40 };
const smallest = 0;
const greatest = 7;
const decades = 3.3;

const place = (magnitude: number, count: number): Point => ({
  x: edge.left + ((magnitude - smallest) / (greatest - smallest)) * (width - edge.left - edge.right),
  y: height - edge.bottom - (Math.log10(count) / decades) * (height - edge.top - edge.bottom),
});

/** Magnitude → how many quakes were at least as strong. */
export function cumulative(quakes: readonly Quake[]): readonly (readonly [magnitude: number, count: number])[] {
  let count = 0;
  return [...histogram(quakes)]
    .toSorted(([a], [b]) => b - a)
    .map(([steps, own]) => [steps * magnitudeStep, (count += own)] as const);
}

const dots = ({ quakes, style }: Series): readonly string[] =>
  cumulative(quakes)
    .filter(([magnitude]) => magnitude >= smallest)
    .map(([magnitude, count]) => {
      const { x, y } = place(magnitude, count);
      return `<circle class="${style}" cx="${at(x)}" cy="${at(y)}" r="2.2"/>`;
    });

/** The straight line of Gutenberg and Richter, from where the catalogue is complete down to one quake. */
const fit = ({ frequency, style }: Series): readonly string[] => {
  if (frequency === undefined) return [];
  const { b, from, used } = frequency;
  const end = from + Math.log10(used) / b;
  return [
    lineBetween(
      place(from, used),
      place(Math.min(end, greatest), used * 10 ** (-b * (Math.min(end, greatest) - from))),
      `class="fit ${style}"`,
    ),
  ];
};

const axes = (): readonly string[] => [
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((magnitude) => {
    const { x, y } = place(magnitude, 1);
    return textAt({ x, y: y + 16 }, String(magnitude), 'class="note" text-anchor="middle"');
  }),
  ...[1, 10, 100, 1000].flatMap((count) => {
    const { x, y } = place(smallest, count);
    return [
      lineBetween({ x, y }, { x: width - edge.right, y }, 'class="grid"'),
      textAt({ x: x - 6, y: y + 4 }, count.toLocaleString("en"), 'class="note" text-anchor="end"'),
    ];
  }),
  textAt({ x: width / 2, y: height - 6 }, "magnitude", 'class="note" text-anchor="middle"'),
];

const key = ({ name, style, frequency }: Series, nth: number): readonly string[] => {
  const y = edge.top + 10 + nth * 18;
  const x = width - edge.right - 240;
  const value = frequency === undefined ? "" : `, b ${plusMinus(frequency)}`;
  return [
    `<circle class="${style}" cx="${x}" cy="${y - 4}" r="4"/>`,
    textAt({ x: x + 10, y }, `${name}${value}`, 'class="note"'),
  ];
};

/** How many quakes were at least as strong as a magnitude: on this scale nature draws straight lines. */
export const magnitudeChart = (series: readonly Series[]): string =>
  svg(width, height, "number of earthquakes by magnitude", [
    ...axes(),
    ...series.flatMap(dots),
    ...series.flatMap(fit),
    ...series.flatMap(key),
  ]);
