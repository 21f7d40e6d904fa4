import type { MaybePromise } from "../internal/drive.ts";
import { loadProtobuf } from "../internal/protobuf.ts";
import { checkOptions } from "../options.ts";
import type { PayloadConverter } from "./converter.ts";
import { MessageConversion, type MessageForm } from "./message-conversion.ts";
import type { ProtoConverterOptions } from "./message-registry.ts";
import type { Payload } from "./payload.ts";

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder("utf-8", { fatal: true });

const form: MessageForm = {
  encoding: "json/protobuf",
  write: ({ toJsonString }, schema, message, registry) =>
    utf8.encode(toJsonString(schema, message, registry === undefined ? {} : { registry })),
  read: ({ fromJsonString }, schema, data, registry) =>
    fromJsonString(schema, fromUtf8.decode(data), registry === undefined ? {} : { registry }),
};

/**
 * protobuf-es messages ↔ `json/protobuf`, the JSON form of protobuf. Loads `@bufbuild/protobuf` at the first message;
 * after {@link load} its answers are synchronous. A type hint that is a message schema stands in for the registry.
 *
 * @throws `PROTOCOL_UNKNOWN_MESSAGE_TYPE`, `PROTOCOL_PROTOBUF_MISSING`, `PROTOCOL_NOT_ENCODABLE`, `PROTOCOL_MALFORMED`.
 */
export class JsonProtoPayloadConverter implements PayloadConverter {
  readonly #conversion: MessageConversion;

  constructor(options: ProtoConverterOptions = {}) {
    checkOptions(options, ["registry"], "JsonProtoPayloadConverter");
    this.#conversion = new MessageConversion(form, options.registry);
  }

  /** Loads protobuf-es now. */
  async load(): Promise<void> {
    await loadProtobuf();
  }

  encode(values: readonly unknown[]): MaybePromise<Payload[] | undefined> {
    return this.#conversion.encode(values);
  }

  decode(payloads: readonly Payload[], typeHints: readonly unknown[] = []): MaybePromise<object[] | undefined> {
    return this.#conversion.decode(payloads, typeHints);
  }
}
