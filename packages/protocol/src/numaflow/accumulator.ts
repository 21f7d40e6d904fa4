import { AccumulatorCodecs } from "../gen/numaflow/accumulator_codec.ts";
import { Accumulator as service } from "../gen/numaflow/accumulator_pb.ts";
import { withCodecs } from "../wire-codec.ts";

export * from "../gen/numaflow/accumulator_pb.ts";
/** The service, with fast codecs for its messages. */
export const Accumulator: typeof service = /* @__PURE__ */ withCodecs(service, AccumulatorCodecs);
