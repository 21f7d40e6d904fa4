import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { readEnv } from "./env.ts";
import { escapePattern } from "./escape-pattern.ts";
import { checkArrows, checkOutput } from "./output.ts";
import type { Problem } from "./problem.ts";
import type { WrittenExample } from "./project.ts";

export const programTimeoutMs = 60_000;

/** Runs a program as a reader would, in its page's folder, and compares what it prints with what the page says. */
export async function runProgram(example: WrittenExample, timeoutMs: number = programTimeoutMs): Promise<Problem[]> {
  const { path, page, block, output } = example;
  const child = spawn(process.execPath, ["--conditions=@millrace/source", path], {
    cwd: dirname(path),
    env: { ...readEnv(), NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: timeoutMs,
    killSignal: "SIGKILL",
  });
  const [printed, complaints, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  const at = (line: number, message: string): Problem => ({ file: page, line, message });
  if (signal === "SIGKILL")
    return [at(block.line, `does not end within ${timeoutMs / 1000} s; mark it 'no-run' if it shall not`)];
  if (code !== 0) return [at(block.line, `ends with ${signal ?? code}\n${placed(complaints || printed, example)}`)];
  return [
    ...checkArrows(block.code, printed).map(({ line, message }) => at(block.line + line, message)),
    ...(output === undefined ? [] : checkOutput(output.code, printed)).map(({ line, message }) =>
      at(output!.line + line, message),
    ),
  ];
}

/** Places in the written file become places in the page. */
function placed(text: string, { path, page, block }: WrittenExample): string {
  const here = (name: string): RegExp => new RegExp(`${escapePattern(name)}:(\\d+)`, "g");
  const inPage = (_match: string, line: string): string => `${page}:${Number(line) + block.line - 1}`;
  return text.replaceAll(here(pathToFileURL(path).href), inPage).replaceAll(here(path), inPage);
}
