import type { DropReason, SpecDrop, VertexStats } from "../spec-result.ts";
import type { Flowing } from "./flowing.ts";

type Count = "read" | "readBytes" | "ack" | "write" | "writeBytes" | "fallbackWrite" | "onSuccessWrite" | "drop";

/** What the engine's metrics are called. Of the on-success sink it counts no writes in a pipeline. */
const names: Readonly<Record<"monoVertex" | "pipeline", Readonly<Record<Count, string>>>> = {
  monoVertex: {
    read: "monovtx_read_total",
    readBytes: "monovtx_read_bytes_total",
    ack: "monovtx_ack_total",
    write: "monovtx_sink_write_total",
    writeBytes: "monovtx_sink_write_bytes_total",
    fallbackWrite: "monovtx_fallback_sink_write_total",
    onSuccessWrite: "monovtx_on_success_sink_write_total",
    drop: "monovtx_dropped_total",
  },
  pipeline: {
    read: "forwarder_data_read_total",
    readBytes: "forwarder_read_bytes_total",
    ack: "forwarder_ack_total",
    write: "forwarder_write_total",
    writeBytes: "forwarder_write_bytes_total",
    fallbackWrite: "forwarder_fbsink_write_total",
    onSuccessWrite: "forwarder_onsuccess_sink_write_total",
    drop: "forwarder_drop_total",
  },
};

/** Counts what one vertex does. */
export class Tally {
  readonly name: string;
  readonly #kind: VertexStats["kind"];
  readonly #counts: Partial<Record<Count, number>> = {};
  readonly #drops = new Map<DropReason, number>();
  watermarkMs: number | undefined;

  constructor(name: string, kind: VertexStats["kind"]) {
    this.name = name;
    this.#kind = kind;
  }

  read(batch: readonly Flowing[]): void {
    this.#add("read", batch.length);
    this.#add("readBytes", bytesOf(batch));
  }

  write(batch: readonly Flowing[]): void {
    this.#add("write", batch.length);
    this.#add("writeBytes", bytesOf(batch));
  }

  /** One of the counts that need no more than a number. */
  add(count: "ack" | "fallbackWrite" | "onSuccessWrite", by: number): void {
    this.#add(count, by);
  }

  drop(reason: DropReason, by = 1): void {
    if (by === 0) return;
    this.#add("drop", by);
    this.#drops.set(reason, (this.#drops.get(reason) ?? 0) + by);
  }

  get drops(): readonly SpecDrop[] {
    return [...this.#drops].map(([reason, count]) => ({ vertex: this.name, reason, count }));
  }

  get stats(): VertexStats {
    const own = names[this.#kind === "monoVertex" ? "monoVertex" : "pipeline"];
    const counted = Object.entries(this.#counts).map(([count, by]) => [own[count as Count], by] as const);
    return {
      name: this.name,
      kind: this.#kind,
      counters: Object.fromEntries(counted),
      ...(this.watermarkMs !== undefined && { watermark: new Date(this.watermarkMs) }),
    };
  }

  #add(count: Count, by: number): void {
    if (by > 0) this.#counts[count] = (this.#counts[count] ?? 0) + by;
  }
}

function bytesOf(batch: readonly Flowing[]): number {
  let bytes = 0;
  for (const { value } of batch) bytes += value.byteLength;
  return bytes;
}
