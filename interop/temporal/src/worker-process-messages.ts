/** Sets the clock: so far ahead of the real one, or behind it. */
export interface ToWorkerProcess {
  readonly aheadMs: number;
}

export interface FromWorkerProcess {
  readonly kind: "ready" | "half way";
}
