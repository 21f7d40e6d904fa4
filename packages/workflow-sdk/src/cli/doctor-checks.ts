import type { CheckResult, DoctorCheck } from "@millrace/tooling-cli";
import { startServer } from "../server.ts";

/** What must be right on a machine that runs workers and the server. */
export const doctorChecks: readonly DoctorCheck[] = [
  { name: "Node", run: () => nodeVersion(process.versions.node) },
  { name: "server", run: startsAndAnswers },
];

const oldest = [22, 12] as const;

function nodeVersion(version: string): CheckResult {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const fits = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  if (fits) return { status: "ok", found: version };
  return { status: "fail", found: version, remedy: `Install Node ${oldest.join(".")} or later.` };
}

/** Starts the server on a free port of this machine. */
async function startsAndAnswers(): Promise<CheckResult> {
  const beganMs = performance.now();
  await using server = await startServer({ listen: { port: 0 } });
  const tookMs = Math.ceil(performance.now() - beganMs);
  return { status: "ok", found: `listens at ${server.address ?? ""} after ${tookMs} ms` };
}
