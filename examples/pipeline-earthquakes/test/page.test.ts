import { expect, test } from "vitest";
import type { Findings } from "../src/findings.ts";
import { renderMarkdown } from "../src/markdown.ts";
import { ringsOf } from "../src/page/land.ts";
import { cumulative } from "../src/page/magnitudes.ts";
import { escape } from "../src/page/markup.ts";
import { renderPage } from "../src/page/page.ts";
import { roundUp } from "../src/page/timeline.ts";
import { regions } from "../src/regions.ts";
import { quake } from "./quakes.ts";

const quakes = [
  quake({ id: "a", magnitude: 6.1, place: '5 km N of <b>Nowhere</b> | "X"' }),
  quake({ id: "b", longitude: 170 }),
];
const findings: Findings = {
  quakes,
  dropped: { explosion: 2 },
  largest: quakes,
  impacts: [{ id: "a", felt: 12, alert: "green", tsunami: true }],
  regions: regions.map((region) => ({
    region,
    count: region.id === "california" ? 2 : 0,
    strongest: undefined,
    medianDepthKm: undefined,
    energyJ: 0,
    frequency: undefined,
  })),
  timeline: { [Date.UTC(2018, 1, 1)]: { count: 2, energyJ: 1e13 } },
  frequency: { b: 0.95, error: 0.04, from: 4.5, used: 100 },
  alert: "Magnitude 6.1",
};

test("the page draws every quake and says what is known of it", async () => {
  const html = await renderPage(findings);
  expect(html.match(/<circle[^>]*><title>/g)).toHaveLength(quakes.length);
  expect(html).toContain("felt by 12 reporters, alert level green, tsunami information");
  expect(html).toContain("not known");
  expect(html).toContain("0.95 ± 0.04");
  expect(html).toContain("Not counted: 2 explosions.");
  expect(html).toContain('<path class="land" d="M');
});

test("no text of a record becomes markup", async () => {
  const html = await renderPage(findings);
  expect(html).not.toContain("<b>Nowhere");
  expect(html).toContain("&lt;b&gt;Nowhere&lt;/b&gt; | &quot;X&quot;");
  expect(escape(`<a href="x">&</a>`)).toBe("&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;");
});

test("a week without earthquakes has a page too", async () => {
  const html = await renderPage({
    ...findings,
    quakes: [],
    largest: [],
    timeline: {},
    frequency: undefined,
    alert: undefined,
  });
  expect(html).toContain("<p>No earthquakes.");
  expect(html).not.toMatch(/NaN|undefined|Infinity|1970/);
});

test("the Markdown tables keep their columns", () => {
  const text = renderMarkdown(findings);
  expect(text).toContain('| 6.1 | 5 km N of <b>Nowhere</b> \\| "X" | 2018-02-01 00:00 | 10 km |');
  expect(text).toContain("**Alert:** Magnitude 6.1.");
  expect(text).toContain("| California and Nevada | 2 | – | – | – |");
});

test("counts add up from the strongest down", () => {
  const counts = cumulative([quake({ magnitude: 1 }), quake({ magnitude: 1 }), quake({ magnitude: 3 })]);
  expect(counts.map(([, count]) => count)).toEqual([1, 3]);
});

test.each([
  [0.7, 1],
  [250, 300],
  [81, 100],
  [1, 1],
])("an axis for %d ends at %d", (value, wanted) => {
  expect(roundUp(value)).toBeCloseTo(wanted);
});

test("land is made of arcs, some of them backwards", () => {
  const arcs = [
    [
      [0, 0],
      [10, 0],
    ],
    [
      [0, 0],
      [0, 5],
      [10, -5],
    ],
  ] as const;
  const rings = ringsOf({
    transform: { scale: [1, 2], translate: [-1, 0] },
    arcs,
    objects: { land: { arcs: [[[0, ~1]]] } },
  });
  expect(rings).toEqual([
    [
      [-1, 0],
      [9, 0],
      [-1, 10],
      [-1, 0],
    ],
  ]);
});
