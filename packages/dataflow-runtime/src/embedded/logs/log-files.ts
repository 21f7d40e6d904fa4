import { once } from "node:events";
import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { join } from "node:path";
import type { Logger } from "@millrace/protocol";
import type { NodeLog } from "../../node-log.ts";

/** One file a node, one JSON object a line, in the form of dora's: `<directory>/log_<node>.jsonl`. */
export class LogFiles {
  readonly #directory: string;
  readonly #logger: Logger;
  readonly #streams = new Map<string, WriteStream>();

  constructor(directory: string, logger: Logger) {
    this.#directory = directory;
    this.#logger = logger;
    mkdirSync(directory, { recursive: true });
  }

  write({ timestamp, level, nodeId, stream, message, target, fields }: NodeLog): void {
    const line = {
      ts: timestamp,
      level,
      node: nodeId,
      stream,
      msg: message,
      target: target ?? null,
      fields: fields ?? null,
    };
    this.#streamOf(nodeId).write(`${JSON.stringify(line)}\n`);
  }

  /** Resolves when everything is written. */
  async close(): Promise<void> {
    const streams = [...this.#streams.values()];
    this.#streams.clear();
    await Promise.all(
      streams.map(async (stream) => {
        stream.end();
        if (!stream.closed) await once(stream, "close");
      }),
    );
  }

  #streamOf(nodeId: string): WriteStream {
    const known = this.#streams.get(nodeId);
    if (known !== undefined) return known;
    const path = join(this.#directory, `log_${nodeId}.jsonl`);
    const stream = createWriteStream(path, { flags: "a" });
    stream.on("error", (error) => this.#logger.error({ path, error }, "a log file cannot be written"));
    this.#streams.set(nodeId, stream);
    return stream;
  }
}
