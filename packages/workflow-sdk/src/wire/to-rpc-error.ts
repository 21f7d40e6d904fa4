import { createRegistry, type Message } from "@bufbuild/protobuf";
import { anyUnpack } from "@bufbuild/protobuf/wkt";
import { ConnectError } from "@connectrpc/connect";
import { errordetails, failure } from "@millrace/protocol/temporal";
import { grpcStatus } from "../rpc-errors/grpc-status.ts";
import { MultiOperationExecutionError, type OperationOutcome } from "../rpc-errors/multi-operation-error.ts";
import { RpcError, type RpcAnswer } from "../rpc-errors/rpc-error.ts";
import { errorOfDetail } from "./error-of-detail.ts";
import { errorOfStatus } from "./error-of-status.ts";
import type { RpcCall } from "./rpc-call.ts";

const { MultiOperationExecutionFailureSchema } = errordetails;

const registry = /* @__PURE__ */ createRegistry(
  errordetails.file_temporal_api_errordetails_v1_message,
  failure.MultiOperationExecutionAbortedSchema,
);

/**
 * The error of this package for one of a transport: by its details where there are known ones, else by its status.
 * One that is an `RpcError` already is given back.
 */
export function toRpcError(reason: unknown, call: RpcCall = {}): RpcError {
  if (RpcError.is(reason)) return reason;
  const error = ConnectError.from(reason);
  const answer = { status: grpcStatus(error.code), message: error.rawMessage, cause: reason };
  const details = error.findDetails(registry);
  const several = details.find(isMultiOperation);
  if (several === undefined) return errorOf(answer, details, call);
  return new MultiOperationExecutionError(answer, { operations: several.statuses.map((one) => outcome(one, call)) });
}

function errorOf(answer: RpcAnswer, details: readonly Message[], call: RpcCall): RpcError {
  for (const detail of details) {
    const error = errorOfDetail(detail, answer, call);
    if (error !== undefined) return error;
  }
  return errorOfStatus(answer, call);
}

function outcome(
  { code, message, details }: errordetails.MultiOperationExecutionFailure_OperationStatus,
  call: RpcCall,
): OperationOutcome {
  if (code === 0) return { error: undefined, abortedByOther: false };
  // What is unpacked here is not looked into again: a message within a message within a message ends.
  const known = details.flatMap((detail) => anyUnpack(detail, registry) ?? []);
  return {
    error: errorOf({ status: grpcStatus(code), message }, known, call),
    abortedByOther: known.some(({ $typeName }) => $typeName === failure.MultiOperationExecutionAbortedSchema.typeName),
  };
}

function isMultiOperation(detail: Message): detail is errordetails.MultiOperationExecutionFailure {
  return detail.$typeName === MultiOperationExecutionFailureSchema.typeName;
}
