import type { Payload } from "@millrace/protocol/payload";

/** Registered, so that values of a second installed copy are recognised. */
const brand: unique symbol = Symbol.for("@millrace/raw-value") as never;

/**
 * A payload as it is, in the place of a value: no payload converter sees it; codecs do. Given as a type hint where
 * values are read, it stands for its payload there.
 */
export class RawValue {
  readonly payload: Payload;

  static {
    Object.defineProperty(this.prototype, brand, { value: true });
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === "object" && value !== null && brand in value;
  }

  constructor(payload: Payload) {
    this.payload = payload;
  }
}

/** Whether a type hint is {@link RawValue}. */
export function isRawHint(hint: unknown): boolean {
  return typeof hint === "function" && hint.prototype instanceof RawValue;
}
