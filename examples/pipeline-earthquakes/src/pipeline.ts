import { definePipeline, optional, Parameters } from "@millrace/pipeline-core";
import { clean } from "./clean.ts";
import { detailUrl, fetchText, impactOf, type Impact } from "./feed.ts";
import {
  addRelease,
  alertOf,
  findingsOf,
  largestOf,
  noticedEverywhere,
  noTimeline,
  releaseOf,
  type Findings,
} from "./findings.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderPage } from "./page/page.ts";
import { regions, type Region } from "./regions.ts";
import { save } from "./save.ts";
import { frequency } from "./statistics.ts";

const parameters = Parameters.define({
  feedUrl: "https://earthquake.usgs.gov/earthquakes/feed/v1.0/summary/all_week.geojson",
  outFolder: "out",
  /** From this magnitude on somebody is told. */
  alertFrom: 6,
  /** How many of the strongest quakes are looked at closely. */
  closely: 8,
});

/** The service is asked by two stages, but never more than this at a time, and again when it is busy. */
const politely = {
  limit: { key: "feed", max: 2 },
  retry: { maxAttempts: 4, initialMs: 50, nonRetryable: ["FeedRefused"] },
  timeoutMs: 20_000,
};

/** raw → clean → aggregates → report */
export const earthquakes = definePipeline("earthquakes", { parameters }, (p) => {
  const { feedUrl, outFolder, alertFrom, closely } = p.parameters;

  const raw = p.stage("download", { feedUrl }, (args, { signal }) => fetchText(args.feedUrl, signal), politely);
  const features = p.stage("parse", { raw }, (args) => (JSON.parse(args.raw) as { features: unknown[] }).features);

  const cleaned = p.pipeline("clean", clean, { features });
  const { quakes, dropped } = cleaned.out;

  const byRegion = p.map("regions", regions, { quakes }, (region, args) => findingsOf(region, args.quakes), {
    key: (region: Region) => region.id,
  });
  const released = p.map("energy", quakes, {}, releaseOf, { stream: true });
  const timeline = p.reduce("timeline", released, noTimeline, addRelease);
  const worldwide = p.stage("frequency", { quakes }, (args) => frequency(args.quakes, noticedEverywhere));

  const largest = p.stage("largest", { quakes, closely }, (args) => largestOf(args.quakes, args.closely));
  const impacts = p.map(
    "impacts",
    largest,
    { feedUrl },
    async ({ id }, args, { signal }) => impactOf(id, await fetchText(detailUrl(args.feedUrl, id), signal)),
    { ...politely, key: ({ id }: { id: string }) => id },
  );

  const strong = p.stage("is_strong", { largest, alertFrom }, (args) =>
    args.largest.some(({ magnitude }) => magnitude >= args.alertFrom),
  );
  const alert = p.when("alert", strong, (then) =>
    then.stage("compose_alert", { largest, alertFrom }, (args) => alertOf(args.largest, args.alertFrom)),
  );

  const findings = p.stage(
    "findings",
    {
      quakes,
      dropped,
      largest,
      // The report is worth having without them.
      impacts: optional(impacts, [] as Impact[]),
      regions: byRegion,
      timeline,
      frequency: worldwide,
      alert,
    },
    (found: Findings) => found,
  );
  const report = p.broadcast("report", findings, { html: renderPage, markdown: renderMarkdown });
  const files = p.stage("save", { ...report, raw, findings, outFolder }, save, { label: "save files" });

  return { findings, files };
});
