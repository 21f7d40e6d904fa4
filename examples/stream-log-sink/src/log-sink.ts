import { Response, Responses, UserDefinedSinkServicer, type SinkHandler } from "@millrace/stream-udf/sink";

const myHandler: SinkHandler = (datums) => {
  const responses = Responses();
  for (const msg of datums) {
    console.log("User Defined Sink", Buffer.from(msg.value).toString());
    responses.append(Response.asSuccess(msg.id));
  }
  return responses;
};

/** Serves the sink at `sockPath`, or where Numaflow looks for it. */
export const logSink = (sockPath?: string) =>
  UserDefinedSinkServicer(myHandler, { ...(sockPath !== undefined && { sockPath }) });
