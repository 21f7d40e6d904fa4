import { randomUUID } from "node:crypto";
import { anySignal } from "@millrace/protocol";
import { ContextSlot } from "@millrace/protocol/context";

/** What code gives to all calls that it makes, without naming them. */
export interface CallSettings {
  /** When calls must have ended, milliseconds since 1970. */
  readonly deadlineAtMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly apiKey?: string | undefined;
}

/**
 * Settings that follow the asynchronous flow: calls made within a function, and in all that it starts, have them. They
 * belong to one connection, so that a key is never sent to the server of another.
 */
export class CallContext {
  readonly #slot = new ContextSlot<CallSettings>(`@millrace/workflow-sdk/calls/${randomUUID()}`);

  /** What holds here and now. */
  get(): CallSettings | undefined {
    return this.#slot.get();
  }

  /** Calls must have ended at `deadline`, or at an earlier one around. A number is milliseconds since 1970. */
  withDeadline<T>(deadline: number | Date, fn: () => T): T {
    const outer = this.get();
    const deadlineAtMs = Math.min(Number(deadline), outer?.deadlineAtMs ?? Infinity);
    return this.#slot.run({ ...outer, deadlineAtMs }, fn);
  }

  /** Aborting the signal, or one around, cancels calls. */
  withAbortSignal<T>(signal: AbortSignal, fn: () => T): T {
    const outer = this.get();
    const both = outer?.signal === undefined ? signal : anySignal(outer.signal, signal).signal;
    return this.#slot.run({ ...outer, signal: both }, fn);
  }

  /** Calls carry these headers, besides those from around that have other names. */
  withMetadata<T>(metadata: Readonly<Record<string, string>>, fn: () => T): T {
    const outer = this.get();
    return this.#slot.run({ ...outer, metadata: { ...outer?.metadata, ...metadata } }, fn);
  }

  /** Calls are authorised by this key, in place of the connection's. */
  withApiKey<T>(apiKey: string, fn: () => T): T {
    return this.#slot.run({ ...this.get(), apiKey }, fn);
  }
}
