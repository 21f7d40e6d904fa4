import type { ExtensionStore } from "../../node-link.ts";
import { errorOf } from "./error-text.ts";
import type { CallName, FromWorker, ToWorker } from "./messages.ts";

interface Asked {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** What a worker asks of the engine's thread, and waits for. */
export class EngineCalls {
  readonly #tell: (message: FromWorker) => void;
  readonly #asked = new Map<number, Asked>();
  #count = 0;

  constructor(tell: (message: FromWorker) => void) {
    this.#tell = tell;
  }

  /** @throws (rejects) as the engine's method does */
  call(method: CallName, ...args: readonly unknown[]): Promise<unknown> {
    const id = this.#count++;
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      this.#tell({ op: "call", id, method, args });
    });
  }

  onReply({ id, value, error }: ToWorker & { readonly op: "reply" }): void {
    const asked = this.#asked.get(id);
    this.#asked.delete(id);
    if (error === undefined) asked?.resolve(value);
    else asked?.reject(errorOf(error));
  }

  get extensions(): ExtensionStore {
    return {
      store: async (...args) => void (await this.call("store", ...args)),
      load: async (...args) => (await this.call("load", ...args)) as Uint8Array | undefined,
      drop: async (...args) => void (await this.call("drop", ...args)),
    };
  }
}
