import { anySignal } from "@millrace/protocol";
import { FunctionError } from "../errors.ts";
import type { CoreConnection } from "./core-connection.ts";
import { unreachable } from "./exchange.ts";
import { withoutQuery } from "./redact.ts";

/** Without a byte for so long, a download has ended badly. */
const idleMs = 60_000;

/** Whole files, and parts of them, to and from the signed addresses that Core gives: no credentials are sent there. */
export class SignedTransfer {
  readonly #connection: CoreConnection;

  constructor(connection: CoreConnection) {
    this.#connection = connection;
  }

  /** @returns the tag that the store gave to what it got */
  async put(url: string, content: Uint8Array, contentType?: string): Promise<string> {
    const answer = await this.#connection.send(
      {
        method: "PUT",
        url: this.#absolute(url),
        headers: contentType === undefined ? {} : { "content-type": contentType },
        body: content as Uint8Array<ArrayBuffer>,
      },
      true,
    );
    if (answer.status >= 200 && answer.status < 300) return answer.headers.get("etag") ?? "";
    throw this.#refused("PUT", url, answer.status);
  }

  /** What is there, chunk by chunk. @throws `FUNCTION_NOT_FOUND` */
  async get(url: string, path: string): Promise<AsyncIterable<Uint8Array>> {
    const { fetch, timeoutMs } = this.#connection.options;
    const at = this.#absolute(url);
    const stop = new AbortController();
    const ends = anySignal(stop.signal, this.#connection.closing);
    const timer = setTimeout(() => stop.abort(), timeoutMs);
    try {
      // A store may redirect, as S3 does to another region; there is nothing in the request that must not follow.
      const response = await fetch(at, { redirect: "follow", signal: ends.signal });
      if (response.status === 404) {
        await response.body?.cancel();
        throw new FunctionError("FUNCTION_NOT_FOUND", `there is no file ${path}`);
      }
      if (!response.ok) {
        await response.body?.cancel();
        throw this.#refused("GET", url, response.status);
      }
      return this.#chunks(response, stop, () => ends[Symbol.dispose](), `GET ${withoutQuery(at)}`);
    } catch (error) {
      ends[Symbol.dispose]();
      this.#connection.closing.throwIfAborted();
      if (FunctionError.is(error)) throw error;
      throw unreachable(`GET ${withoutQuery(at)}`, stop.signal.aborted ? undefined : error, timeoutMs);
    } finally {
      clearTimeout(timer);
    }
  }

  async *#chunks(
    response: Response,
    stop: AbortController,
    release: () => void,
    what: string,
  ): AsyncGenerator<Uint8Array> {
    let timer: NodeJS.Timeout | undefined;
    const reader = response.body?.getReader();
    try {
      for (;;) {
        timer = setTimeout(() => stop.abort(), idleMs);
        const next = await reader?.read();
        clearTimeout(timer);
        if (next === undefined || next.done) return;
        yield next.value;
      }
    } catch (error) {
      this.#connection.closing.throwIfAborted();
      throw unreachable(what, stop.signal.aborted ? undefined : error, idleMs);
    } finally {
      clearTimeout(timer);
      release();
      // Of no use when all was read; else the rest is not wanted.
      await reader?.cancel().catch(() => undefined);
    }
  }

  #absolute(url: string): string {
    if (URL.canParse(url, this.#connection.endpoint)) {
      const absolute = new URL(url, this.#connection.endpoint);
      if (/^https?:$/.test(absolute.protocol)) return absolute.href;
    }
    throw new FunctionError(
      "FUNCTION_CORE_BAD_ANSWER",
      "Core gave an address for a file that is none by http or https",
    );
  }

  #refused(method: string, url: string, status: number): FunctionError {
    return new FunctionError(
      "FUNCTION_CORE_REJECTED",
      `${method} ${withoutQuery(this.#absolute(url))} was answered with ${status} by the store`,
      { details: { status } },
    );
  }
}
