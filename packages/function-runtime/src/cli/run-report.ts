import type { VerbCall, VerbResult } from "@millrace/tooling-cli";
import type { Run } from "../run.ts";

/** What `--json` prints of a run. */
export function runJson(run: Run): object {
  const { state, message, results = {}, outputs = {} } = run.status;
  return { key: run.key, id: run.id, state, ...(message === undefined ? {} : { message }), results, outputs };
}

/** Tells how a run ended and what it left; fails unless it is completed. */
export function printRun(
  run: Run,
  { print, printTable, style }: Omit<VerbCall<{}, {}>, "arguments" | "options">,
): VerbResult {
  const { state = "unknown", message, results = {}, outputs = {} } = run.status;
  const rows = [
    ...Object.entries(results).map(([name, value]) => ["result", name, JSON.stringify(value)]),
    ...Object.entries(outputs).map(([name, key]) => ["output", name, key]),
  ];
  if (rows.length > 0) printTable({ columns: [{ label: "" }, { label: "name" }, { label: "value" }], rows });
  const ok = state === "COMPLETED";
  print(
    ok ? style("green", "✔ COMPLETED") : `${style("red", `✖ ${state}`)}${message === undefined ? "" : `: ${message}`}`,
  );
  return { ok, json: { ok, ...runJson(run) } };
}
