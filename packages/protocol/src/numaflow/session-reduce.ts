import { SessionReduceCodecs } from "../gen/numaflow/session_reduce_codec.ts";
import { SessionReduce as service } from "../gen/numaflow/session_reduce_pb.ts";
import { withCodecs } from "../wire-codec.ts";

export * from "../gen/numaflow/session_reduce_pb.ts";
/** The service, with fast codecs for its messages. */
export const SessionReduce: typeof service = /* @__PURE__ */ withCodecs(service, SessionReduceCodecs);
