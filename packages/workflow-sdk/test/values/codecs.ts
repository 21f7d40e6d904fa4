import type { Payload, PayloadCodec } from "../../src/index.ts";

/** Turns the bytes of every payload round. */
export class Reversing implements PayloadCodec {
  encode(payloads: readonly Payload[]): readonly Payload[] {
    return payloads.map((payload) => ({ ...payload, data: payload.data.toReversed() }));
  }

  decode(payloads: readonly Payload[]): readonly Payload[] {
    return this.encode(payloads);
  }
}

/** Writes down what it is called with, and changes nothing. */
export class Recorder implements PayloadCodec {
  readonly #name: string;
  readonly #calls: string[];
  readonly #contexts: unknown[];

  constructor(name: string, calls: string[], contexts: unknown[] = []) {
    this.#name = name;
    this.#calls = calls;
    this.#contexts = contexts;
  }

  encode(payloads: readonly Payload[], context?: unknown): readonly Payload[] {
    return this.#record("encode", payloads, context);
  }

  decode(payloads: readonly Payload[], context?: unknown): readonly Payload[] {
    return this.#record("decode", payloads, context);
  }

  #record(direction: string, payloads: readonly Payload[], context: unknown): readonly Payload[] {
    this.#calls.push(`${this.#name} ${direction} ${payloads.length}`);
    this.#contexts.push(context);
    return payloads;
  }
}
