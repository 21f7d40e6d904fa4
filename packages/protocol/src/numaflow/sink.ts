import { SinkCodecs } from "../gen/numaflow/sink_codec.ts";
import { Sink as service } from "../gen/numaflow/sink_pb.ts";
import { withCodecs } from "../wire-codec.ts";

export * from "../gen/numaflow/sink_pb.ts";
/** The service, with fast codecs for its messages. */
export const Sink: typeof service = /* @__PURE__ */ withCodecs(service, SinkCodecs);
