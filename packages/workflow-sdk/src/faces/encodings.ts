// The official names of what payloads say of themselves.

const utf8 = new TextEncoder();

export const METADATA_ENCODING_KEY = "encoding";
export const METADATA_MESSAGE_TYPE_KEY = "messageType";

export const encodingTypes: {
  readonly METADATA_ENCODING_NULL: "binary/null";
  readonly METADATA_ENCODING_RAW: "binary/plain";
  readonly METADATA_ENCODING_JSON: "json/plain";
  readonly METADATA_ENCODING_PROTOBUF_JSON: "json/protobuf";
  readonly METADATA_ENCODING_PROTOBUF: "binary/protobuf";
} = Object.freeze({
  METADATA_ENCODING_NULL: "binary/null",
  METADATA_ENCODING_RAW: "binary/plain",
  METADATA_ENCODING_JSON: "json/plain",
  METADATA_ENCODING_PROTOBUF_JSON: "json/protobuf",
  METADATA_ENCODING_PROTOBUF: "binary/protobuf",
});
export type EncodingType = (typeof encodingTypes)[keyof typeof encodingTypes];

/** The same as bytes, as metadata has them. */
export const encodingKeys: { readonly [Name in keyof typeof encodingTypes]: Uint8Array } = Object.freeze({
  METADATA_ENCODING_NULL: utf8.encode(encodingTypes.METADATA_ENCODING_NULL),
  METADATA_ENCODING_RAW: utf8.encode(encodingTypes.METADATA_ENCODING_RAW),
  METADATA_ENCODING_JSON: utf8.encode(encodingTypes.METADATA_ENCODING_JSON),
  METADATA_ENCODING_PROTOBUF_JSON: utf8.encode(encodingTypes.METADATA_ENCODING_PROTOBUF_JSON),
  METADATA_ENCODING_PROTOBUF: utf8.encode(encodingTypes.METADATA_ENCODING_PROTOBUF),
});
