import type { LogLine } from "../platform.ts";

/** The text of a run's logs as lines, each given once: Core answers with everything that there is so far. */
export class LogReader {
  /** Log → how much of its text was given. */
  readonly #given = new Map<string, number>();

  /** @param isEnded whether more can come; only then is a last line without its end a line */
  linesOf(answer: unknown, isEnded: boolean): LogLine[] {
    const logs = Array.isArray(answer) ? (answer as readonly unknown[]) : [];
    return logs.flatMap((log, index) => this.#newLines(log, index, isEnded));
  }

  #newLines(log: unknown, index: number, isEnded: boolean): LogLine[] {
    const { id, content, metadata } = fieldsOf(log);
    if (typeof content !== "string") return [];
    const name = typeof id === "string" ? id : String(index);
    const text = Buffer.from(content, "base64").toString("utf8");
    const from = this.#given.get(name) ?? 0;
    const end = isEnded ? text.length : text.lastIndexOf("\n") + 1;
    // Core keeps the newest part of long logs: then all of it is new.
    const start = from > text.length ? 0 : from;
    if (end <= start) return [];
    this.#given.set(name, end);
    const time = timeOf(metadata);
    const lines = text.slice(start, end).split("\n");
    if (lines.at(-1) === "") lines.pop();
    return lines.map((line) => ({ time, stream: "stdout", text: line.replace(/\r$/, "") }));
  }
}

/** Core's logs have one time for all lines, and do not tell the streams apart. */
function timeOf(metadata: unknown): number {
  const { updated, created } = fieldsOf(metadata);
  const time = Date.parse(String(updated ?? created));
  return Number.isFinite(time) ? time : Date.now();
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
