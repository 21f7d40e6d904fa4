// grpc-js with protobuf-es as its codec; the kind, which is the first argument, decides nothing here.
import { create, type DescMessage, type DescMethod, fromBinary, toBinary } from "@bufbuild/protobuf";
import { map, reduce, sink } from "@millrace/protocol/numaflow";
import { loadPeer } from "@millrace/tooling-bench";
import { mapFn, reduceFn, sinkFn } from "./handlers.ts";

interface Duplex extends AsyncIterable<never> {
  write(message: unknown): boolean;
  once(event: "drain", listener: () => void): void;
  end(): void;
}
interface GrpcJs {
  Server: new (options: object) => {
    addService(definition: object, handlers: object): void;
    bindAsync(target: string, credentials: object, done: (error: Error | null) => void): void;
  };
  ServerCredentials: { createInsecure(): object };
}

const definitionOf = ({ parent, name, input, output }: DescMethod): object => ({
  path: `/${parent.typeName}/${name}`,
  requestStream: true,
  responseStream: true,
  requestSerialize: (message: never) => Buffer.from(toBinary(input, message)),
  requestDeserialize: (bytes: Uint8Array) => fromBinary(input, bytes),
  responseSerialize: (message: never) => Buffer.from(toBinary(output, message)),
  responseDeserialize: (bytes: Uint8Array) => fromBinary(output, bytes),
});

const serve =
  (output: DescMessage, answer: (requests: AsyncIterable<never>) => AsyncIterable<object>) =>
  async (call: Duplex): Promise<void> => {
    for await (const message of answer(call)) {
      if (!call.write(create(output, message as never)))
        await new Promise<void>((resolve) => call.once("drain", resolve));
    }
    call.end();
  };

void loadPeer<GrpcJs>("@grpc/grpc-js").then(({ Server, ServerCredentials }) => {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(
    {
      mapFn: definitionOf(map.Map.method.mapFn),
      sinkFn: definitionOf(sink.Sink.method.sinkFn),
      reduceFn: definitionOf(reduce.Reduce.method.reduceFn),
    },
    {
      mapFn: serve(map.MapResponseSchema, mapFn),
      sinkFn: serve(sink.SinkResponseSchema, sinkFn),
      reduceFn: serve(reduce.ReduceResponseSchema, reduceFn),
    },
  );
  server.bindAsync(`unix:${process.argv[3]}`, ServerCredentials.createInsecure(), (error) => {
    if (error) throw error;
  });
});
