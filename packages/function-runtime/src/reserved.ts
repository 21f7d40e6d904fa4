/** Arguments that no caller can give: they are absent where there is nothing to give for them. */
export const alwaysReserved: readonly string[] = Object.freeze(["project", "run", "signal"]);

/** Arguments that callers may give in a local run, where nothing else has these names. */
export const remotelyReserved: readonly string[] = Object.freeze(["context", "event", "events"]);
