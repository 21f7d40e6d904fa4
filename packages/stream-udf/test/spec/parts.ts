import {
  bytes,
  defineMap,
  defineSink,
  type Response,
  type Definition,
  type MapComponent,
  type SinkComponent,
  type SinkDatum,
} from "../../src/index.ts";

export const textOf = (value: Uint8Array): string => Buffer.from(value).toString();

/** A sink that keeps what it gets. */
export interface Kept {
  readonly sink: Definition<SinkComponent>;
  readonly datums: readonly SinkDatum[];
  /** The values, as text, in the order of their coming. */
  readonly values: readonly string[];
  /** How many messages each batch had. */
  readonly batches: readonly number[];
}

export function keep(): Kept {
  const datums: SinkDatum[] = [];
  const values: string[] = [];
  const batches: number[] = [];
  const sink = defineSink({
    input: bytes,
    handle: (batch) => {
      batches.push(batch.length);
      for (const { datum, value } of batch) {
        datums.push(datum);
        values.push(textOf(value));
      }
    },
  });
  return { sink, datums, values, batches };
}

/** A map that hands on what it gets. */
export const echo: Definition<MapComponent> = defineMap({
  input: bytes,
  output: bytes,
  handle: (value) => ({ value }),
});

/** A sink that answers each message by its value, and keeps the values of each call. */
export function answering(answer: (text: string, datum: SinkDatum) => Response): {
  readonly sink: Definition<SinkComponent>;
  readonly calls: readonly (readonly string[])[];
} {
  const calls: string[][] = [];
  const sink = defineSink({
    input: bytes,
    handle: (batch) => {
      const items = [...batch];
      calls.push(items.map(({ value }) => textOf(value)));
      return items.map(({ value, datum }) => answer(textOf(value), datum));
    },
  });
  return { sink, calls };
}

/** A minute past the epoch, and so on. */
export const at = (minutes: number): Date => new Date(minutes * 60_000);
