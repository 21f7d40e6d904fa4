import { spanMs, type Span, type Timeline } from "../findings.ts";
import { dateTime, plural } from "../words.ts";
import { at, escape, lineBetween, svg, textAt } from "./markup.ts";

const width = 480;
const height = 300;
const left = 44;
const right = 12;
/** Two charts above each other over one axis of time. */
const charts: readonly { readonly top: number; readonly title: string; readonly value: (span: Span) => number }[] = [
  { top: 26, title: "quakes in six hours", value: ({ count }) => count },
  { top: 164, title: "energy in six hours, terajoule", value: ({ energyJ }) => energyJ / 1e12 },
];
const tall = 96;

/** The nearest round number that is not smaller: one digit and zeros. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 3, 4, 5, 10].find((each) => each * power >= value) ?? 10;
  return factor * power;
}

interface Bar {
  readonly start: number;
  readonly span: Span;
}

const day = (time: number): string =>
  new Date(time).toLocaleDateString("en", { day: "numeric", month: "short", timeZone: "UTC" });

function chart(bars: readonly Bar[], { top, title, value }: (typeof charts)[number]): readonly string[] {
  const greatest = roundUp(Math.max(...bars.map(({ span }) => value(span)), 1));
  const wide = (width - left - right) / bars.length;
  const bottom = top + tall;
  return [
    textAt({ x: left, y: top - 8 }, title, 'class="note strong"'),
    ...[0, 0.5, 1].flatMap((part) => [
      lineBetween({ x: left, y: bottom - part * tall }, { x: width - right, y: bottom - part * tall }, 'class="grid"'),
      textAt(
        { x: left - 6, y: bottom - part * tall + 4 },
        (greatest * part).toLocaleString("en"),
        'class="note" text-anchor="end"',
      ),
    ]),
    ...bars.map(({ start, span }, nth) => {
      const high = (value(span) / greatest) * tall;
      const note = `${dateTime(start)} UTC: ${plural(span.count, "quake")}, ${(span.energyJ / 1e12).toFixed(2)} TJ`;
      return `<rect class="bar" x="${at(left + nth * wide + 1)}" y="${at(bottom - high)}" width="${at(wide - 2)}" height="${at(high)}"><title>${escape(note)}</title></rect>`;
    }),
  ];
}

/** When the earth shook, and when it let go of its energy, which is not the same. */
export function timelineChart(timeline: Timeline): string {
  const starts = Object.keys(timeline).map(Number);
  const first = Math.min(...starts);
  const count = starts.length === 0 ? 0 : (Math.max(...starts) - first) / spanMs + 1;
  const bars = Array.from({ length: count }, (_, nth): Bar => {
    const start = first + nth * spanMs;
    return { start, span: timeline[start] ?? { count: 0, energyJ: 0 } };
  });
  const wide = (width - left - right) / Math.max(count, 1);
  const days = bars.flatMap(({ start }, nth) => {
    const x = left + nth * wide;
    const fits = x < width - right - 36;
    return start % (4 * spanMs) === 0 && fits ? [textAt({ x, y: height - 16 }, day(start), 'class="note"')] : [];
  });
  return svg(width, height, "earthquakes by time", [
    ...(count === 0 ? [] : charts.flatMap((each) => chart(bars, each))),
    ...days,
  ]);
}
