import { appendFile } from "node:fs/promises";
import { defineSink, json } from "@millrace/stream-udf";
import { line, type Line } from "./count.ts";

/** Appends each line to a file, as JSON, and hands it to `seen`. */
export const fileSink = (file: string, seen: (line: Line) => void) =>
  defineSink({
    input: json(line),
    handle: async (batch) => {
      const lines = [...batch].map(({ value }) => value);
      await appendFile(file, lines.map((each) => `${JSON.stringify(each)}\n`).join(""));
      lines.forEach(seen);
    },
  });
