/** The result of a streaming map: its consumer pulls items while the map runs. */
export class OpenStream {
  /** What the consumer reads, once. */
  readonly items: AsyncIterable<unknown>;
  /** Settles when the map has ended; rejects with the error that the consumer saw too. */
  readonly ended: Promise<void>;
  /** Ends the map when nobody will read on. */
  readonly close: () => void;

  constructor(items: AsyncIterable<unknown>, ended: Promise<void>, close: () => void) {
    this.items = items;
    this.ended = ended;
    this.close = close;
  }
}
