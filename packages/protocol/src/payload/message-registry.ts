/** A protobuf-es message schema, as far as this package needs it: what its generated `…Schema` constants are. */
export interface MessageSchema {
  readonly kind: "message";
  /** Full name without a leading dot: `orders.v1.Order`. */
  readonly typeName: string;
}

/** What protobuf-es' `createRegistry(...)` gives, as far as this package needs it. */
export interface MessageRegistry {
  getMessage(typeName: string): MessageSchema | undefined;
}

export interface ProtoConverterOptions {
  /** The messages that may come and go. Without one, only type hints tell the schema of a payload. */
  readonly registry?: MessageRegistry;
}
