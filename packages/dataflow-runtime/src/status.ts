/** What an operator's handler answers: whether it, or the whole dataflow, goes on. The values are dora's. */
export const DoraStatus: {
  /** Go on with the next event. */
  readonly CONTINUE: 0;
  /** This operator has done its work. */
  readonly STOP: 1;
  /** Embedded: the whole dataflow stops. Under the daemon: all operators of this host stop, and its process ends. */
  readonly STOP_ALL: 2;
} = Object.freeze({ CONTINUE: 0, STOP: 1, STOP_ALL: 2 });

export type DoraStatus = (typeof DoraStatus)[keyof typeof DoraStatus];
