import { execFile } from "node:child_process";
import { createServer } from "node:net";
import type { CheckResult, DoctorCheck } from "@millrace/tooling-cli";
import { runDataflowDefaults } from "../run-dataflow.ts";

/** What must, or may, be on a machine that runs dataflows. */
export const doctorChecks: readonly DoctorCheck[] = [
  { name: "Node", run: () => nodeVersion(process.versions.node) },
  { name: "TypeScript", run: () => typeScript(process.features.typescript) },
  { name: "dynamic nodes", run: () => lookupPort(runDataflowDefaults.lookupPort) },
  { name: "apache-arrow", run: arrow },
  { name: "Python nodes", run: (signal) => pythonNodes("python", signal) },
  { name: "dora", run: (signal) => doraCommand("dora", signal) },
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
  if (mode) return { status: "ok", found: "Node runs .ts nodes" };
  return {
    status: "warn",
    found: "Node runs no .ts nodes",
    remedy: "Use Node 22.18 or later, write `path: tsx` for such nodes, or compile them.",
  };
}

/** Whether processes can join as dynamic nodes: by this port they find their dataflow. */
export async function lookupPort(port: number): Promise<CheckResult> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.on("error", () => resolve(false)).listen(port, "127.0.0.1", () => resolve(true));
  });
  server.close();
  if (free) return { status: "ok", found: `port ${port} is free` };
  return {
    status: "warn",
    found: `port ${port} is in use`,
    remedy: "Nodes with `path: dynamic` cannot join here while a dora daemon, or another dataflow, has the port.",
  };
}

async function arrow(): Promise<CheckResult> {
  try {
    await import("apache-arrow");
    return { status: "ok", found: "installed" };
  } catch {
    return {
      status: "warn",
      found: "not installed",
      remedy: "Only `value.toArrow()` needs it: npm install apache-arrow",
    };
  }
}

/** Whether nodes of Python can run: dora's package for them. */
export async function pythonNodes(python: string, signal: AbortSignal): Promise<CheckResult> {
  const found = await output(python, ["-c", "import dora; print(dora.__version__)"], signal);
  if (found !== undefined) return { status: "ok", found: `dora-rs ${found}` };
  return {
    status: "warn",
    found: `${python} has no dora-rs`,
    remedy: "Only nodes of Python need it: pip install dora-rs",
  };
}

/** Whether the real engine is there. */
export async function doraCommand(dora: string, signal: AbortSignal): Promise<CheckResult> {
  const found = await output(dora, ["--version"], signal);
  const [version] = /\d+\.\d+\.\d+\S*/u.exec(found ?? "") ?? [];
  if (version === undefined)
    return {
      status: "warn",
      found: "not found",
      remedy: "Only `dora run` and `dora start` need it: pip install dora-rs-cli",
    };
  if (!version.startsWith("0.")) return { status: "ok", found: version };
  return { status: "warn", found: version, remedy: "Its wire is another one: install dora-rs-cli 1.0.0 or later." };
}

/** The first line that a program prints; `undefined` if it is not there, or fails. */
async function output(file: string, args: readonly string[], signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(file, [...args], { signal }, (error, stdout) => resolve(error ? undefined : stdout.trim().split("\n")[0]));
  });
}
