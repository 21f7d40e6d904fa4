import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CliError, type MillraceCommand } from "@millrace/tooling-cli";
import { initFiles } from "./init-files.ts";

export function addInitVerb(command: MillraceCommand): void {
  command.verb({
    name: "init",
    summary: "Write a small dataflow of two TypeScript nodes",
    arguments: { folder: { summary: "Where to. Default: the working directory", optional: true } },
    examples: ["millrace-dataflow init weather && cd weather && millrace-dataflow run dataflow.yml"],
    run: async ({ arguments: { folder = "." }, print }) => {
      await mkdir(folder, { recursive: true });
      const written: string[] = [];
      for (const [name, text] of Object.entries(initFiles)) {
        const file = join(folder, name);
        await writeNew(file, text);
        written.push(file);
        print(`wrote ${file}`);
      }
      print(
        `\nnpm install @millrace/dataflow-runtime\nnpx millrace-dataflow run ${join(folder, "dataflow.yml")} --stop-after 5s`,
      );
      return { json: { files: written } };
    },
  });
}

/** Writes a file that is not there yet. @throws `CLI_INVALID_ARGUMENT` */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: "wx" });
  } catch (cause) {
    const exists = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    const reason = exists
      ? "is there already; give another folder, or move it away"
      : `cannot be written: ${String(cause)}`;
    throw new CliError("CLI_INVALID_ARGUMENT", `'${file}' ${reason}`, { cause });
  }
}
