/**
 * Writes docs/errors.md from the error tables of the packages. With `--check` it writes nothing, and fails when the
 * committed page is not what it would write.
 */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { dataflowErrors } from "@millrace/dataflow-runtime";
import { functionErrors } from "@millrace/function-runtime";
import { pipelineErrors } from "@millrace/pipeline-core";
import { protocolErrors } from "@millrace/protocol";
import { grpcErrors } from "@millrace/protocol/grpc";
import { udfErrors } from "@millrace/stream-udf";
import { cliErrors } from "@millrace/tooling-cli";
import { rpcErrors, workflowErrors } from "@millrace/workflow-sdk";
import type { ErrorEntry, ErrorTable } from "@millrace/protocol";

const page = path.join(import.meta.dirname, "..", "errors.md");

const tables: readonly (readonly [name: string, table: ErrorTable])[] = [
  ["@millrace/pipeline-core", pipelineErrors],
  ["@millrace/protocol", protocolErrors],
  ["@millrace/protocol/grpc", grpcErrors],
  ["@millrace/stream-udf", udfErrors],
  ["@millrace/workflow-sdk", workflowErrors],
  ["@millrace/dataflow-runtime", dataflowErrors],
  ["@millrace/function-runtime", functionErrors],
  ["Answers of Temporal's services, in @millrace/workflow-sdk", rpcErrors],
  ["The commands of all packages", cliErrors],
];

const entry = ([code, { summary, remedy, retryable = false }]: readonly [string, ErrorEntry]): string =>
  [
    `### ${code}`,
    "",
    summary,
    "",
    `**What to do.** ${remedy}`,
    ...(retryable ? ["", "The same call may succeed later: `retryable` is `true`."] : []),
    "",
  ].join("\n");

const section = ([name, table]: (typeof tables)[number]): string =>
  [`## ${name}`, "", ...Object.entries(table).map(entry)].join("\n");

const text = [
  "# Errors",
  "",
  "Every error that a package raises on its own account has a code. The message begins with it, and says what was wrong, where, and what to do.",
  "How to tell errors apart is in [Concepts](./concepts.md#errors).",
  "",
  "<!-- Written by docs/scripts/errors.ts from the tables of the packages; edit those. -->",
  "",
  ...tables.map(section),
].join("\n");

const check = process.argv.includes("--check");
if (!check) await writeFile(page, text);
else if ((await readFile(page, "utf8").catch(() => "")) !== text) {
  process.stderr.write("docs/errors.md is not up to date; write it with: pnpm --filter @millrace/docs errors\n");
  process.exitCode = 1;
}
