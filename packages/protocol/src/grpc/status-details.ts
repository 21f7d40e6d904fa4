import { create, toBinary } from "@bufbuild/protobuf";
import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { ConnectError } from "@connectrpc/connect";

/** One detail of an error as it travels: a `google.protobuf.Any` without the host of its type URL. */
export interface WireDetail {
  /** Full name of the message. */
  readonly type: string;
  readonly value: Uint8Array;
}

/** `google.rpc.Status` { code = 1, message = 2, details = 3 }, whose details are `Any` { type_url = 1, value = 2 }. */
export interface WireStatus {
  readonly code: number;
  readonly message: string;
  readonly details: readonly WireDetail[];
}

const typeHost = "type.googleapis.com/";

/**
 * The details of an error as bytes, whether they were given as messages or came from another call. One that cannot be
 * encoded is left out: what else the error says is worth more.
 */
export function wireDetails(error: ConnectError): readonly WireDetail[] {
  return error.details.flatMap((detail) => {
    if (!("desc" in detail)) return [detail];
    try {
      return [{ type: detail.desc.typeName, value: toBinary(detail.desc, create(detail.desc, detail.value)) }];
    } catch {
      return [];
    }
  });
}

export function encodeStatus({ code, message, details }: WireStatus): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(1, WireType.Varint).int32(code);
  writer.tag(2, WireType.LengthDelimited).string(message);
  for (const { type, value } of details) {
    writer.tag(3, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).string(`${typeHost}${type}`);
    writer.tag(2, WireType.LengthDelimited).bytes(value);
    writer.join();
  }
  return writer.finish();
}

/** @throws an `Error` if the bytes are no message of this kind. */
export function decodeStatus(bytes: Uint8Array): WireStatus {
  const reader = new BinaryReader(bytes);
  let code = 0;
  let message = "";
  const details: WireDetail[] = [];
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === 1 && wireType === WireType.Varint) code = reader.int32();
    else if (field === 2 && wireType === WireType.LengthDelimited) message = reader.string();
    else if (field === 3 && wireType === WireType.LengthDelimited) details.push(decodeAny(reader.bytes()));
    else reader.skip(wireType, field);
  }
  return { code, message, details };
}

function decodeAny(bytes: Uint8Array): WireDetail {
  const reader = new BinaryReader(bytes);
  let url = "";
  let value = new Uint8Array();
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === 1 && wireType === WireType.LengthDelimited) url = reader.string();
    else if (field === 2 && wireType === WireType.LengthDelimited) value = new Uint8Array(reader.bytes());
    else reader.skip(wireType, field);
  }
  return { type: url.slice(url.lastIndexOf("/") + 1), value };
}
