/** Stands for a thrown value whose own code fails when it is to be shown. */
const unprintable = "a value that cannot be printed";

/** What a thrown value says. Never throws, whatever was thrown. */
export const messageOf = (reason: unknown): string => shown(() => (reason instanceof Error ? reason.message : reason));

/** The stacks of an error and of its causes. Never throws. */
export function stackOf(reason: unknown): string {
  const texts: string[] = [];
  const seen = new Set<unknown>();
  for (let at = reason; at !== undefined && !seen.has(at); at = causeOf(at)) {
    seen.add(at);
    texts.push(shown(() => (at instanceof Error ? (at.stack ?? at.message) : at)));
  }
  return texts.join("\ncaused by ");
}

function causeOf(reason: unknown): unknown {
  try {
    return reason instanceof Error ? reason.cause : undefined;
  } catch {
    return undefined;
  }
}

function shown(read: () => unknown): string {
  try {
    return String(read());
  } catch {
    return unprintable;
  }
}
