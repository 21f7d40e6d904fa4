import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { reflective, type ByteWriter, type MessageCodec } from "../wire-codec.ts";
import { WireReader } from "./wire-reader.ts";

/** Reading is synchronous and runs no code of users: one cursor is enough. */
const reader = new WireReader();

/**
 * The codec that generated functions make. What they do not take, protobuf-es takes, or refuses with an error that
 * names the field: its answer is the one that counts.
 */
export const generatedCodec = <D extends DescMessage>(
  descriptor: D,
  write: (to: ByteWriter, message: MessageShape<D>) => void,
  read: (from: WireReader, end: number) => MessageShape<D>,
): MessageCodec<MessageShape<D>> => {
  const exact = reflective(descriptor);
  return {
    write(message, to) {
      const start = to.position;
      try {
        write(to, message);
      } catch {
        to.position = start;
        exact.write(message, to);
      }
    },
    read(from, start, end) {
      try {
        return read(reader.open(from, start, end), end);
      } catch {
        return exact.read(from, start, end);
      } finally {
        reader.release();
      }
    },
  };
};
