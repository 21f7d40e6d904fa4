// Has dora's own command draw every accepted case of the corpus and writes the drawings down:
//   node test/descriptor/record-graphs.ts <path of dora> [--check]
// With --check nothing is written; the exit code says whether the drawings still hold.
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { graphsFile, readCases, readVerdicts, withFiles, type Drawing } from "./corpus-cases.ts";

const [dora = "dora", mode] = process.argv.slice(2);
const accepted = new Set((await readVerdicts()).filter((verdict) => verdict.accepted).map(({ name }) => name));

const drawings: Drawing[] = [];
for (const { name, files } of await readCases()) {
  if (!accepted.has(name)) continue;
  const lines = await withFiles(files, async (cwd) => {
    const env = { PATH: process.env["PATH"], HOME: "/home/mill", RUST_BACKTRACE: "0", NO_COLOR: "1" };
    const { status, stdout, error } = spawnSync(dora, ["graph", "dataflow.yml", "--mermaid"], {
      cwd,
      env,
      encoding: "utf8",
    });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`dora draws no graph of '${name}'`);
    return Promise.resolve(stdout.split("\n").filter((line) => line !== "" && !line.startsWith("Paste")));
  });
  drawings.push({ name, lines });
}
const text = drawings.map((drawing) => `${JSON.stringify(drawing)}\n`).join("");
if (mode === "--check") {
  const same = (await readFile(graphsFile, "utf8")) === text;
  process.stdout.write(`${drawings.length} drawings ${same ? "hold" : "differ"}\n`);
  process.exitCode = same ? 0 : 1;
} else {
  await writeFile(graphsFile, text);
  process.stdout.write(`${drawings.length} drawings written\n`);
}
