import { readFile } from "node:fs/promises";
import { DataflowError } from "../errors.ts";

/** The text of a file, without a byte order mark. @throws `DATAFLOW_UNREADABLE` */
export async function loadText(path: string, shown: string): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (cause) {
    const reason =
      cause instanceof TypeError ? "it is no UTF-8 text" : cause instanceof Error ? cause.message : String(cause);
    throw new DataflowError("DATAFLOW_UNREADABLE", `cannot read '${shown}': ${reason}`, { cause });
  }
}
