import { formatDuration } from "../duration.ts";
import type { TimelineSection, TimelineSpan } from "../html-page.ts";
import { displayWidth } from "../text-width.ts";
import { limitList } from "./limit.ts";
import { markup, type Markup } from "./markup.ts";
import { packLanes, tickStep } from "./timeline-scale.ts";

const rowHeight = 26;
const barHeight = 16;
const axisHeight = 24;

/** Bars over a common axis. Positions are percentages, so that the drawing follows the width and its text does not. */
export function renderTimeline({ spans, title }: TimelineSection): Markup {
  if (spans.length === 0) return markup`<p class="note">Nothing has run.</p>`;
  const startMs = spans.reduce((least, span) => Math.min(least, span.startMs), Infinity);
  const lengthMs = Math.max(1, spans.reduce((most, span) => Math.max(most, span.endMs), -Infinity) - startMs);
  const percent = (ms: number): number => round(((ms - startMs) / lengthMs) * 100);
  const { shown, remark } = limitList(packLanes(spans), "lines");
  const bars = shown.map(({ rows }, index) => {
    const above = shown.slice(0, index).reduce((sum, lane) => sum + lane.rows.length, 0);
    return rows.map((row, offset) => row.map((span) => drawBar(span, (above + offset) * rowHeight, percent)));
  });
  const height = shown.reduce((sum, { rows }) => sum + rows.length, 0) * rowHeight;
  const step = tickStep(lengthMs);
  const ticks = Array.from({ length: Math.floor(lengthMs / step) + 1 }, (_, index) => index * step);
  return markup`<div class="panel scroll gantt" tabindex="0" role="group" aria-label="${title ?? "Timeline"}">
<div class="lanes" aria-hidden="true">${shown.map(
    ({ lane, rows }) => markup`<div style="height:${rows.length * rowHeight}px" title="${lane}">${lane}</div>`,
  )}</div>
<svg height="${height + axisHeight}" role="list">
<g class="axis" aria-hidden="true">${ticks.map((ms) => drawTick(ms, percent(startMs + ms), height))}</g>
${bars}</svg></div>${remark}`;
}

function drawTick(ms: number, x: number, height: number): Markup {
  const anchor = x < 3 ? "start" : x > 94 ? "end" : "middle";
  return markup`<line x1="${x}%" x2="${x}%" y2="${height}"/><text x="${x}%" y="${height + 17}" text-anchor="${anchor}">${ms === 0 ? "0" : formatDuration(ms)}</text>`;
}

/** A character of the bar's text, in percent of a drawing of common width. */
const characterPercent = 0.85;

/** What ran for no time is still to be seen. */
const leastPercent = 0.2;

/** The text stands behind the bar, or before it, or in it, where there is room. */
function drawBar(span: TimelineSpan, y: number, percent: (ms: number) => number): Markup {
  const { lane, label = lane, status, statusText = status } = span;
  const duration = formatDuration(span.endMs - span.startMs);
  const [from, to] = [percent(span.startMs), percent(Math.max(span.startMs, span.endMs))];
  const text = label === lane ? duration : `${label} · ${duration}`;
  const place = placeOf(displayWidth(text) * characterPercent, from, to);
  return markup`<g class="bar is-${status} ${place}" role="listitem" aria-label="${label}: ${statusText}, ${duration}">
<title>${label}\n${statusText}, ${duration}</title>
<rect x="${from}%" y="${y + (rowHeight - barHeight) / 2}" width="${Math.max(leastPercent, round(to - from))}%" height="${barHeight}" rx="4"/>
<text x="${place === "before" ? from : to}%" y="${y + rowHeight / 2}" dx="${place === "behind" ? 7 : -7}" text-anchor="${place === "behind" ? "start" : "end"}">${text}</text></g>
`;
}

function placeOf(width: number, from: number, to: number): "behind" | "before" | "inside" {
  if (to + width < 100) return "behind";
  return from - width > 0 ? "before" : "inside";
}

function round(percent: number): number {
  return Math.round(percent * 100) / 100;
}
