import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { silentLogger } from "@millrace/protocol";
import { runSpec, type RunSpecOptions, type SpecResult } from "@millrace/stream-udf";
import { count, type Line } from "./count.ts";
import { fileSink } from "./file-sink.ts";
import { transform } from "./transform.ts";

export interface Run {
  readonly lines: readonly Line[];
  readonly result: SpecResult;
  readonly file: string;
}

export interface Setting extends Pick<RunSpecOptions, "transport"> {
  readonly records: readonly string[];
  /** Where the table goes. */
  readonly file: string;
  /** In the place of the `maxDelay` in the file: how long the watermark waits for late records. */
  readonly maxDelay?: string;
}

const specFile = path.join(import.meta.dirname, "..", "pipeline.yaml");

/** Runs `pipeline.yaml` over the records. */
export async function run({ records, file, maxDelay, transport = "direct" }: Setting): Promise<Run> {
  const spec = await readFile(specFile, "utf8");
  const yaml = maxDelay === undefined ? spec : spec.replace(/maxDelay: \S+/u, `maxDelay: ${maxDelay}`);
  await mkdir(path.dirname(file), { recursive: true });
  await rm(file, { force: true });
  const lines: Line[] = [];
  const result = await runSpec(
    yaml,
    {
      records: { source: records, transformer: transform },
      "by-day": count,
      table: fileSink(file, (line) => void lines.push(line)),
    },
    { file: "pipeline.yaml", transport, logger: silentLogger },
  );
  return { lines, result, file };
}

/** How many messages the windows did not take because they came too late. */
export const lateOf = ({ result }: Run): number =>
  result.dropped.filter(({ vertex }) => vertex === "by-day").reduce((sum, { count: n }) => sum + n, 0);
