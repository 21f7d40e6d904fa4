// Asks dora's own command about every case of the corpus and writes its verdicts down:
//   node test/descriptor/record-verdicts.ts <path of dora> [--check]
// With --check nothing is written; the exit code says whether the verdicts still hold.
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { styleText } from "node:util";
import { readCases, verdictsFile, withFiles, type Case, type Verdict } from "./corpus-cases.ts";

const [dora = "dora", mode] = process.argv.slice(2);
/** Lines that tell nothing about the dataflow. */
const noise =
  /^$|^Validating |^Location:|^\[ERROR\]$|^Caused by:$|\.rs:\d|^hint: check the file|^failed to (?:read dataflow at|parse given)|(?:OK|found)\.$|^Type warnings:$|^wiring check failed$|^descriptor check failed$|^failed to expand modules|^Loaded \d|^0: /u;

async function ask({ name, files, strictTypes }: Case): Promise<Verdict> {
  return withFiles(files, async (cwd) => {
    const args = ["validate", "dataflow.yml", ...(strictTypes ? ["--strict-types"] : [])];
    const env = { PATH: process.env["PATH"], HOME: "/home/mill", RUST_BACKTRACE: "0", NO_COLOR: "1" };
    const { status, stdout, stderr, error } = spawnSync(dora, args, { cwd, env, encoding: "utf8" });
    if (error !== undefined) throw error;
    const lines = `${stdout}\n${stderr}`.split("\n").map((line) => line.trim().replaceAll(cwd, "."));
    const says = lines.find((line) => !noise.test(line))?.replace(/^(?:\d+:|-) /u, "") ?? "";
    return Promise.resolve({ name, accepted: status === 0, says });
  });
}

const verdicts: Verdict[] = [];
for (const one of await readCases()) verdicts.push(await ask(one));
const text = verdicts.map((verdict) => `${JSON.stringify(verdict)}\n`).join("");
const before = await readFile(verdictsFile, "utf8").catch(() => "");
const { length: count } = verdicts;
if (mode === "--check") {
  const same = before === text;
  process.stdout.write(styleText(same ? "green" : "red", `${count} verdicts ${same ? "hold" : "differ"}\n`));
  process.exitCode = same ? 0 : 1;
} else {
  await writeFile(verdictsFile, text);
  process.stdout.write(`${count} verdicts written\n`);
}
