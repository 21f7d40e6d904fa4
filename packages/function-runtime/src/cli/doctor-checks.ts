import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import type { CheckResult, DoctorCheck } from "@millrace/tooling-cli";
import { MillraceError } from "@millrace/protocol";

/** What must, or may, be on a machine where functions run. */
export const doctorChecks: readonly DoctorCheck[] = [
  { name: "Node", run: () => nodeVersion(process.versions.node) },
  { name: "TypeScript", run: () => typeScript(process.features.typescript) },
  { name: "git", run: (signal) => git("git", signal) },
  { name: "esbuild", run: esbuild },
  { name: "local platform", run: () => store(path.join(".millrace", "functions")) },
  { name: "DigitalHub Core", run: core },
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
  if (mode) return { status: "ok", found: "Node runs .ts functions" };
  return {
    status: "warn",
    found: "Node runs .ts functions only with a flag",
    remedy:
      "Jobs set it themselves; for serve, check and run --inline use Node 22.18 or later, or NODE_OPTIONS=--experimental-strip-types.",
  };
}

/** Sources in git repositories need it. */
export async function git(command: string, signal: AbortSignal): Promise<CheckResult> {
  const version = await new Promise<string | undefined>((resolve) => {
    execFile(command, ["--version"], { signal }, (error, stdout) => resolve(error ? undefined : stdout.trim()));
  });
  if (version !== undefined) return { status: "ok", found: version };
  return { status: "warn", found: "not found", remedy: "Only sources such as git+https://… need it: install git." };
}

async function esbuild(): Promise<CheckResult> {
  try {
    const { version } = await import("esbuild");
    return { status: "ok", found: version };
  } catch {
    return {
      status: "warn",
      found: "not installed",
      remedy: "Only `build` needs it: npm install --save-dev esbuild, or build with --copy-source.",
    };
  }
}

/** Who has the local platform of this folder open; looks only, and makes nothing. */
export async function store(folder: string): Promise<CheckResult> {
  const { mayLive } = await import("../embedded/store/process-identity.ts");
  let text: string;
  try {
    text = await readFile(path.join(folder, "lock"), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      return { status: "ok", found: `${folder} is free` };
    return {
      status: "fail",
      found: `${folder} cannot be read`,
      remedy: "Make it a readable folder, or use another with --dir.",
    };
  }
  const owner = ownerOf(text);
  if (owner === undefined || !mayLive(owner))
    return { status: "ok", found: `${folder} is free; its last owner died, which the next one tidies up` };
  return {
    status: "warn",
    found: `${folder} is in use by process ${owner.pid} on ${owner.host}`,
    remedy:
      "Only one process at a time has it: end that one, talk to its server with --endpoint, or use another with --dir.",
  };
}

function ownerOf(text: string): { readonly pid: number; readonly host: string } | undefined {
  try {
    const { pid, host } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    return typeof pid === "number" && typeof host === "string" ? { pid, host } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the Core of environment and configuration file answers and takes the login. */
export async function core(): Promise<CheckResult> {
  const { openCore } = await import("../remote/core-client.ts");
  try {
    const platform = await openCore({ retries: 0, timeoutMs: 5_000 });
    await platform.close();
    return { status: "ok", found: `${platform.name} answers` };
  } catch (error) {
    if (!MillraceError.is(error)) throw error;
    if (error.code === "FUNCTION_CORE_NO_ENDPOINT")
      return { status: "ok", found: "none is configured; the local platform needs none" };
    return {
      status: "warn",
      found: error.message,
      remedy: "Only --endpoint and --profile need it; see DHCORE_ENDPOINT and ~/.dhcore.ini.",
    };
  }
}
