import { create, toBinary, type DescMessage, type DescService, type MessageShape } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { ByteWriter, codecOf, toConnectError } from "@millrace/protocol/grpc";

/** Shared by all calls: nobody else writes between the two lines that use it. */
const writer = new ByteWriter(64 * 1024);

/** More than this is not kept for the next message. */
const keptBytes = 1024 * 1024;

/**
 * What the other side gets of a message: a copy of what can be sent of it, so that both sides may keep theirs.
 *
 * @throws `resource_exhausted` if it is larger than `maxBytes`
 */
export function cross<D extends DescMessage>(
  service: DescService,
  desc: D,
  message: MessageShape<D>,
  maxBytes: number,
): MessageShape<D> {
  const codec = codecOf(service, desc);
  const to = writer.buffer.length > keptBytes ? new ByteWriter() : writer;
  to.position = 0;
  codec.write(message, to);
  const bytes = to.buffer.slice(0, to.position);
  if (bytes.length > maxBytes) {
    const text = `grpc: received message larger than max (${bytes.length} vs. ${maxBytes})`;
    throw new ConnectError(text, Code.ResourceExhausted);
  }
  return codec.read(bytes, 0, bytes.length);
}

/** What the other side gets of an error: code, message and the details as bytes. */
export function crossError(reason: unknown): ConnectError {
  const sent = toConnectError(reason);
  const received = new ConnectError(sent.rawMessage, sent.code, sent.isWireError ? undefined : sent.metadata);
  received.details = sent.details.map((detail) =>
    "desc" in detail
      ? { type: detail.desc.typeName, value: toBinary(detail.desc, create(detail.desc, detail.value)) }
      : { type: detail.type, value: detail.value },
  );
  received.isWireError = true;
  return received;
}
