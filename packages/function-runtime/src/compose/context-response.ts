import type { FunctionResponse } from "../function-context.ts";

const brand: unique symbol = Symbol.for("@millrace/function-response") as never;

/** An answer with its own status: the class that functions find as `context.Response`. */
export class ContextResponse implements FunctionResponse {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly statusCode: number;

  static {
    Object.defineProperty(this.prototype, brand, { value: true });
  }

  /** A body that is neither text nor bytes is written as JSON. */
  constructor(
    body: unknown = "",
    headers: Readonly<Record<string, string>> = {},
    contentType = "text/plain",
    statusCode = 200,
  ) {
    this.body = body;
    this.headers = headers;
    this.contentType = contentType;
    this.statusCode = statusCode;
  }
}

/** Whether a value is a response of a context, made by any copy of this package. */
export const isContextResponse = (value: unknown): value is FunctionResponse =>
  typeof value === "object" && value !== null && brand in value;
