/** The window that a reduce works on: event times from `start` (inclusive) to `end` (exclusive). */
export interface IntervalWindow {
  readonly start: Date;
  readonly end: Date;
}

/** What a reduce handler is told about the messages it gets. */
export interface Metadata {
  readonly intervalWindow: IntervalWindow;
}

/** Makes one by hand, to call a handler in a test. */
export const Metadata = (metadata: Metadata): Metadata =>
  Object.freeze({ intervalWindow: Object.freeze({ ...metadata.intervalWindow }) });
