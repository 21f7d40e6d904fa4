/** Milliseconds to the microsecond: clocks give more digits than they know. */
export const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;
