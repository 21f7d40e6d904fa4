import { Buffer } from "node:buffer";
import type { EntityRecord } from "../entity.ts";
import type { LogLine } from "../platform.ts";

/** What a run printed, as Core's list of logs has it: text in base64. */
export interface LogJson {
  readonly id: string;
  readonly kind: "log";
  readonly project: string;
  /** The run's id. */
  readonly run: string;
  readonly metadata: { readonly project: string; readonly run: string; readonly created: string };
  readonly spec: { readonly run: string; readonly timestamp: number };
  readonly status: { readonly state: string };
  readonly content: string;
}

/** A run that printed nothing has no log. */
export const logsOf = (run: EntityRecord, lines: readonly LogLine[]): readonly LogJson[] => {
  const [first] = lines;
  if (first === undefined) return [];
  const project = run.project ?? "";
  const text = lines.map((line) => `${line.text}\n`).join("");
  return [
    {
      id: `${run.id}-log`,
      kind: "log",
      project,
      run: run.id,
      metadata: { project, run: run.id, created: new Date(first.time).toISOString() },
      spec: { run: run.id, timestamp: first.time },
      status: { state: "CREATED" },
      content: Buffer.from(text, "utf8").toString("base64"),
    },
  ];
};

/** The lines of Core's logs, which tell neither the stream nor each line's time. */
export const linesOf = (logs: readonly Partial<LogJson>[]): readonly LogLine[] =>
  logs.flatMap(({ content = "", metadata, spec }) => {
    const time = spec?.timestamp ?? (Date.parse(metadata?.created ?? "") || 0);
    const lines = Buffer.from(content, "base64").toString("utf8").split("\n");
    if (lines.at(-1) === "") lines.pop();
    return lines.map((text) => ({ time, stream: "stdout", text }) as const);
  });
