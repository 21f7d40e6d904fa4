/** What a thrown value says, for the message of another error. Never throws itself: anything can be thrown. */
export function messageOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    return "it cannot be put into words";
  }
}
