import { isError } from "@millrace/protocol";

// Helpers that official packages still give away, and that code bases have come to use.

export function u8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function str(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** The message of an error; a text as it is. */
export function errorMessage(error: unknown): string | undefined {
  if (isError(error)) return error.message;
  return typeof error === "string" ? error : undefined;
}

/** The `code` of an error, if it is a text: Node's errors and those of this package have one. */
export function errorCode(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === "string" ? code : undefined;
}
