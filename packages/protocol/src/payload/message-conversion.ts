import type { DescMessage, Message, Registry } from "@bufbuild/protobuf";
import type { MaybePromise } from "../internal/drive.ts";
import { loadedProtobuf, loadProtobuf, type Protobuf } from "../internal/protobuf.ts";
import { ProtocolError } from "../protocol-error.ts";
import { malformedPayload, notEncodable } from "./conversion-error.ts";
import { decodeEach } from "./each.ts";
import type { MessageRegistry } from "./message-registry.ts";
import { createPayload, metadataText, type Payload } from "./payload.ts";

/** One of the two ways in which protobuf messages are written. */
export interface MessageForm {
  readonly encoding: string;
  write(protobuf: Protobuf, schema: DescMessage, message: Message, registry: Registry | undefined): Uint8Array;
  read(protobuf: Protobuf, schema: DescMessage, data: Uint8Array, registry: Registry | undefined): Message;
}

/** Protobuf messages ↔ payloads of one form; synchronous once protobuf-es is loaded. */
export class MessageConversion {
  readonly #form: MessageForm;
  /** Whatever has `getMessage` was made by protobuf-es: its schemas are what its functions take. */
  readonly #registry: Registry | undefined;

  constructor(form: MessageForm, registry: MessageRegistry | undefined) {
    this.#form = form;
    this.#registry = registry as Registry | undefined;
  }

  encode(values: readonly unknown[]): MaybePromise<Payload[] | undefined> {
    if (!values.every(isMessage)) return undefined;
    const writes = values.map((message) => ({ message, schema: this.#schema(message.$typeName, undefined) }));
    return withProtobuf((protobuf) => writes.map(({ message, schema }) => this.#write(protobuf, schema, message)));
  }

  decode(payloads: readonly Payload[], typeHints: readonly unknown[]): MaybePromise<Message[] | undefined> {
    const reads = decodeEach(payloads, this.#form.encoding, (payload, index) => ({
      payload,
      schema: this.#schema(metadataText(payload, "messageType"), typeHints[index]),
    }));
    if (reads === undefined) return undefined;
    return withProtobuf((protobuf) => reads.map(({ payload, schema }) => this.#read(protobuf, schema, payload)));
  }

  #write(protobuf: Protobuf, schema: DescMessage, message: Message): Payload {
    try {
      const data = this.#form.write(protobuf, schema, message, this.#registry);
      return createPayload(this.#form.encoding, data, { messageType: schema.typeName });
    } catch (cause) {
      throw notEncodable(this.#form.encoding, cause);
    }
  }

  #read(protobuf: Protobuf, schema: DescMessage, payload: Payload): Message {
    try {
      return this.#form.read(protobuf, schema, payload.data, this.#registry);
    } catch (cause) {
      throw malformedPayload(this.#form.encoding, cause);
    }
  }

  #schema(typeName: string, typeHint: unknown): DescMessage {
    const schema = isSchemaOf(typeHint, typeName) ? typeHint : this.#registry?.getMessage(typeName);
    if (schema !== undefined) return schema;
    const type = JSON.stringify(typeName.slice(0, 200));
    throw new ProtocolError(
      "PROTOCOL_UNKNOWN_MESSAGE_TYPE",
      `${this.#form.encoding}: the registry has no message ${type}; pass { registry: createRegistry(TheSchema) }`,
      { details: { typeName } },
    );
  }
}

/** Runs `use` at once if protobuf-es is loaded, else when it is. */
function withProtobuf<Result>(use: (protobuf: Protobuf) => Result): MaybePromise<Result> {
  const protobuf = loadedProtobuf();
  return protobuf === undefined ? loadProtobuf().then(use) : use(protobuf);
}

/** By shape, as protobuf-es does it, since it may not be loaded. */
function isMessage(value: unknown): value is Message {
  return typeof value === "object" && value !== null && "$typeName" in value && typeof value.$typeName === "string";
}

function isSchemaOf(hint: unknown, typeName: string): hint is DescMessage {
  if (typeof hint !== "object" || hint === null) return false;
  const { kind, typeName: hinted } = hint as Partial<DescMessage>;
  return kind === "message" && hinted === typeName;
}
