import { isError } from "@millrace/protocol";
import type { failure as wire } from "@millrace/protocol/temporal";
import { WorkflowSdkError } from "../../errors.ts";
import type { ProtoFailure } from "../../failures/proto-failure.ts";
import { wireFailure } from "./wire-failure.ts";

const typeName: ProtoFailure["$typeName"] = "temporal.api.failure.v1.Failure";

/** @throws `WORKFLOW_FAILURE_CONVERTER_RESULT` for what is no failure. */
export function checkFailure(failure: ProtoFailure): wire.Failure {
  if ((failure as Partial<ProtoFailure> | undefined)?.$typeName === typeName) return wireFailure(failure);
  throw badResult(`errorToFailure gave no ${typeName}; start from what DefaultFailureConverter gives`);
}

/** @throws `WORKFLOW_FAILURE_CONVERTER_RESULT` for what is no error. */
export function checkError(error: Error): Error {
  if (isError(error)) return error;
  throw badResult("failureToError gave no Error");
}

function badResult(what: string): WorkflowSdkError {
  return new WorkflowSdkError("WORKFLOW_FAILURE_CONVERTER_RESULT", what);
}
