import { Message, Messages, UserDefinedFunctionServicer, type Datum } from "@millrace/stream-udf/function";

function myHandler(keys: string[], datum: Datum): Messages {
  return Messages(Message.toVtx(keys, datum.value));
}

/** Serves the function at `sockPath`, or where Numaflow looks for it. */
export const forwardMessage = (sockPath?: string) =>
  UserDefinedFunctionServicer({ mapHandler: myHandler, ...(sockPath !== undefined && { sockPath }) });
