import { readFile } from "node:fs/promises";
import { DataflowError } from "../errors.ts";
import { parseYaml } from "./parse-yaml.ts";
import type { Part } from "./part.ts";
import type { Problems } from "./problems.ts";

/** The text of a file. @throws `DATAFLOW_UNREADABLE` */
export async function loadText(path: string, shown: string): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (cause) {
    const reason =
      cause instanceof TypeError ? "it is no UTF-8 text" : cause instanceof Error ? cause.message : String(cause);
    throw new DataflowError("DATAFLOW_UNREADABLE", `cannot read '${shown}': ${reason}`, { cause });
  }
}

/** The parts of a text, the byte order mark of some editors left out. */
export const parseText = (text: string, file: string, problems: Problems): Part | undefined =>
  parseYaml(text.replace(/^\u{FEFF}/u, ""), file, problems);
