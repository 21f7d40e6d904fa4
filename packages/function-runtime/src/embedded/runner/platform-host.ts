import { FunctionError } from "../../errors.ts";
import type { EntityPlace } from "../../platform.ts";
import type { EmbeddedPlatform } from "../embedded-platform.ts";
import type { FromChild, PlatformAnswer } from "./child-messages.ts";
import { callNames, type StreamName } from "./platform-calls.ts";
import { sentErrorOf } from "./sent-error.ts";

export interface PlatformHostOptions {
  readonly platform: EmbeddedPlatform;
  readonly send: (message: PlatformAnswer) => void;
  /** Told of every secret that the process gets to know. */
  readonly onSecret: (value: string) => void;
}

/** Answers what the process of a run asks of the platform. */
export class PlatformHost {
  readonly #options: PlatformHostOptions;
  readonly #streams = new Map<number, AbortController>();

  constructor(options: PlatformHostOptions) {
    this.#options = options;
  }

  /** @returns whether the message was one for this host. */
  take(message: FromChild): boolean {
    if (message.type === "call") void this.#call(message.id, message.method, message.args);
    else if (message.type === "stream") void this.#stream(message.id, message.method, message.args);
    else if (message.type === "cancel") this.#streams.get(message.id)?.abort();
    else return false;
    return true;
  }

  /** The process has ended: nobody reads any more. */
  close(): void {
    for (const stream of this.#streams.values()) stream.abort();
  }

  async #call(id: number, method: string, args: readonly unknown[]): Promise<void> {
    const { platform, send, onSecret } = this.#options;
    try {
      const name = callNames.find((known) => known === method);
      if (name === undefined) throw unknownCall(method);
      // JSON has no undefined: what was left out came as null.
      const given = args.map((arg) => arg ?? undefined);
      const value = await (platform[name] as (...all: readonly unknown[]) => Promise<unknown>).apply(platform, given);
      const secret = name === "secret" ? value : name === "setSecret" ? args[2] : undefined;
      if (typeof secret === "string") onSecret(secret);
      send({ type: "value", id, value });
    } catch (error) {
      send({ type: "error", id, error: sentErrorOf(error) });
    }
  }

  async #stream(id: number, method: string, args: readonly unknown[]): Promise<void> {
    const { send } = this.#options;
    const cancel = new AbortController();
    this.#streams.set(id, cancel);
    try {
      for await (const value of this.#open(method as StreamName, args, cancel.signal))
        send({ type: "item", id, value });
      send({ type: "end", id });
    } catch (error) {
      send({ type: "error", id, error: sentErrorOf(error) });
    } finally {
      this.#streams.delete(id);
    }
  }

  #open(method: StreamName, [place, options]: readonly unknown[], signal: AbortSignal): AsyncIterable<unknown> {
    const { platform } = this.#options;
    switch (method) {
      case "watch":
        return platform.watch(place as EntityPlace, signal);
      case "logs":
        return platform.logs(place as EntityPlace, { ...(options as { readonly follow?: boolean }), signal });
    }
    throw unknownCall(method);
  }
}

function unknownCall(method: string): FunctionError {
  return new FunctionError("FUNCTION_INVALID_ENTITY", `the process of a run cannot call '${method.slice(0, 100)}'`);
}
