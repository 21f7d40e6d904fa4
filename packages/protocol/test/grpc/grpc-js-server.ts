import { fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerOptions,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceDefinition,
  type sendUnaryData,
} from "@grpc/grpc-js";
import type { GrpcAddress } from "@millrace/protocol/grpc";
import { EchoService, NoteSchema, type Note } from "./echo-service.ts";

/** The test service as grpc-js wants it. */
const definition = Object.fromEntries(
  EchoService.methods.map((method) => [
    method.name,
    {
      path: `/${EchoService.typeName}/${method.name}`,
      requestStream: method.methodKind === "client_streaming" || method.methodKind === "bidi_streaming",
      responseStream: method.methodKind === "server_streaming" || method.methodKind === "bidi_streaming",
      requestSerialize: (note: Note) => Buffer.from(toBinary(NoteSchema, note)),
      requestDeserialize: (bytes: Buffer) => fromBinary(NoteSchema, bytes),
      responseSerialize: (note: Note) => Buffer.from(toBinary(NoteSchema, note)),
      responseDeserialize: (bytes: Buffer) => fromBinary(NoteSchema, bytes),
    },
  ]),
) as ServiceDefinition;

export interface EchoHandlers {
  readonly Unary?: (call: ServerUnaryCall<Note, Note>, callback: sendUnaryData<Note>) => void;
  readonly ServerStream?: (call: ServerWritableStream<Note, Note>) => void;
  readonly ClientStream?: (call: ServerReadableStream<Note, Note>, callback: sendUnaryData<Note>) => void;
  readonly Bidi?: (call: ServerDuplexStream<Note, Note>) => void;
}

export interface GrpcJsServer extends AsyncDisposable {
  readonly address: GrpcAddress;
  readonly server: Server;
}

/** The official server of Node, as the other side. */
export async function grpcJsServer(
  handlers: EchoHandlers,
  listen: { readonly path: string } | { readonly port: number } = { port: 0 },
  options: ServerOptions & { readonly credentials?: ServerCredentials } = {},
): Promise<GrpcJsServer> {
  const { credentials = ServerCredentials.createInsecure(), ...rest } = options;
  const server = new Server(rest);
  const unused = (): never => {
    throw new Error("the test has no handler for this method");
  };
  const { Unary = unused, ServerStream = unused, ClientStream = unused, Bidi = unused } = handlers;
  server.addService(definition, { Unary, ServerStream, ClientStream, Bidi });
  const name = "path" in listen ? `unix:${listen.path}` : `127.0.0.1:${listen.port}`;
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(name, credentials, (error, bound) => (error === null ? resolve(bound) : reject(error)));
  });
  return {
    address: "path" in listen ? listen : { host: "127.0.0.1", port },
    server,
    async [Symbol.asyncDispose]() {
      server.forceShutdown();
    },
  };
}
