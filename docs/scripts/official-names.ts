/**
 * Writes the tables of docs/guide/workflows-official-names.md: which names of the installed official packages this
 * package has. A value counts as covered if a test in packages/workflow-sdk/test/faces imports it, or what such a test
 * runs; a type also if a type test does. With `--check` it writes nothing, and fails when the committed page is not what
 * it would write.
 */
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { exportedNames, type ExportedName } from "./official-names/exported-names.ts";
import { testedNames } from "./official-names/imported-names.ts";
import { reasonFor } from "./official-names/reasons.ts";

const page = path.join(import.meta.dirname, "..", "guide", "workflows-official-names.md");
const sdk = path.join(import.meta.dirname, "..", "..", "packages", "workflow-sdk");
const { resolve } = createRequire(path.join(sdk, "package.json"));

const faces = ["client", "activity", "common"].map((name) => ({
  name,
  official: resolve(`@temporalio/${name}`).replace(/\.js$/, ".d.ts"),
  ours: path.join(sdk, "src", `${name}-face.ts`),
}));

const exported = exportedNames(faces.flatMap(({ official, ours }) => [official, ours]));
const tested = await testedNames(path.join(sdk, "test", "faces"));

interface Coverage {
  readonly name: string;
  readonly covered: readonly ExportedName[];
  readonly untested: readonly ExportedName[];
  readonly missing: readonly ExportedName[];
}

function coverageOf({ name, official, ours }: (typeof faces)[number]): Coverage {
  const theirs = exported.get(official) ?? [];
  const offered = new Map((exported.get(ours) ?? []).map((each) => [each.name, each]));
  const [values, types] = [tested.values, tested.types].map((names) => names.get(name) ?? new Set<string>());
  const isTested = (each: ExportedName): boolean => (each.isValue ? values : types)?.has(each.name) === true;
  // A type is no stand-in for a class or a constant.
  const has = (each: ExportedName): boolean => offered.get(each.name)?.isValue === true || isOurType(each);
  const isOurType = (each: ExportedName): boolean => !each.isValue && offered.has(each.name);
  return {
    name,
    covered: theirs.filter((each) => has(each) && isTested(each)),
    untested: theirs.filter((each) => has(each) && !isTested(each)),
    missing: theirs.filter((each) => !has(each)),
  };
}

function table(all: readonly Coverage[]): string {
  const share = ({ covered, untested, missing }: Coverage, isValue: boolean): string => {
    const of = (names: readonly ExportedName[]): number => names.filter((each) => each.isValue === isValue).length;
    return `${of(covered)} of ${of([...covered, ...untested, ...missing])}`;
  };
  const cells = all.map((each) => [`\`@temporalio/${each.name}\``, share(each, true), share(each, false)]);
  const rows = [["", "values covered", "types covered"], ...cells];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line), ""].join("\n");
}

function section({ name, covered, untested, missing }: Coverage): string {
  const paragraph = (title: string, names: readonly ExportedName[]): readonly string[] =>
    names.length === 0 ? [] : [`**${title}.** ${names.map((each) => `\`${each.name}\``).join(", ")}`, ""];
  return [
    `### @temporalio/${name}`,
    "",
    ...paragraph(
      "Covered values",
      covered.filter(({ isValue }) => isValue),
    ),
    ...paragraph(
      "Covered types",
      covered.filter(({ isValue }) => !isValue),
    ),
    ...paragraph("Offered, and imported by no test from here", untested),
    "**Not offered.**",
    "",
    ...reasons(missing),
    "",
  ].join("\n");
}

function reasons(names: readonly ExportedName[]): readonly string[] {
  const byReason = Map.groupBy(names, ({ name, isDeprecated }) => reasonFor(name, isDeprecated));
  return [...byReason].map(([reason, all]) => {
    const values = all.filter(({ isValue }) => isValue).length;
    const count = values === 0 ? "" : ` (${values} ${values === 1 ? "value" : "values"})`;
    return `- ${reason}${count}: ${all.map(({ name }) => `\`${name}\``).join(", ")}`;
  });
}

const [start, end] = ["<!-- Written by docs/scripts/official-names.ts from here -->", "<!-- to here -->"];
const text = await readFile(page, "utf8");
const [before, rest = ""] = text.split(start);
const after = rest.split(end)[1] ?? "\n";
const coverage = faces.map(coverageOf);
const parts = [table(coverage), ...coverage.map(section)];
const written = [before, start, "\n\n", parts.join("\n"), "\n", end, after].join("");

if (!process.argv.includes("--check")) await writeFile(page, written);
else if (written !== text) {
  const command = "pnpm --filter @millrace/docs official-names";
  process.stderr.write(`docs/guide/workflows-official-names.md is not up to date; write it with: ${command}\n`);
  process.exitCode = 1;
}
