import path from "node:path";
import { startFeedServer } from "./feed-server.ts";
import { earthquakes } from "./pipeline.ts";
import { readRecords } from "./records.ts";
import { verify } from "./verify.ts";

const outFolder = path.join(import.meta.dirname, "..", "out");

async function main(): Promise<boolean> {
  const records = await readRecords();
  await using feed = await startFeedServer(records);

  const report = await earthquakes.settled({ feedUrl: feed.feedUrl, outFolder });
  const { findings } = report.outputs;
  if (findings === undefined) {
    console.error(report.error);
    return false;
  }
  const checks = verify(records, findings, feed);
  for (const { claim, holds } of checks) console.log(`${holds ? "✔" : "✖"} ${claim}`);
  return checks.every(({ holds }) => holds);
}

process.exitCode = (await main()) ? 0 : 1;
