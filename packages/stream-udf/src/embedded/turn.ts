/** Lets timers, sockets and signals have their turn: a run whose handlers await nothing would keep them from it. */
export const turnOfTheLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
