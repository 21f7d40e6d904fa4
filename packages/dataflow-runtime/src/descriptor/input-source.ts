import type { InputSource, LogFileLevel } from "./plan.ts";
import { dataIdFault, nodeIdFault } from "./identifiers.ts";

export const logLevels: readonly LogFileLevel[] = ["error", "warn", "info", "debug", "trace", "stdout"];

const unitNs: Readonly<Record<string, bigint>> = {
  secs: 1_000_000_000n,
  millis: 1_000_000n,
  micros: 1000n,
  nanos: 1n,
};
const maxU64 = 2n ** 64n - 1n;
const maxDurationNs = maxU64 * 1_000_000_000n + 999_999_999n;
const unitNames = "'secs', 'millis', 'micros', 'nanos' or 'hz'";

/** Reads `node/output`, `dora/timer/…` or `dora/logs/…`; a text says what is wrong. */
export function parseSource(source: string): InputSource | string {
  const slash = source.indexOf("/");
  if (slash < 0) return `'${source}' names no output; write '<node>/<output>', or 'dora/timer/…' or 'dora/logs'`;
  const [node, rest] = [source.slice(0, slash), source.slice(slash + 1)];
  if (node !== "dora") {
    const fault = nodeIdFault(node) ?? dataIdFault(rest);
    return fault === undefined ? { kind: "output", nodeId: node, outputId: rest } : `'${source}': ${fault}`;
  }
  const [what, ...parts] = rest.split("/");
  if (what === "timer") return parseTimer(parts);
  if (what === "logs") return parseLogs(parts);
  return `unknown dora input '${rest}'; there are 'dora/timer/<unit>/<number>' and 'dora/logs'`;
}

function parseTimer([unit = "", ...numbers]: readonly string[]): InputSource | string {
  const text = numbers.join("/");
  if (numbers.length === 0) return "timer input must specify unit and value, such as 'secs/5', 'millis/100' or 'hz/30'";
  const intervalNs = unit === "hz" ? hertzNs(text) : wholeNs(unit, text);
  if (typeof intervalNs === "string") return intervalNs;
  if (intervalNs <= 0n) return `timer interval must not be zero (got '${unit}/${text}')`;
  return { kind: "timer", intervalNs, intervalMs: Number(intervalNs) / 1e6 };
}

function wholeNs(unit: string, text: string): bigint | string {
  const factor = Object.hasOwn(unitNs, unit) ? unitNs[unit] : undefined;
  if (factor === undefined) return `timer unit must be ${unitNames} (got '${unit}')`;
  const value = /^\+?\d+$/u.test(text) ? BigInt(text.replace("+", "")) : undefined;
  return value === undefined || value > maxU64 ? `${unit} must be an integer (got '${text}')` : value * factor;
}

function hertzNs(text: string): bigint | string {
  const hz = /^\+?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/u.test(text) ? Number(text) : Number.NaN;
  if (!(hz > 0 && hz < Infinity)) return `hz must be a positive finite number (got '${text}')`;
  const ns = 1e9 / hz;
  // Whole nanoseconds, the nearest: so dora turns 30 Hz into 33333333 ns.
  return ns <= Number(maxDurationNs) ? BigInt(Math.round(ns)) : `hz is too small for an interval (got '${text}')`;
}

function parseLogs(parts: readonly string[]): InputSource | string {
  const [level, node] = [parts[0] ?? "", parts.slice(1).join("/")];
  if (parts.length > 1) {
    const fault = nodeIdFault(node);
    if (fault !== undefined) return `'dora/logs/${parts.join("/")}': ${fault}`;
  }
  if (level === "" && parts.length <= 1) return { kind: "logs" };
  const known = logLevels.find((name) => name === level.toLowerCase());
  if (known === undefined) return `unknown log level '${level}'; levels: ${logLevels.join(", ")}`;
  return parts.length > 1 ? { kind: "logs", level: known, nodeId: node } : { kind: "logs", level: known };
}

/** As dora writes a source into a node's configuration: the largest unit that has no fraction. */
export function sourceTextOf(source: InputSource): string {
  switch (source.kind) {
    case "output":
      return `${source.nodeId}/${source.outputId}`;
    case "timer": {
      const [unit = "nanos", factor = 1n] =
        Object.entries(unitNs).find(([, size]) => source.intervalNs % size === 0n) ?? [];
      return `dora/timer/${unit}/${source.intervalNs / factor}`;
    }
    case "logs":
      return ["dora/logs", source.level, source.nodeId].filter((part) => part !== undefined).join("/");
  }
}
