import { brandFailure } from "./brand.ts";
import { TemporalFailure } from "./temporal-failure.ts";

/** A workflow or a standalone activity was terminated: ended from outside, without being asked. */
export class TerminatedFailure extends TemporalFailure {
  static {
    brandFailure(this, "TerminatedFailure");
  }
}
