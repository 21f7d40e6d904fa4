import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { reports, runClean, storeOf } from "./run.ts";

const folder = path.join(import.meta.dirname, "..");

async function main(): Promise<boolean> {
  await rm(path.join(folder, "out"), { recursive: true, force: true });
  const run = await runClean({ dir: storeOf(folder) });
  const strikes = await run.output("strikes", "dataitem");
  const raw = await readFile(reports);
  const file = await strikes.download({ to: path.join(folder, "out", "strikes.parquet") });
  const size = (await readFile(file)).length;
  const { producedBy } = await strikes.lineage();

  console.log(`The job ended in ${run.status.state}. What it made of the reports:\n`);
  for (const [name, value] of Object.entries(run.results()))
    console.log(`  ${name.padEnd(16)} ${JSON.stringify(value)}`);
  console.log(`\n${strikes.key}`);
  console.log(`  ${strikes.schema?.map(({ name, type }) => `${name} ${type}`).join(", ")}`);
  console.log(`  ${raw.length} bytes of CSV are ${size} of Parquet; made by ${producedBy.join()}`);

  // The same figures by a plain loop over the lines of the file.
  const lines = new Set((await readFile(reports, "utf8")).trim().split(/\r?\n/).slice(1));
  const cost = [...lines].reduce((sum, line) => sum + Number(line.split(",")[12]), 0);
  const rows = await strikes.rows();
  const total = rows.reduce((sum, row) => sum + Number(row["cost_dollars"]), 0);
  const isSame = [rows.length, run.result("kept")].every((count) => count === lines.size) && total === cost;
  const isTracked = producedBy.includes(run.key);
  console.log(`\nThe same as by a plain loop: ${isSame ? "yes" : "NO"}. To look at: out/strikes.parquet`);
  await run.project.close();
  return isSame && isTracked && run.status.state === "COMPLETED";
}

process.exitCode = (await main()) ? 0 : 1;
