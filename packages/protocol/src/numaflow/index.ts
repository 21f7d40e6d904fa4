/** Numaflow's messages and services, a namespace each: packages of the engine share names such as `Handshake`. */
export * as accumulator from "./accumulator.ts";
export * as map from "./map.ts";
export * as metadata from "../gen/numaflow/metadata_pb.ts";
export * as nackOptions from "../gen/numaflow/nack_options_pb.ts";
export * as reduce from "./reduce.ts";
export * as serving from "./serving.ts";
export * as sessionReduce from "./session-reduce.ts";
export * as sideInput from "./side-input.ts";
export * as sink from "./sink.ts";
export * as source from "./source.ts";
export * as sourceTransformer from "./source-transformer.ts";
