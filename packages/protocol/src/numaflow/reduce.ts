import { ReduceCodecs } from "../gen/numaflow/reduce_codec.ts";
import { Reduce as service } from "../gen/numaflow/reduce_pb.ts";
import { withCodecs } from "../wire-codec.ts";

export * from "../gen/numaflow/reduce_pb.ts";
/** The service, with fast codecs for its messages. */
export const Reduce: typeof service = /* @__PURE__ */ withCodecs(service, ReduceCodecs);
