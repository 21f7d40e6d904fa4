/** What a part of a spec may hold. The walk over a document compares it with one of these. */
export type Shape =
  | { readonly is: "fields"; readonly what: string; readonly fields: Fields; readonly required: readonly string[] }
  | { readonly is: "list"; readonly of: Shape }
  | { readonly is: "text"; readonly words?: readonly string[] | undefined }
  | { readonly is: "boolean" | "duration" | "label" | "filled" | "anything" }
  | { readonly is: "number"; readonly whole: boolean; readonly min: number; readonly max: number }
  | { readonly is: "noted"; readonly of: Shape; readonly why: string };

export type Fields = Readonly<Record<string, Shape>>;

/** An object with these fields and no others; `what` is what messages call it. */
export const fields = (what: string, known: Fields, required: readonly string[] = []): Shape => ({
  is: "fields",
  what,
  fields: known,
  required,
});

export const list = (of: Shape): Shape => ({ is: "list", of });

export const text: Shape = { is: "text" };

/** A text that is not empty. */
export const filled: Shape = { is: "filled" };

/** A name that Kubernetes takes as a label of DNS (RFC 1035). */
export const label: Shape = { is: "label" };

export const oneOf = (...words: readonly string[]): Shape => ({ is: "text", words });

export const flag: Shape = { is: "boolean" };

export const duration: Shape = { is: "duration" };

export const count = (min: number = 0, max: number = Number.MAX_SAFE_INTEGER): Shape => ({
  is: "number",
  whole: true,
  min,
  max,
});

export const number = (min: number, max: number): Shape => ({ is: "number", whole: false, min, max });

/** What Kubernetes or a component makes of it is no business of the engine. */
export const anything: Shape = { is: "anything" };

/** A valid field that has no effect here; the run says why. */
export const noted = (why: string, of: Shape = anything): Shape => ({ is: "noted", of, why });
