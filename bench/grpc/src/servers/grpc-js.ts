// grpc-js with protobuf-es as its codec.
import { create, fromBinary, type MessageShape, toBinary } from "@bufbuild/protobuf";
import { map } from "@millrace/protocol/numaflow";
import { loadPeer } from "@millrace/tooling-bench";
import { dataMessage, echoPath, mapPath } from "../echo.ts";

interface Duplex<In, Out> {
  on(event: "data", listener: (message: In) => void): void;
  on(event: "end", listener: () => void): void;
  write(message: Out): void;
  end(): void;
}
interface GrpcJs {
  Server: new (options: object) => {
    addService(definition: object, handlers: object): void;
    bindAsync(target: string, credentials: object, done: (error: Error | null) => void): void;
  };
  ServerCredentials: { createInsecure(): object };
}
type MapRequest = MessageShape<typeof map.MapRequestSchema>;
type MapResponse = MessageShape<typeof map.MapResponseSchema>;

const mapFn = (call: Duplex<MapRequest, MapResponse>): void => {
  call.on("data", ({ id, request, handshake }) => {
    if (request === undefined) call.write(create(map.MapResponseSchema, { handshake }));
    else call.write(create(map.MapResponseSchema, { id, results: [{ keys: request.keys, value: request.value }] }));
  });
  call.on("end", () => call.end());
};
const echo = (call: { request: unknown }, done: (error: null, answer: unknown) => void): void =>
  done(null, call.request);

const method = (path: string, input: typeof dataMessage, output: typeof dataMessage, stream: boolean): object => ({
  path,
  requestStream: stream,
  responseStream: stream,
  requestSerialize: (message: never) => Buffer.from(toBinary(input, message)),
  requestDeserialize: (bytes: Uint8Array) => fromBinary(input, bytes),
  responseSerialize: (message: never) => Buffer.from(toBinary(output, message)),
  responseDeserialize: (bytes: Uint8Array) => fromBinary(output, bytes),
});

void loadPeer<GrpcJs>("@grpc/grpc-js").then(({ Server, ServerCredentials }) => {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(
    {
      mapFn: method(mapPath, map.MapRequestSchema, map.MapResponseSchema, true),
      echo: method(echoPath, dataMessage, dataMessage, false),
    },
    { mapFn, echo },
  );
  server.bindAsync(`unix:${process.argv[2]}`, ServerCredentials.createInsecure(), (error) => {
    if (error) throw error;
  });
});
