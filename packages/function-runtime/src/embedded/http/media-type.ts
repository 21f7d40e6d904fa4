/** `application/json` of `Application/JSON; charset=utf-8`; empty for none. */
export function mediaTypeOf(contentType: string | undefined): string {
  if (contentType === undefined) return "";
  // What nearly all callers send, as it is.
  if (contentType === "application/json") return contentType;
  const end = contentType.indexOf(";");
  return (end === -1 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
}

/** JSON by RFC 6839: `application/json` or anything that ends in `+json`. */
export const isJsonType = (mediaType: string): boolean =>
  mediaType === "application/json" || mediaType.endsWith("+json");
