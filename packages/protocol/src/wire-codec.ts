import { fromBinary, toBinary } from "@bufbuild/protobuf";
import type { DescMessage, DescService, Message, MessageShape } from "@bufbuild/protobuf";

/** A growing output buffer. Codecs write at `position` after they reserved room. */
export class ByteWriter {
  buffer: Uint8Array;
  position = 0;

  constructor(initialBytes = 4096) {
    this.buffer = new Uint8Array(initialBytes);
  }

  /** Makes sure that `bytes` more fit behind `position`. */
  reserve(bytes: number): void {
    const needed = this.position + bytes;
    if (needed <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(needed, this.buffer.length * 2));
    larger.set(this.buffer.subarray(0, this.position));
    this.buffer = larger;
  }
}

/** Encodes and decodes one message type. All codecs of a type write the same bytes and read the same messages. */
export interface MessageCodec<T> {
  /** Writes at `position`, which stays where it was when this throws. */
  write(message: T, to: ByteWriter): void;
  /**
   * Reads the bytes `start` to `end` (exclusive) of `from`. `bytes` fields of the message are views of `from`, which
   * nobody may write to afterwards; keeping one of them keeps all of `from`.
   */
  read(from: Uint8Array, start: number, end: number): T;
}

/** Codecs by type name. */
export type MessageCodecs = ReadonlyMap<string, MessageCodec<Message>>;

const codecsOfService: unique symbol = Symbol.for("@millrace/message-codecs") as never;

type WithCodecs = DescService & { readonly [codecsOfService]?: MessageCodecs };

/**
 * Makes a service carry fast codecs for some of its messages. The descriptor itself gets them, so that every way to it
 * (a method's parent, a file, a registry) leads to the codecs.
 */
export const withCodecs = <S extends DescService>(service: S, codecs: MessageCodecs): S =>
  Object.defineProperty(service, codecsOfService, { value: codecs, configurable: true });

/** protobuf-es, which reads and writes every message. */
export const reflective = <D extends DescMessage>(descriptor: D): MessageCodec<MessageShape<D>> => ({
  write(message, to) {
    const bytes = toBinary(descriptor, message);
    to.reserve(bytes.length);
    to.buffer.set(bytes, to.position);
    to.position += bytes.length;
  },
  read: (from, start, end) => fromBinary(descriptor, from.subarray(start, end)),
});

/** The codec that travels with the service for this message, else protobuf-es. */
export const codecOf = <D extends DescMessage>(service: DescService, descriptor: D): MessageCodec<MessageShape<D>> => {
  const own = (service as WithCodecs)[codecsOfService]?.get(descriptor.typeName);
  return (own as MessageCodec<MessageShape<D>> | undefined) ?? reflective(descriptor);
};
