import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type {
  DescMessage,
  DescMethod,
  DescMethodBiDiStreaming,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import type { GrpcAddress } from "@millrace/protocol/grpc";
import { Client, credentials, Metadata, type ClientDuplexStream, type StatusObject } from "@grpc/grpc-js";

const unlimited = { "grpc.max_send_message_length": -1, "grpc.max_receive_message_length": -1 };

/** The engine's side of a connection, on a gRPC stack that is not ours. */
export class Engine implements Disposable {
  readonly #client: Client;

  constructor(address: GrpcAddress, authority = "[::1]:50051") {
    const target = "path" in address ? `unix:${address.path}` : `${address.host}:${address.port}`;
    this.#client = new Client(target, credentials.createInsecure(), {
      ...unlimited,
      "grpc.default_authority": authority,
      // Clients of one process share connections otherwise, and a test of a broken one would break its neighbours.
      "grpc.use_local_subchannel_pool": 1,
    });
  }

  open<I extends DescMessage, O extends DescMessage>(method: DescMethodBiDiStreaming<I, O>): Bidi<I, O> {
    const { input, output } = method;
    const call = this.#client.makeBidiStreamRequest(
      pathOf(method),
      (message: MessageShape<I>) => Buffer.from(toBinary(input, message)),
      (bytes: Buffer) => fromBinary(output, bytes),
      new Metadata(),
    );
    return new Bidi(input, call);
  }

  /** Calls `IsReady` of a service. */
  ready(service: { readonly method: { readonly isReady: DescMethod } }): Promise<boolean> {
    const { isReady } = service.method;
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(
        pathOf(isReady),
        () => Buffer.alloc(0),
        (bytes: Buffer) => fromBinary(isReady.output, bytes) as unknown as { readonly ready: boolean },
        {},
        new Metadata(),
        { deadline: Date.now() + 20_000 },
        (error, response) => (error === null ? resolve(response?.ready === true) : reject(error)),
      );
    });
  }

  close(): void {
    this.#client.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

const pathOf = (method: DescMethod): string => `/${method.parent.typeName}/${method.name}`;

/** A bidi call, read message by message. */
export class Bidi<I extends DescMessage, O extends DescMessage> {
  /** How the call ended. */
  readonly status: Promise<StatusObject>;
  readonly #input: I;
  readonly #call: ClientDuplexStream<MessageShape<I>, MessageShape<O>>;
  readonly #messages: AsyncIterator<MessageShape<O>>;

  constructor(input: I, call: ClientDuplexStream<MessageShape<I>, MessageShape<O>>) {
    this.#input = input;
    this.#call = call;
    this.status = new Promise((resolve) => call.once("status", resolve));
    call.on("error", () => undefined);
    this.#messages = call[Symbol.asyncIterator]() as AsyncIterator<MessageShape<O>>;
  }

  send(...messages: MessageInitShape<I>[]): void {
    for (const message of messages) this.#call.write(create(this.#input, message));
  }

  /** The next message; `undefined` at the end of the call, also if it ends in an error. */
  async receive(): Promise<MessageShape<O> | undefined> {
    const next = await this.#messages.next().catch(() => undefined);
    return next === undefined || next.done === true ? undefined : next.value;
  }

  /** So many messages, or fewer if the call ends before. */
  async take(count: number): Promise<MessageShape<O>[]> {
    const messages: MessageShape<O>[] = [];
    while (messages.length < count) {
      const message = await this.receive();
      if (message === undefined) break;
      messages.push(message);
    }
    return messages;
  }

  rest(): Promise<MessageShape<O>[]> {
    return this.take(Infinity);
  }

  halfClose(): void {
    this.#call.end();
  }

  cancel(): void {
    this.#call.cancel();
  }
}
