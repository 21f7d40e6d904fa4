import { execFile } from "node:child_process";
import { stripTypeScriptTypes } from "node:module";
import { join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import type { Problem } from "./problem.ts";
import type { WrittenExample } from "./project.ts";

/** `path(line,column): error TS2322: text`, as the compiler prints it. */
const diagnostic = /^(.+?)\((\d+),(\d+)\): error (TS\d+: .*)$/;

/** Runs the compiler over the project; its errors are given at their places in the pages. */
export async function typeCheck(root: string, folder: string, examples: readonly WrittenExample[]): Promise<Problem[]> {
  if (examples.every(({ kind }) => kind === "fragment")) return [];
  const compiler = join(root, "node_modules", "@typescript", "native", "bin", "tsc");
  const printed = await outputOf([compiler, "--project", folder, "--pretty", "false"], root);
  const byPath = new Map(examples.map((example) => [example.path, example]));
  const problems: { file: string; line: number; column: number; message: string }[] = [];
  for (const line of printed.split(/\r?\n/)) {
    const match = diagnostic.exec(line);
    if (match !== null) {
      const path = resolve(root, match[1]!);
      const example = byPath.get(path);
      problems.push({
        file: example?.page ?? relative(root, path),
        line: Number(match[2]) + (example === undefined ? 0 : example.block.line - 1),
        column: Number(match[3]) + (example?.block.indent ?? 0),
        message: match[4]!,
      });
    } else if (/^\s+\S/.test(line) && problems.length > 0) problems.at(-1)!.message += `\n${line}`;
    else if (line.startsWith("error "))
      problems.push({ file: relative(root, folder), line: 1, column: 1, message: line });
  }
  return problems;
}

/** What a fragment has wrong as TypeScript at all. */
export function parseFragment({ page, block }: WrittenExample): Problem[] {
  try {
    // As the body of an async function, where a fragment may await and return.
    stripTypeScriptTypes(/^\s*(import|export)\b/m.test(block.code) ? block.code : `async () => {\n${block.code}\n}`);
    return [];
  } catch (error) {
    return [
      {
        file: page,
        line: block.line,
        message: `does not parse: ${error instanceof Error ? error.message : String(error)}`,
      },
    ];
  }
}

/** The compiler prints its findings and fails; that it ran at all is seen from what it printed. */
async function outputOf(args: readonly string[], cwd: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, maxBuffer: 2 ** 26 });
    return stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    if (stdout === undefined || stdout === "")
      throw new Error(`the compiler does not run: ${stderr ?? ""}`, { cause: error });
    return stdout;
  }
}
