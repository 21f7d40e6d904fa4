import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { failure as wire } from "@millrace/protocol/temporal";
import type { DataConverter, ProtoFailure, SerializationContext } from "../../src/index.ts";

/** A failure as the bytes that travel. */
export function toBytes(failure: ProtoFailure): Uint8Array {
  return toBinary(wire.FailureSchema, failure as wire.Failure);
}

export function fromBytes(bytes: Uint8Array): wire.Failure {
  return fromBinary(wire.FailureSchema, bytes);
}

/** What a reader makes of something that was thrown, with real bytes in between. */
export async function thereAndBack(
  converter: DataConverter,
  thrown: unknown,
  context?: SerializationContext,
): Promise<Error> {
  return converter.decodeFailure(fromBytes(toBytes(await converter.encodeFailure(thrown, context))), context);
}
