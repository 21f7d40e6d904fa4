/** What Core answers instead of an entity. The SDK tells errors apart by status and words of the message. */
export interface ErrorBody {
  readonly status: number;
  readonly message: string;
  readonly errorCode?: string;
}

/** Words that the SDK tells errors apart by: a message begins with them. */
export const errorTexts: {
  readonly noSuch: string;
  readonly duplicated: string;
  readonly missingSpec: string;
  readonly invalidKind: string;
} = Object.freeze({
  noSuch: "No such EntityName",
  duplicated: "Duplicated entity",
  missingSpec: "missing spec",
  invalidKind: "invalid kind",
});

/** Reads an error's body; text that is none is the message itself. */
export const readErrorBody = (status: number, text: string): ErrorBody => {
  try {
    const body = JSON.parse(text) as Partial<ErrorBody> | null;
    if (typeof body?.message === "string") return { ...body, status, message: body.message };
  } catch {
    // No JSON: a proxy's page, or nothing.
  }
  return { status, message: text.slice(0, 500) };
};
