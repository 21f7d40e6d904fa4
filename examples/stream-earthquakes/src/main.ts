import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { readRecords } from "./records.ts";
import { run, type Run } from "./run.ts";
import { patienceOf, tableOf, tellChecks } from "./tell.ts";
import { verify } from "./verify.ts";

const outFolder = path.join(import.meta.dirname, "..", "out");

/** How long the watermark waits, from hasty to patient. The last is what `pipeline.yaml` says. */
const hastes = ["1h", "12h", "48h"];

async function main(): Promise<boolean> {
  await rm(outFolder, { recursive: true, force: true });
  const records = await readRecords();
  const file = (name: string): string => path.join(outFolder, name);

  const patient = await run({ records, file: file("daily-counts.jsonl") });
  const sockets = await run({ records, file: file("through-sockets.jsonl"), transport: "socket" });
  const hasty: [string, Run][] = [];
  for (const maxDelay of hastes)
    hasty.push([maxDelay, await run({ records, file: file(`wait-${maxDelay}.jsonl`), maxDelay })]);

  const table = tableOf(patient.lines);
  const patience = patienceOf([...hasty, ["168h", patient]]);
  const checks = await verify(
    records,
    patient,
    sockets,
    hasty.map(([, each]) => each),
  );
  await writeFile(
    file("report.md"),
    `# Earthquakes, day by day\n\n${table}\n\nWhat waiting for late records is worth:\n\n${patience}\n`,
  );

  console.log(
    `${records.length} records, in the order in which networks reported them, counted by day and magnitude:\n`,
  );
  console.log(`${table}\n`);
  console.log(`A record may be corrected a week after its quake. How long the watermark waits is \`maxDelay\`:\n`);
  console.log(`${patience}\n`);
  const inMs = (each: Run): string => `${Math.round(each.result.elapsedMs)} ms`;
  console.log(`In process it took ${inMs(patient)}, through sockets as the engine does ${inMs(sockets)}.\n`);
  console.log(tellChecks(checks));
  return checks.every(({ holds }) => holds);
}

process.exitCode = (await main()) ? 0 : 1;
