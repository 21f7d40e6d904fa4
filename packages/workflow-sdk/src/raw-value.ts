import type { Payload } from "@millrace/protocol/payload";

/**
 * A payload as it is, in the place of a value: no payload converter sees it; codecs do. Given as a type hint where
 * values are read, it stands for its payload there.
 */
export class RawValue {
  readonly payload: Payload;

  constructor(payload: Payload) {
    this.payload = payload;
  }
}
