import type { DescMethod } from "@bufbuild/protobuf";
import type { ConnectError } from "@connectrpc/connect";

/** The error that a caller is given for a call that failed for good. */
export function serviceError(error: ConnectError, _method: DescMethod): Error {
  return error;
}
