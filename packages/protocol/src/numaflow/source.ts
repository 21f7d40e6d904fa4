import { SourceCodecs } from "../gen/numaflow/source_codec.ts";
import { Source as service } from "../gen/numaflow/source_pb.ts";
import { withCodecs } from "../wire-codec.ts";

export * from "../gen/numaflow/source_pb.ts";
/** The service, with fast codecs for its messages. */
export const Source: typeof service = /* @__PURE__ */ withCodecs(service, SourceCodecs);
