import type { Clock, Logger } from "@millrace/protocol";
import type { RawMetadata } from "../../node-link.ts";
import { passesLevel, type NodeLog } from "../../node-log.ts";
import { DoraValue } from "../../value.ts";
import type { HybridClock } from "../../wire/hybrid-clock.ts";
import type { Edge } from "../router.ts";
import type { Seat } from "../seat.ts";
import { LineSplitter } from "./line-splitter.ts";
import type { LogFiles } from "./log-files.ts";
import { parseLine } from "./parse-line.ts";

/** Lines of a node's standard error that its error report quotes. */
const quotedLines = 10;

export interface LogHubOptions {
  readonly dataflowId: string;
  readonly clock: Clock;
  readonly hlc: HybridClock;
  /** The inputs that read `dora/logs`. */
  readonly subscribers: readonly Edge[];
  readonly files: LogFiles | undefined;
  readonly onLog: ((log: NodeLog) => void) | undefined;
  readonly logger: Logger;
}

/** One life's output: pieces of text in, lines to the hub. */
export interface OutputCapture {
  readonly write: (stream: "stdout" | "stderr", text: string) => void;
  /** No more output; gives the last lines of standard error. */
  readonly end: () => string[];
}

/** Where the lines of the nodes go: files, the user's function, `send_stdout_as`, `send_logs_as`, `dora/logs` inputs. */
export class LogHub {
  readonly #options: LogHubOptions;

  constructor(options: LogHubOptions) {
    this.#options = options;
  }

  capture(seat: Seat): OutputCapture {
    const last: string[] = [];
    const out = new LineSplitter((line) => this.line(seat, "stdout", line));
    const err = new LineSplitter((line) => {
      last.push(line);
      if (last.length > quotedLines) last.shift();
      this.line(seat, "stderr", line);
    });
    return {
      write: (stream, text) => (stream === "stdout" ? out : err).push(text),
      end: () => {
        out.end();
        err.end();
        return last;
      },
    };
  }

  line(seat: Seat, stream: "stdout" | "stderr", line: string): void {
    const { clock, files, onLog, logger } = this.#options;
    const { plan } = seat;
    if (plan.sendStdoutAs !== undefined) this.#send(seat, plan.sendStdoutAs, line);
    const { log, isStructured } = parseLine(seat.id, stream, line, clock.now());
    if (!passesLevel(log.level, plan.minLogLevel)) return;
    files?.write(log);
    try {
      onLog?.(log);
    } catch (error) {
      logger.error({ error }, "the function 'onLog' of the dataflow threw");
    }
    if (plan.sendLogsAs !== undefined && isStructured) this.#send(seat, plan.sendLogsAs, this.#json(log));
    this.#publish(log);
  }

  #publish(log: NodeLog): void {
    let message: { readonly metadata: RawMetadata; readonly value: DoraValue; readonly bytes: number } | undefined;
    for (const edge of this.#options.subscribers) {
      const { source } = edge.input;
      // A node that hears itself would never be quiet again.
      if (source.kind !== "logs" || edge.nodeId === log.nodeId) continue;
      if (!passesLevel(log.level, source.level)) continue;
      if (source.nodeId !== undefined && source.nodeId !== log.nodeId) continue;
      if (message === undefined) {
        const value = DoraValue.from(this.#json(log));
        message = { metadata: this.#metadata(), value, bytes: value.byteLength };
      }
      edge.put(message.metadata, message.value, message.bytes);
    }
  }

  #send(seat: Seat, outputId: string, text: string): void {
    const output = seat.outputs.get(outputId);
    // A line cannot wait: where the reader asks for back-pressure, its queue keeps what it can.
    if (output !== undefined && !output.closed) void output.send(this.#metadata(), DoraValue.from(text));
  }

  #metadata(): RawMetadata {
    return { timestamp: this.#options.hlc.now(), parameters: new Map() };
  }

  /** The fields of dora's log messages. */
  #json({ nodeId, level, message, timestamp, target, fields }: NodeLog): string {
    return JSON.stringify({
      build_id: null,
      dataflow_id: this.#options.dataflowId,
      node_id: nodeId,
      daemon_id: null,
      level: level === "stdout" ? "stdout" : level.toUpperCase(),
      target: target ?? null,
      module_path: null,
      file: null,
      line: null,
      message,
      timestamp,
      fields: fields ?? null,
    });
  }
}
