import { execFile } from "node:child_process";
import { join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import type { Problem } from "./problem.ts";
import { fragmentSettings, programSettings, type WrittenExample } from "./project.ts";

/** `path(line,column): error TS2322: text`, as the compiler prints it. */
const diagnostic = /^(.+?)\((\d+),(\d+)\): error (TS\d+: .*)$/;

/** A problem whose message may still get further lines. */
interface Finding extends Problem {
  message: string;
}

/**
 * Runs the compiler over the project; its errors are given at their places in the pages. Fragments are a project of
 * their own, because a file that does not parse keeps the compiler from looking at the types of the others.
 */
export async function typeCheck(root: string, folder: string, examples: readonly WrittenExample[]): Promise<Problem[]> {
  const byPath = new Map(examples.map((example) => [example.path, example]));
  const settings = new Set(examples.map(({ kind }) => (kind === "fragment" ? fragmentSettings : programSettings)));
  const found: Problem[] = [];
  for (const file of settings) found.push(...(await compile(join(folder, file), { root, byPath })));
  return found;
}

async function compile(settings: string, places: Places): Promise<Problem[]> {
  const compiler = join(places.root, "node_modules", "@typescript", "native", "bin", "tsc");
  const printed = await outputOf([compiler, "--project", settings, "--pretty", "false"], places.root);
  const findings: Finding[] = [];
  for (const line of printed.split(/\r?\n/)) {
    const match = diagnostic.exec(line);
    if (match !== null) findings.push(placed(match, places));
    else if (/^\s+\S/.test(line) && findings.length > 0) findings.at(-1)!.message += `\n${line}`;
    else if (line.startsWith("error "))
      findings.push({ file: relative(places.root, settings), line: 1, message: line });
  }
  return findings;
}

interface Places {
  readonly root: string;
  readonly byPath: ReadonlyMap<string, WrittenExample>;
}

/** A place in a written file becomes one in its page. */
function placed([, name = "", line, column, message = ""]: RegExpExecArray, { root, byPath }: Places): Finding {
  const path = resolve(root, name);
  const example = byPath.get(path);
  const [lines, columns] = [Number(line), Number(column)];
  if (example === undefined) return { file: relative(root, path), line: lines, column: columns, message };
  const { page, block, addedLines } = example;
  return { file: page, line: lines - addedLines + block.line - 1, column: columns + block.indent, message };
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
