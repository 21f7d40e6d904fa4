import { ServingStoreCodecs } from "../gen/numaflow/serving_codec.ts";
import { ServingStore as service } from "../gen/numaflow/serving_pb.ts";
import { withCodecs } from "../wire-codec.ts";

export * from "../gen/numaflow/serving_pb.ts";
/** The service, with fast codecs for its messages. */
export const ServingStore: typeof service = /* @__PURE__ */ withCodecs(service, ServingStoreCodecs);
