import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CliError, type MillraceCommand } from "@millrace/tooling-cli";
import { initFiles } from "./init-files.ts";

export function addInitVerb(command: MillraceCommand): void {
  command.verb({
    name: "init",
    summary: "Write a small project: a function with its schema, and a test",
    arguments: { folder: { summary: "Where to. Default: the working directory", optional: true } },
    examples: ["millrace-function init greet && cd greet && npm install && npm start"],
    run: async ({ arguments: { folder = "." }, print }) => {
      await makeFolder(folder);
      const written: string[] = [];
      for (const [name, text] of Object.entries(initFiles)) {
        const file = join(folder, name);
        await writeNew(file, text);
        written.push(file);
        print(`wrote ${file}`);
      }
      const go = folder === "." ? "" : `cd ${folder}\n`;
      print(`\n${go}npm install\nnpx millrace-function run greet.ts:greet --param name=Ada`);
      return { json: { files: written } };
    },
  });
}

/** @throws `CLI_INVALID_ARGUMENT` */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new CliError("CLI_INVALID_ARGUMENT", `the folder '${folder}' cannot be made`, { cause });
  }
}

/** Writes a file that is not there yet. @throws `CLI_INVALID_ARGUMENT` */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: "wx" });
  } catch (cause) {
    const exists = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    const reason = exists ? "is there already; give another folder, or move it away" : "cannot be written";
    throw new CliError("CLI_INVALID_ARGUMENT", `'${file}' ${reason}`, { cause });
  }
}
