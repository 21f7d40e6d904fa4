import type { CheckResult, DoctorCheck } from "@millrace/tooling-cli";

/** What must be right on a machine that runs pipelines. */
export const doctorChecks: readonly DoctorCheck[] = [
  { name: "Node", run: () => nodeVersion(process.versions.node) },
  { name: "TypeScript", run: () => typeScript(process.features.typescript) },
];

const oldest = [22, 12] as const;

export function nodeVersion(version: string): CheckResult {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const fits = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  if (fits) return { status: "ok", found: version };
  return { status: "fail", found: version, remedy: `Install Node ${oldest.join(".")} or later.` };
}

/** `process.features.typescript`; absent before Node 22.10. */
export function typeScript(mode: false | "strip" | "transform" | undefined): CheckResult {
  if (mode) return { status: "ok", found: "Node runs .ts modules" };
  return {
    status: "warn",
    found: "Node runs no .ts modules",
    remedy: "Use Node 22.18 or later, or compile pipeline modules to JavaScript.",
  };
}
