import type { failure as wire } from "@millrace/protocol/temporal";
import type { ProtoFailure } from "../../failures/proto-failure.ts";

/** The same message, as what it is: the public type names only what users may look at. */
export function wireFailure(failure: ProtoFailure): wire.Failure {
  return failure as wire.Failure;
}
