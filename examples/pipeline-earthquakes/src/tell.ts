import path from "node:path";
import { pathToFileURL } from "node:url";
import type { FeedServer } from "./feed-server.ts";
import type { Findings } from "./findings.ts";
import type { Check } from "./verify.ts";
import { plural } from "./words.ts";

/** What happened, in plain words. */
export function tell({ quakes, dropped, largest, regions, alert }: Findings, feed: FeedServer): string {
  const [first = 0, ...later] = feed.answers.feed;
  const others = Object.entries(dropped).map(([reason, count]) => plural(count, reason));
  const shaken = regions.filter(({ count }) => count > 0).length;
  const [strongest] = largest;
  return [
    `The service was unavailable at first (${first}) and gave the records at attempt ${later.length + 1}.`,
    `${plural(quakes.length, "earthquake")} in ${plural(shaken, "region")}; not counted: ${others.join(", ")}.`,
    `The strongest: magnitude ${strongest?.magnitude.toFixed(1)}, ${strongest?.place}.`,
    alert === undefined ? "It alarmed nobody." : `It was strong enough for an alert.`,
  ].join("\n");
}

/** What must be true and whether it is; all of it only when something is not. */
export function tellChecks(checks: readonly Check[]): string {
  const failed = checks.filter(({ holds }) => !holds);
  const lines = checks.map(({ claim, holds }) => `  ${holds ? "✔" : "✖"} ${claim}`);
  const verdict =
    failed.length === 0
      ? `Counted again in another way, without a pipeline, all ${checks.length} claims about the result hold:`
      : `${failed.length} of ${checks.length} claims about the result do not hold:`;
  return [verdict, ...lines].join("\n");
}

/** Where to look. */
export const tellFiles = (outFolder: string): string => {
  const link = (name: string): string => pathToFileURL(path.join(outFolder, name)).href;
  return `Map and charts: ${link("report.html")}\nHow the pipeline ran: ${link("run.html")}`;
};
