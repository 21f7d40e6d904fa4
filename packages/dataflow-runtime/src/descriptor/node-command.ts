import { existsSync } from "node:fs";
import { basename, extname, isAbsolute, resolve } from "node:path";
import type { NodeCommand, ProcessCommand } from "./plan.ts";

/** Options of Node and tsx that take the next word as their value. */
const withValue = new Set(
  ["-r", "--require", "--import", "-C", "--conditions", "--env-file", "--env-file-if-exists", "--loader"].concat([
    "--experimental-loader",
    "--input-type",
    "--title",
    "--tsconfig",
  ]),
);
/** Options with which an interpreter runs no file. */
const withoutScript = new Set([
  "-e",
  "--eval",
  "-p",
  "--print",
  "-c",
  "--check",
  "-v",
  "--version",
  "-h",
  "--help",
  "--test",
]);
const interpreters = new Set(["node", "tsx", "bun"]);
const scriptExtensions = new Set([".js", ".mjs", ".cjs", ".ts", ".mts", ".cts"]);
const hostCommand = "millrace-dataflow";
/** The variables that dora fills in a path. */
const pathVariables =
  /\$(?:\{(HOME|USER|DORA_WORKSPACE|CARGO_MANIFEST_DIR|PWD)\}|(HOME|USER|DORA_WORKSPACE|CARGO_MANIFEST_DIR|PWD)\b)/gu;

/** How the node with this `path:` and these arguments is started from the dataflow's folder. */
export function nodeCommand(
  path: string,
  args: readonly string[],
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): NodeCommand {
  if (path === "dynamic") return { kind: "dynamic" };
  const filled = path.replaceAll(
    pathVariables,
    (whole, braced?: string, bare?: string) => env[braced ?? bare ?? ""] ?? whole,
  );
  const command: ProcessCommand = { executable: executableOf(filled, folder), args, cwd: folder };
  if (extname(filled) === ".py")
    return { ...command, kind: "process", executable: "python", args: ["-u", command.executable, ...args] };
  const words = [filled, ...args];
  const host = words.findIndex((word, at) => isHost(word) && words[at + 1] === "operators");
  if (host >= 0) return { ...command, kind: "operators", hostArgs: words.slice(host + 2) };
  if (scriptExtensions.has(extname(filled)))
    return {
      kind: "script",
      executable: process.execPath,
      args: [command.executable, ...args],
      cwd: folder,
      script: command.executable,
      scriptArgs: args,
      runtimeArgs: [],
    };
  const at = interpreters.has(nameOf(filled)) ? scriptIndex(nameOf(filled), args) : -1;
  if (at < 0) return { ...command, kind: "process" };
  const script = resolve(folder, args[at] ?? "");
  return { ...command, kind: "script", script, scriptArgs: args.slice(at + 1), runtimeArgs: args.slice(0, at) };
}

/** A file of the folder, or else a name for `PATH`. */
function executableOf(path: string, folder: string): string {
  const file = resolve(folder, path);
  return isAbsolute(path) ||
    /[\\/]/u.test(path) ||
    scriptExtensions.has(extname(path)) ||
    extname(path) === ".py" ||
    existsSync(file)
    ? file
    : path;
}

const nameOf = (path: string): string => basename(path).replace(/\.(?:exe|cmd)$/iu, "");

/** Our command, by its name or by its file. */
const isHost = (word: string): boolean =>
  nameOf(word) === hostCommand ||
  /@millrace\/dataflow-runtime\/(?:dist|src)\/cli\.[jt]s$/u.test(word.replaceAll("\\", "/"));

/** Where the script is among the arguments of its interpreter; -1 if there is none. */
function scriptIndex(interpreter: string, args: readonly string[]): number {
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? "";
    if (withoutScript.has(word)) return -1;
    if (withValue.has(word)) at++;
    else if (!word.startsWith("-") && !(interpreter === "bun" && word === "run")) return at;
  }
  return -1;
}
