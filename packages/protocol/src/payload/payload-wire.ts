import { ProtocolError } from "../protocol-error.ts";
import type { Payload } from "./payload.ts";

// The protobuf message that codecs of every language wrap: map<string, bytes> metadata = 1; bytes data = 2.
const metadataTag = 0x0a;
const dataTag = 0x12;
// And its map entries: string key = 1; bytes value = 2.
const keyTag = 0x0a;
const valueTag = 0x12;

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder("utf-8", { fatal: true });

/** A payload as its protobuf message, so that a codec can wrap it whole. */
export function writePayload(payload: Payload): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [key, value] of Object.entries(payload.metadata)) {
    const entry = Buffer.concat([...field(keyTag, utf8.encode(key)), ...field(valueTag, value)]);
    parts.push(...field(metadataTag, entry));
  }
  if (payload.data.length > 0) parts.push(...field(dataTag, payload.data));
  return new Uint8Array(Buffer.concat(parts));
}

/** The inverse of {@link writePayload}; skips fields that it does not know. @throws `PROTOCOL_MALFORMED` */
export function readPayload(bytes: Uint8Array): Payload {
  const metadata: Record<string, Uint8Array> = {};
  let data: Uint8Array = new Uint8Array();
  for (const [tag, content] of fields(bytes)) {
    if (tag === dataTag) data = content;
    if (tag !== metadataTag) continue;
    let key = "";
    let value: Uint8Array = new Uint8Array();
    for (const [entryTag, entryContent] of fields(content)) {
      if (entryTag === keyTag) key = text(entryContent);
      if (entryTag === valueTag) value = entryContent;
    }
    Object.defineProperty(metadata, key, { value, writable: true, enumerable: true, configurable: true });
  }
  return { metadata, data };
}

function field(tag: number, content: Uint8Array): readonly Uint8Array[] {
  const head = [tag];
  for (let rest = content.length; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [Uint8Array.from([...head, rest]), content];
    head.push((rest % 128) + 128);
  }
}

/** The length-delimited fields of a message; others are passed over. */
function* fields(bytes: Uint8Array): Generator<readonly [tag: number, content: Uint8Array]> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let place = 0; place < 10; place++) {
      const byte = bytes[at++];
      if (byte === undefined) throw malformed("it ends within a number");
      value += (byte & 127) * 2 ** (7 * place);
      if (byte < 128) return value;
    }
    throw malformed("a number has more than ten bytes");
  };
  const skip = (count: number): void => {
    at += count;
    if (at > bytes.length) throw malformed("it ends within a field");
  };
  while (at < bytes.length) {
    const tag = varint();
    const start = at;
    switch (tag % 8) {
      case 0:
        varint();
        break;
      case 1:
        skip(8);
        break;
      case 2: {
        const length = varint();
        const from = at;
        skip(length);
        yield [tag, new Uint8Array(bytes.buffer, bytes.byteOffset + from, length)];
        break;
      }
      case 5:
        skip(4);
        break;
      default:
        throw malformed(`the field at byte ${start} has a wire type that is not used`);
    }
  }
}

function text(bytes: Uint8Array): string {
  try {
    return fromUtf8.decode(bytes);
  } catch (cause) {
    throw malformed("a metadata key is not UTF-8", cause);
  }
}

function malformed(what: string, cause?: unknown): ProtocolError {
  return new ProtocolError("PROTOCOL_MALFORMED", `bytes within a payload are no payload: ${what}`, { cause });
}
