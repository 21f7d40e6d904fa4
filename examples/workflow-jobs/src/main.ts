import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { quakesByDay } from "./records.ts";
import { run, type Run } from "./run.ts";
import { verify } from "./verify.ts";

const outFolder = path.join(import.meta.dirname, "..", "out");

function tableOf({ outcomes }: Run): string {
  const rows = outcomes.map(
    ({ attempts, summary: { day, quakes, felt, strongest, resumedAt } }) =>
      `| ${day} | ${quakes} | ${felt} | ${strongest.magnitude}, ${strongest.place} | ${attempts} | ${resumedAt} |`,
  );
  return [
    "| day | quakes | of 4.5 and more | strongest | attempts | resumed at |",
    "| --- | ---: | ---: | --- | ---: | ---: |",
    ...rows,
  ].join("\n");
}

async function main(): Promise<boolean> {
  await rm(outFolder, { recursive: true, force: true });
  await mkdir(outFolder, { recursive: true });
  const days = await quakesByDay();

  const result = await run(days);

  const checks = verify(days, result);
  const table = tableOf(result);
  await writeFile(path.join(outFolder, "report.md"), `# A week of earthquakes, by jobs\n\n${table}\n`);
  console.log(`\nOne job a day. ${result.interrupted} of them were under way when their worker was killed.\n`);
  console.log(`${table}\n`);
  for (const { claim, holds } of checks) console.log(`${holds ? "✓" : "✗"} ${claim}`);
  return checks.every(({ holds }) => holds);
}

process.exitCode = (await main()) ? 0 : 1;
