import type { RawMetadata } from "../../node-link.ts";
import type { TypedParameter } from "../../parameter.ts";
import { frameHeaderBytes } from "../../wire/frame.ts";
import { parameter } from "../../wire/parameter-field.ts";
import { PostcardReader } from "../../wire/postcard-reader.ts";
import { PostcardWriter } from "../../wire/postcard-writer.ts";

const writer = new PostcardWriter();
const none: RawMetadata["parameters"] = new Map();

/** Parameters as dora's wire has them. */
export function writeParameters(parameters: RawMetadata["parameters"]): Uint8Array {
  writer.begin();
  writer.varint(parameters.size);
  for (const [key, value] of parameters) {
    writer.text(key);
    parameter.write(writer, value);
  }
  return Buffer.concat(writer.end("parameters")).subarray(frameHeaderBytes);
}

export function readParameters(bytes: Uint8Array | undefined): RawMetadata["parameters"] {
  if (bytes === undefined) return none;
  const reader = new PostcardReader(bytes, "parameters");
  const parameters = new Map<string, TypedParameter>();
  for (let left = reader.count(2); left > 0; left--) parameters.set(reader.text(), parameter.read(reader));
  return parameters;
}
