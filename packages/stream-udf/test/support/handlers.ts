import { createDatum } from "../../src/create-datum.ts";
import type { DatumInit } from "../../src/create-datum.ts";
import { Batch, type Datum, type HandlerCall, type Metadata, type SinkDatum } from "../../src/index.ts";
import { Datum as SinkDatumOf } from "../../src/sink.ts";

/** A call that nobody cancels. */
export const call: HandlerCall = { signal: new AbortController().signal };

export const datumOf = (value: string | Uint8Array, init: Omit<DatumInit, "value"> = {}): Datum =>
  createDatum({ value: Buffer.from(value), ...init });

export const sinkBatchOf = (values: Readonly<Record<string, string>>): Batch<SinkDatum> =>
  new Batch(Object.entries(values).map(([id, value]) => SinkDatumOf({ id, value: Buffer.from(value) })));

export const minute: Metadata = { intervalWindow: { start: new Date(60_000), end: new Date(120_000) } };

export async function* streamOf<T>(items: Iterable<T>): AsyncGenerator<T, void> {
  yield* items;
}

export const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();
