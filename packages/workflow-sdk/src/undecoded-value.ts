import type { Payload } from "@millrace/protocol/payload";
import { RawValue } from "./raw-value.ts";

/** Registered, so that values of a second installed copy are recognised. */
const brand: unique symbol = Symbol.for("@millrace/undecoded-value") as never;

/**
 * A value that came with a failure and could not be read: its payload as it came, and why. That something failed is not
 * to be lost with it.
 */
export class UndecodedValue extends RawValue {
  readonly error: unknown;

  static {
    Object.defineProperty(this.prototype, brand, { value: true });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && brand in value;
  }

  constructor(payload: Payload, error: unknown) {
    super(payload);
    this.error = error;
  }
}
