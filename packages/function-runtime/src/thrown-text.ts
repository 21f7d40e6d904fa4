/** What was thrown, in words; whatever it is: functions throw things that cannot be made a text. */
export function textOfThrown(thrown: unknown): string {
  try {
    if (typeof thrown !== "object" || thrown === null) return String(thrown);
    const { message } = thrown as { readonly message?: unknown };
    return typeof message === "string" ? message : Object.prototype.toString.call(thrown);
  } catch {
    return "something that cannot be shown";
  }
}

/** The same with its stack, where it has one. */
export function stackOfThrown(thrown: unknown): string {
  try {
    const { stack } = thrown as { readonly stack?: unknown };
    if (typeof stack === "string" && stack !== "") return stack;
  } catch {
    // Not even that can be read.
  }
  return textOfThrown(thrown);
}
