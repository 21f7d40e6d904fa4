// grpc-js's client with protobuf-es as its codec.
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { loadPeer } from "@millrace/tooling-bench";
import { type Data, dataMessage, echoPath } from "../echo.ts";
import { runCalls } from "./run-calls.ts";

interface GrpcJs {
  Client: new (
    target: string,
    credentials: object,
  ) => {
    makeUnaryRequest(
      path: string,
      serialize: (message: never) => Buffer,
      deserialize: (bytes: Buffer) => unknown,
      message: unknown,
      done: (error: Error | null, answer: Data) => void,
    ): void;
    close(): void;
  };
  credentials: { createInsecure(): object };
}

const main = async (): Promise<void> => {
  const { Client, credentials } = await loadPeer<GrpcJs>("@grpc/grpc-js");
  const client = new Client(`127.0.0.1:${process.argv[2]}`, credentials.createInsecure());
  const serialize = (message: never): Buffer => Buffer.from(toBinary(dataMessage, message));
  const deserialize = (bytes: Buffer): unknown => fromBinary(dataMessage, bytes);
  await runCalls(
    (value) =>
      new Promise((resolve, reject) => {
        const message = create(dataMessage, { value });
        client.makeUnaryRequest(echoPath, serialize, deserialize, message, (error, answer) =>
          error ? reject(error) : resolve(answer.value),
        );
      }),
  );
  client.close();
};
void main();
