import { noticedEverywhere, type Findings } from "../findings.ts";
import { regionOf } from "../regions.ts";
import { energyOf, fewest } from "../statistics.ts";
import { period, plural, plusMinus } from "../words.ts";
import { magnitudeChart } from "./magnitudes.ts";
import { worldMap } from "./map.ts";
import { escape } from "./markup.ts";
import { style } from "./style.ts";
import { regionTable, strongestTable } from "./tables.ts";
import { timelineChart } from "./timeline.ts";

const card = (value: string, label: string): string =>
  `<section><strong>${escape(value)}</strong><span>${escape(label)}</span></section>`;

const section = (title: string, note: string, content: string): string =>
  `<section><h2>${escape(title)}</h2>${note === "" ? "" : `<p>${escape(note)}</p>`}\n${content}</section>`;

function cards({ quakes, largest: [strongest], frequency }: Findings): string {
  const energyJ = quakes.reduce((total, { magnitude }) => total + energyOf(magnitude), 0);
  const place = strongest === undefined ? "" : `: ${strongest.place}`;
  return [
    card(quakes.length.toLocaleString("en"), "earthquakes in seven days"),
    card(strongest?.magnitude.toFixed(1) ?? "–", `the strongest${place}`),
    card(`${Math.round(energyJ / 1e12).toLocaleString("en")} TJ`, "energy in waves, all quakes together"),
    card(plusMinus(frequency), `b value worldwide, from magnitude ${noticedEverywhere}`),
  ].join("");
}

function charts({ quakes, regions, frequency, timeline }: Findings): string {
  const [busiest] = regions.toSorted((a, b) => b.count - a.count);
  const own = quakes.filter((quake) => regionOf(quake) === busiest?.region);
  const local = { name: busiest?.region.name ?? "", style: "d1", quakes: own, frequency: busiest?.frequency };
  const world = { name: "the world", style: "d4", quakes, frequency };
  return [
    section(
      "How many, how strong",
      "Quakes at least as strong as a magnitude. Below the straight part the catalogue misses some.",
      magnitudeChart([world, local]),
    ),
    section("When", "Many small quakes every day; nearly all of the energy comes from a few.", timelineChart(timeline)),
  ].join("");
}

const aboutB =
  "b says how much rarer strong quakes are: 10 to the power of b times for each whole magnitude. " +
  `It is given where at least ${fewest} quakes are above the magnitude from which on the catalogue is complete.`;

/** The report as one HTML file that needs nothing else. */
export async function renderPage(findings: Findings): Promise<string> {
  const { quakes, largest, impacts, regions, alert, dropped } = findings;
  const others = Object.entries(dropped).map(([reason, count]) => plural(count, reason));
  const notCounted = others.length === 0 ? "" : ` Not counted: ${others.join(", ")}.`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A week of earthquakes</title>
<style>${style}</style>
<main>
<h1>A week of earthquakes</h1>
<p>${escape(period(quakes) + notCounted)}</p>
${alert === undefined ? "" : `<section class="alert"><p><b>Alert.</b> ${escape(alert)}.</p></section>`}
<div class="cards">${cards(findings)}</div>
${section("Where", "", await worldMap(quakes, largest))}
<div class="pair">${charts(findings)}</div>
${section("The strongest", "", strongestTable(largest, impacts))}
${section("By region", aboutB, regionTable(regions))}
<footer>Records: U.S. Geological Survey, as shipped in the npm package vega-datasets. Outlines: Natural Earth.
<a href="run.html">How the pipeline ran</a> · <a href="report.md">these tables as Markdown</a> · <a href="tables/">the layers</a></footer>
</main>
</html>
`;
}
