import { SideInputCodecs } from "../gen/numaflow/side_input_codec.ts";
import { SideInput as service } from "../gen/numaflow/side_input_pb.ts";
import { withCodecs } from "../wire-codec.ts";

export * from "../gen/numaflow/side_input_pb.ts";
/** The service, with fast codecs for its messages. */
export const SideInput: typeof service = /* @__PURE__ */ withCodecs(service, SideInputCodecs);
