import { ConnectError } from "@connectrpc/connect";
import { grpcStatus, type GrpcStatus } from "../../rpc-errors/grpc-status.ts";
import { RpcError } from "../../rpc-errors/rpc-error.ts";

const statusOf = (error: unknown): GrpcStatus =>
  RpcError.is(error) ? error.status : grpcStatus(ConnectError.from(error).code);

export const isNotFound = (error: unknown): boolean => statusOf(error) === "NOT_FOUND";

/** The server, a proxy or our own transport does not take a message of this size. */
export const isTooLarge = (error: unknown): boolean =>
  statusOf(error) === "RESOURCE_EXHAUSTED" && error instanceof Error && / larger than /.test(error.message);

/** The end of a poll that was held for as long as the server or a proxy does. */
export function isEmptyPoll(error: unknown): boolean {
  const status = statusOf(error);
  return status === "CANCELLED" || status === "DEADLINE_EXCEEDED";
}
