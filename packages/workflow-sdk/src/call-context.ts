import { randomUUID } from "node:crypto";
import { checkNumber } from "@millrace/protocol";
import { ContextSlot } from "@millrace/protocol/context";
import { WorkflowSdkError } from "./errors.ts";
import { checkApiKey, checkMetadata } from "./internal/check-headers.ts";

/** What code gives to all calls that it makes, without naming them. */
export interface CallSettings {
  /** When calls must have ended, milliseconds since 1970. */
  readonly deadlineAtMs?: number | undefined;
  /** Aborting any of them cancels. */
  readonly signals?: readonly AbortSignal[] | undefined;
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

  /**
   * Calls must have ended at `deadline`, or at an earlier one around. A number is milliseconds since 1970.
   *
   * @throws `PROTOCOL_INVALID_OPTION`
   */
  withDeadline<T>(deadline: number | Date, fn: () => T): T {
    checkNumber(Number(deadline), "deadline", "withDeadline", { min: 0 });
    const outer = this.get();
    const deadlineAtMs = Math.min(Number(deadline), outer?.deadlineAtMs ?? Infinity);
    return this.#slot.run({ ...outer, deadlineAtMs }, fn);
  }

  /**
   * Aborting the signal, or one around, cancels calls.
   *
   * @throws `WORKFLOW_INVALID_OPTION`
   */
  withAbortSignal<T>(signal: AbortSignal, fn: () => T): T {
    if (!(signal instanceof AbortSignal)) {
      throw new WorkflowSdkError("WORKFLOW_INVALID_OPTION", "withAbortSignal: 'signal' must be an AbortSignal");
    }
    const outer = this.get();
    return this.#slot.run({ ...outer, signals: [...(outer?.signals ?? []), signal] }, fn);
  }

  /**
   * Calls carry these headers, besides those from around that have other names.
   *
   * @throws `WORKFLOW_INVALID_OPTION`
   */
  withMetadata<T>(metadata: Readonly<Record<string, string>>, fn: () => T): T {
    checkMetadata(metadata, "withMetadata");
    const outer = this.get();
    return this.#slot.run({ ...outer, metadata: { ...outer?.metadata, ...metadata } }, fn);
  }

  /**
   * Calls are authorised by this key, in place of the connection's.
   *
   * @throws `WORKFLOW_INVALID_OPTION`
   */
  withApiKey<T>(apiKey: string, fn: () => T): T {
    checkApiKey(apiKey, "withApiKey");
    return this.#slot.run({ ...this.get(), apiKey }, fn);
  }
}
