import { withDeadline } from "@millrace/protocol";
import type { Styler, TextStyle } from "./output.ts";
import type { VerbCall, VerbResult, VerbSpec } from "./verb.ts";

/** Something that must be right on this machine. */
export interface DoctorCheck {
  readonly name: string;
  /** A check that throws, or takes longer than ten seconds, has failed. */
  readonly run: (signal: AbortSignal) => CheckResult | Promise<CheckResult>;
}

export interface CheckResult {
  /** `"warn"`: works, but not at its best, or only in part. */
  readonly status: "ok" | "warn" | "fail";
  /** What was found: a version, a path. */
  readonly found: string;
  /** What to do about it, for `"warn"` and `"fail"`. */
  readonly remedy?: string;
}

const checkTimeoutMs = 10_000;

/** The verb `doctor`: runs all checks at once and ends with 1 if one fails. */
export function doctorVerb(checks: readonly DoctorCheck[]): VerbSpec<{}, {}> {
  return {
    name: "doctor",
    summary: "Check this machine: what is there, what is missing, what to do",
    run: async (call) => {
      const results = await Promise.all(
        checks.map(async (check) => ({ name: check.name, ...(await runCheck(check, call.signal)) })),
      );
      return report(results, call);
    },
  };
}

async function runCheck({ name, run }: DoctorCheck, signal: AbortSignal): Promise<CheckResult> {
  try {
    return await withDeadline(async (ends) => run(ends), {
      timeoutMs: checkTimeoutMs,
      signal,
      name: `check '${name}'`,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    return { status: "fail", found: error instanceof Error ? error.message : String(error) };
  }
}

const looks: Readonly<Record<CheckResult["status"], readonly [glyph: string, style: TextStyle]>> = {
  ok: ["✔", "green"],
  warn: ["▲", "yellow"],
  fail: ["✖", "red"],
};

function report(
  results: readonly (CheckResult & { readonly name: string })[],
  { print, printTable, style }: VerbCall<{}, {}>,
): VerbResult {
  printTable({
    columns: [{ label: "" }, { label: "check" }, { label: "found" }],
    rows: results.map(({ status, name, found }) => [`${looks[status][0]} ${status}`, name, found]),
  });
  for (const { status, name, remedy } of results) {
    if (remedy !== undefined) print(`\n${styled(status, name, style)}: ${remedy}`);
  }
  const ok = results.every(({ status }) => status !== "fail");
  return { ok, json: { ok, checks: results } };
}

function styled(status: CheckResult["status"], name: string, style: Styler): string {
  const [glyph, color] = looks[status];
  return style(color, `${glyph} ${name}`);
}
