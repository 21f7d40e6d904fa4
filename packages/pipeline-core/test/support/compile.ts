import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const packageFolder = join(import.meta.dirname, "../..");
const rootFolder = join(packageFolder, "../..");
const require = createRequire(join(rootFolder, "package.json"));

/** TypeScript version → the package and command that it is installed as. */
export const compilers = {
  "5.9": ["typescript-5.9", "tsc"],
  "6": ["typescript", "tsc6"],
  "7": ["@typescript/native", "tsc"],
} as const;
export type CompilerVersion = keyof typeof compilers;

export interface Compilation {
  /** File name → its diagnostics, each with the lines that explain it, and all in one text. */
  readonly diagnostics: Readonly<Record<string, string>>;
  /** The number of type instantiations: a measure of the checker's work that does not depend on the machine. */
  readonly instantiations: number;
  readonly checkSeconds: number;
}

/**
 * Type-checks programs as a user's project would: in a folder of their own, where `@millrace/pipeline-core` is the
 * package with its sources, with the repository's options. `more` are files of this package that are checked along.
 */
export async function compile(
  version: CompilerVersion,
  programs: Readonly<Record<string, string>>,
  more: readonly string[] = [],
): Promise<Compilation> {
  const folder = await mkdtemp(join(tmpdir(), "millrace types "));
  try {
    await mkdir(join(folder, "node_modules/@millrace"), { recursive: true });
    await symlink(packageFolder, join(folder, "node_modules/@millrace/pipeline-core"), "junction");
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    for (const [name, text] of Object.entries(programs)) await writeFile(join(folder, name), text);
    const compilerOptions = {
      typeRoots: [join(rootFolder, "node_modules/@types")],
      noUnusedLocals: false,
      // What programs export must be nameable in their declarations; they need not write the types themselves.
      declaration: true,
      isolatedDeclarations: false,
    };
    const files = [...Object.keys(programs), ...more.map((file) => join(packageFolder, file))];
    const config = { extends: join(rootFolder, "tsconfig.base.json"), compilerOptions, files };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
    return parse(await run(await commandOf(version), folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function commandOf(version: CompilerVersion): Promise<string> {
  const [name, command] = compilers[version];
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = JSON.parse(await readFile(manifest, "utf8")) as { readonly bin: Readonly<Record<string, string>> };
  return join(dirname(manifest), bin[command] ?? "");
}

function run(command: string, cwd: string): Promise<string> {
  const args = [command, "--project", cwd, "--pretty", "false", "--extendedDiagnostics"];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd, encoding: "utf8", maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      // The exit code is that of the diagnostics; without statistics the compiler itself has failed.
      if (stdout.includes("Instantiations:")) resolve(stdout);
      else reject(new Error(`${command} failed: ${stdout}${stderr}`, { cause: error }));
    });
  });
}

function parse(output: string): Compilation {
  const diagnostics: Record<string, string> = {};
  let file = "";
  for (const line of output.split("\n")) {
    const start = /^(.+?)\(\d+,\d+\): error /.exec(line)?.[1];
    if (start !== undefined) file = start;
    else if (!line.startsWith(" ")) file = "";
    if (file !== "") diagnostics[file] = `${diagnostics[file] ?? ""}${line}\n`;
  }
  const number = (label: string): number => Number(new RegExp(`^${label}:\\s+([\\d.]+)`, "m").exec(output)?.[1]);
  return { diagnostics, instantiations: number("Instantiations"), checkSeconds: number("Check time") };
}
