import type { ParentPlatform, StreamName } from "./platform-calls.ts";
import type { PlatformAnswer, PlatformRequest } from "./child-messages.ts";
import { receivedError } from "./sent-error.ts";

type Args<Name extends keyof ParentPlatform> = Parameters<ParentPlatform[Name]>;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface OpenStream {
  readonly values: unknown[];
  isOver: boolean;
  error?: Error;
  wake: () => void;
}

/** The calls and streams that the process of a run has open at its parent. */
export class ParentLink {
  readonly #send: (message: PlatformRequest) => void;
  readonly #calls = new Map<number, Waiting>();
  readonly #streams = new Map<number, OpenStream>();
  #lastId: number;

  /** @param lastId where counting begins, for links that share a channel. */
  constructor(send: (message: PlatformRequest) => void, lastId = 0) {
    this.#send = send;
    this.#lastId = lastId;
  }

  call<Name extends keyof ParentPlatform>(
    method: Name,
    args: Args<Name>,
  ): Promise<Awaited<ReturnType<ParentPlatform[Name]>>> {
    const id = ++this.#lastId;
    const answer = new Promise<unknown>((resolve, reject) => this.#calls.set(id, { resolve, reject }));
    this.#send({ type: "call", id, method, args });
    return answer as Promise<Awaited<ReturnType<ParentPlatform[Name]>>>;
  }

  async *stream<T>(method: StreamName, args: readonly unknown[], signal?: AbortSignal): AsyncGenerator<T, void> {
    if (signal?.aborted) return;
    const id = ++this.#lastId;
    const stream: OpenStream = { values: [], isOver: false, wake: () => undefined };
    this.#streams.set(id, stream);
    this.#send({ type: "stream", id, method, args });
    const onAbort = (): void => this.#end(id);
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      for (;;) {
        if (stream.values.length > 0 && !signal?.aborted) yield stream.values.shift() as T;
        else if (stream.error !== undefined) throw stream.error;
        else if (stream.isOver) return;
        else await new Promise<void>((resolve) => (stream.wake = resolve));
      }
    } finally {
      signal?.removeEventListener("abort", onAbort);
      this.#streams.delete(id);
      if (!stream.isOver || signal?.aborted) this.#send({ type: "cancel", id });
    }
  }

  take(message: PlatformAnswer): void {
    switch (message.type) {
      case "value":
        this.#calls.get(message.id)?.resolve(message.value);
        this.#calls.delete(message.id);
        return;
      case "item":
        this.#streams.get(message.id)?.values.push(message.value);
        this.#streams.get(message.id)?.wake();
        return;
      case "end":
        this.#end(message.id);
        return;
      case "error": {
        const error = receivedError(message.error);
        this.#calls.get(message.id)?.reject(error);
        this.#calls.delete(message.id);
        this.#end(message.id, error);
      }
    }
  }

  #end(id: number, error?: Error): void {
    const stream = this.#streams.get(id);
    if (stream === undefined) return;
    stream.isOver = true;
    if (error !== undefined) stream.error = error;
    stream.wake();
  }
}
