import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { summarize } from "@millrace/pipeline-core";
import { startFeedServer } from "./feed-server.ts";
import { earthquakes } from "./pipeline.ts";
import { readRecords } from "./records.ts";
import { tell, tellChecks, tellFiles } from "./tell.ts";
import { verify } from "./verify.ts";

const outFolder = path.join(import.meta.dirname, "..", "out");

/** Runs the pipeline, leaves its files in `out/`, and says what happened. `false`: something is not as it must be. */
async function main(): Promise<boolean> {
  await rm(outFolder, { recursive: true, force: true });
  const records = await readRecords();
  await using feed = await startFeedServer(records);

  const report = await earthquakes.settled(
    { feedUrl: feed.feedUrl, outFolder },
    { progress: true, logging: { file: path.join(outFolder, "tables", "run.log"), level: "debug" } },
  );
  await writeFile(path.join(outFolder, "run.html"), summarize(report, { format: "html" }));
  await writeFile(path.join(outFolder, "summary.json"), summarize(report, { format: "json" }));

  const { findings } = report.outputs;
  if (findings === undefined) {
    console.error(summarize(report));
    return false;
  }
  const checks = verify(records, findings, feed);
  console.log(`\n${tell(findings, feed)}\n\n${tellChecks(checks)}\n\n${tellFiles(outFolder)}`);
  return checks.every(({ holds }) => holds);
}

process.exitCode = (await main()) ? 0 : 1;
