import { BinaryNullPayloadConverter } from "./binary-null-converter.ts";
import { BinaryPlainPayloadConverter } from "./binary-plain-converter.ts";
import { BinaryProtoPayloadConverter } from "./binary-proto-converter.ts";
import { CompositePayloadConverter } from "./composite-converter.ts";
import type { PayloadConverter as Contract } from "./converter.ts";
import { JsonPlainPayloadConverter } from "./json-plain-converter.ts";
import { JsonProtoPayloadConverter } from "./json-proto-converter.ts";
import type { ProtoConverterOptions } from "./message-registry.ts";

/** The contract of all payload converters; see its members. */
export type PayloadConverter = Contract;

/** The default converter's parts in their order, with a registry for protobuf messages. */
export function createPayloadConverter(options: ProtoConverterOptions = {}): CompositePayloadConverter {
  return new CompositePayloadConverter([
    new BinaryNullPayloadConverter(),
    new BinaryPlainPayloadConverter(),
    new JsonProtoPayloadConverter(options),
    new BinaryProtoPayloadConverter(options),
    new JsonPlainPayloadConverter(),
  ]);
}

/**
 * `PayloadConverter.default`: `undefined`, bytes, protobuf as JSON, protobuf as bytes, JSON, in this order; what
 * official SDKs of all languages read. For protobuf messages see {@link createPayloadConverter}.
 */
export const PayloadConverter: { readonly default: CompositePayloadConverter } = Object.freeze({
  default: createPayloadConverter(),
});
