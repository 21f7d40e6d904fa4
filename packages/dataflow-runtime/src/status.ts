/** What an operator's handler answers: whether it, or the whole dataflow, goes on. The values are dora's. */
export const DoraStatus = Object.freeze({
  /** Go on with the next event. */
  CONTINUE: 0,
  /** This operator has done its work. */
  STOP: 1,
  /** Embedded: the whole dataflow stops. Under the daemon: all operators of this host stop, and its process ends. */
  STOP_ALL: 2,
} as const);

export type DoraStatus = (typeof DoraStatus)[keyof typeof DoraStatus];
