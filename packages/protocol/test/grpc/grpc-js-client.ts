import { create, fromBinary, toBinary, type MessageInitShape } from "@bufbuild/protobuf";
import {
  Client,
  credentials,
  Metadata,
  type CallOptions,
  type ChannelCredentials,
  type ClientDuplexStream,
  type ClientOptions,
  type ClientReadableStream,
  type ClientWritableStream,
  type ServiceError,
  type StatusObject,
} from "@grpc/grpc-js";
import type { GrpcAddress } from "@millrace/protocol/grpc";
import { NoteSchema, type Note } from "./echo-service.ts";

type NoteInit = MessageInitShape<typeof NoteSchema>;

const write = (note: Note): Buffer => Buffer.from(toBinary(NoteSchema, note));
const read = (bytes: Buffer): Note => fromBinary(NoteSchema, bytes);
const path = (method: string): string => `/millrace.test.Echo/${method}`;
const target = (address: GrpcAddress): string =>
  "path" in address ? `unix:${address.path}` : `${address.host ?? "127.0.0.1"}:${address.port}`;

/** How a unary call ended, with all that came with it. */
export interface Outcome {
  readonly note: Note | undefined;
  readonly error: ServiceError | undefined;
  readonly header: Metadata | undefined;
  readonly status: StatusObject;
}

/** The test service called by grpc-js. Dispose it to close its channel. */
export class GrpcJsClient implements Disposable {
  readonly #client: Client;

  constructor(
    address: GrpcAddress,
    options: ClientOptions = {},
    secure: ChannelCredentials = credentials.createInsecure(),
  ) {
    this.#client = new Client(target(address), secure, {
      "grpc.max_receive_message_length": -1,
      "grpc.max_send_message_length": -1,
      // Each client a connection of its own.
      "grpc.use_local_subchannel_pool": 1,
      ...options,
    });
  }

  unary(
    note: NoteInit,
    metadata: Metadata = new Metadata(),
    options: CallOptions = {},
    method = "Unary",
  ): Promise<Outcome> {
    return new Promise((resolve) => {
      let header: Metadata | undefined;
      let result: Pick<Outcome, "note" | "error"> | undefined;
      let status: StatusObject | undefined;
      const settle = (): void => {
        if (result !== undefined && status !== undefined) resolve({ ...result, header, status });
      };
      const request = create(NoteSchema, note);
      const call = this.#client.makeUnaryRequest(
        path(method),
        write,
        read,
        request,
        metadata,
        options,
        (error, value) => {
          result = { note: value, error: error ?? undefined };
          settle();
        },
      );
      call.on("metadata", (received: Metadata) => (header = received));
      call.on("status", (received: StatusObject) => {
        status = received;
        settle();
      });
    });
  }

  serverStream(note: NoteInit, options: CallOptions = {}): ClientReadableStream<Note> {
    return this.#client.makeServerStreamRequest(path("ServerStream"), write, read, create(NoteSchema, note), options);
  }

  clientStream(): { readonly call: ClientWritableStream<Note>; readonly answer: Promise<Note> } {
    let call: ClientWritableStream<Note> | undefined;
    const answer = new Promise<Note>((resolve, reject) => {
      call = this.#client.makeClientStreamRequest(path("ClientStream"), write, read, (error, note) => {
        if (note === undefined) reject(error ?? new Error("neither an answer nor an error"));
        else resolve(note);
      });
    });
    return { call: call as ClientWritableStream<Note>, answer };
  }

  bidi(options: CallOptions = {}): ClientDuplexStream<Note, Note> {
    return this.#client.makeBidiStreamRequest(path("Bidi"), write, read, options);
  }

  [Symbol.dispose](): void {
    this.#client.close();
  }
}

/** All that a stream of grpc-js gives, and how it ended. */
export async function readAll(
  call: ClientReadableStream<Note> | ClientDuplexStream<Note, Note>,
): Promise<{ readonly notes: readonly Note[]; readonly status: StatusObject }> {
  const notes: Note[] = [];
  call.on("data", (note: Note) => notes.push(note));
  call.on("error", () => undefined);
  const status = await new Promise<StatusObject>((resolve) => void call.on("status", resolve));
  return { notes, status };
}

/** A message for grpc-js to send. */
export const noteOf = (note: NoteInit): Note => create(NoteSchema, note);
