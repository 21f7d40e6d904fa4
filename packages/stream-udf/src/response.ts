import { checkNack } from "./internal/check-nack.ts";
import { requireBytes, requireText } from "./internal/require.ts";
import type { NackOptions } from "./nack-options.ts";
import type { Message } from "./message.ts";

/** What became of one message of a sink's batch. */
export type ResponseStatus = "success" | "failure" | "fallback" | "onSuccess" | "serve" | "nack";

interface ResponseParts {
  readonly error?: string | undefined;
  readonly message?: Message | undefined;
  readonly served?: Uint8Array | undefined;
  readonly nackOptions?: NackOptions | undefined;
}

/** A sink's answer for one message, by its id. Made by its factories only. */
export class Response {
  readonly id: string;
  readonly status: ResponseStatus;
  /** What went wrong, of a failure. */
  readonly error: string | undefined;
  /** What the on-success sink gets instead of the message itself. */
  readonly message: Message | undefined;
  /** What the serving store is to keep. */
  readonly served: Uint8Array | undefined;
  readonly nackOptions: NackOptions | undefined;

  private constructor(id: string, status: ResponseStatus, parts?: ResponseParts) {
    this.id = requireText(id, "id", `a response`);
    this.status = status;
    this.error = parts?.error;
    this.message = parts?.message;
    this.served = parts?.served;
    this.nackOptions = parts?.nackOptions;
  }

  /** It is stored: the engine acknowledges it. */
  static asSuccess(id: string): Response {
    return new Response(id, "success");
  }

  /** It is not: the engine sends it again as the vertex' retry strategy says, and only it, not the whole batch. */
  static asFailure(id: string, error: string): Response {
    return new Response(id, "failure", { error: requireText(error, "error", "Response.asFailure") });
  }

  /** To the fallback sink, at once. The engine fails if the vertex has none, or if this is the fallback sink. */
  static asFallback(id: string): Response {
    return new Response(id, "fallback");
  }

  /** To the on-success sink as well; with `message`, that instead of the original. Since Numaflow 1.8.0. */
  static asOnSuccess(id: string, message?: Message): Response {
    return new Response(id, "onSuccess", { message });
  }

  /** To the serving store. Serving pipelines only. */
  static asServe(id: string, served: Uint8Array): Response {
    return new Response(id, "serve", { served: requireBytes(served, "Response.asServe") });
  }

  /** Hands it back to the source, to be delivered again. Since Numaflow 1.8.2. */
  static asNack(id: string, nackOptions?: NackOptions): Response {
    return new Response(id, "nack", { nackOptions: checkNack(nackOptions, "Response.asNack") });
  }
}
