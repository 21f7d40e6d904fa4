import { ContextResponse } from "../compose/context-response.ts";

/** `context.Response` under Nuclio: that of this package, with what Nuclio's own wrapper has beside. */
export class NuclioResponse extends ContextResponse {
  /** Of a handler that takes whole batches: the event that this answers. Default: the one of the same place. */
  event_id?: string;

  /** @param bodyEncoding `"base64"` for a text that is base64 of bytes. Default `"text"`. */
  constructor(
    body: unknown = "",
    headers: Readonly<Record<string, string>> | null = {},
    contentType = "text/plain",
    statusCode = 200,
    bodyEncoding: "text" | "base64" = "text",
  ) {
    const encoded = bodyEncoding === "base64" && typeof body === "string";
    super(encoded ? Buffer.from(body, "base64") : body, headers ?? {}, contentType, statusCode);
  }
}
