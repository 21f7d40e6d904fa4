/** The statuses of gRPC, by their numbers. */
const statuses = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
] as const;

/** A status of gRPC, as its specification names it. */
export type GrpcStatus = Exclude<(typeof statuses)[number], "OK">;

/** `UNKNOWN` for a number that is none, and for 0: an error is no success. */
export function grpcStatus(code: number): GrpcStatus {
  const status = statuses[code];
  return status === undefined || status === "OK" ? "UNKNOWN" : status;
}
