import { createReadStream } from "node:fs";

/**
 * The lines of a UTF-8 file, without their ends (`\n` or `\r\n`): a source for `runSpec`. Empty lines are left out.
 * Rejects with the error of the file system where the file cannot be read.
 */
export async function* linesOf(file: string | URL): AsyncGenerator<string, void> {
  let rest = "";
  for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: 1024 * 1024 })) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (isThere(line)) yield trimmed(line);
  }
  if (isThere(rest)) yield trimmed(rest);
}

const isThere = (line: string): boolean => line !== "" && line !== "\r";

const trimmed = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);
