import { SourceTransformCodecs } from "../gen/numaflow/source_transformer_codec.ts";
import { SourceTransform as service } from "../gen/numaflow/source_transformer_pb.ts";
import { withCodecs } from "../wire-codec.ts";

export * from "../gen/numaflow/source_transformer_pb.ts";
/** The service, with fast codecs for its messages. */
export const SourceTransform: typeof service = /* @__PURE__ */ withCodecs(service, SourceTransformCodecs);
