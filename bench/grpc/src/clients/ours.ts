// connect's client on our transport.
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@millrace/protocol/grpc";
import { type Data, echoService } from "../echo.ts";
import { runCalls } from "./run-calls.ts";

type Echo = Record<"call", (request: { value: Uint8Array }) => Promise<Data>>;

const main = async (): Promise<void> => {
  await using transport = createGrpcTransport({ address: { port: Number(process.argv[2]) } });
  const client = createClient(echoService, transport) as unknown as Echo;
  await runCalls(async (value) => (await client.call({ value })).value);
};
void main();
