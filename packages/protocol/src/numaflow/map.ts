import { MapCodecs } from "../gen/numaflow/map_codec.ts";
import { Map as service } from "../gen/numaflow/map_pb.ts";
import { withCodecs } from "../wire-codec.ts";

export * from "../gen/numaflow/map_pb.ts";
/** The service, with fast codecs for its messages. */
export const Map: typeof service = /* @__PURE__ */ withCodecs(service, MapCodecs);
