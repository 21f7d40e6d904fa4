// connect's client on connect-node's transport.
import { loadPeer } from "@millrace/tooling-bench";
import { type Data, echoService } from "../echo.ts";
import { runCalls } from "./run-calls.ts";

interface ConnectNode {
  Http2SessionManager: new (url: string) => { abort(): void };
  readonly createGrpcTransport: (options: object) => object;
}
interface Connect {
  readonly createClient: (
    service: object,
    transport: object,
  ) => Record<"call", (request: { value: Uint8Array }) => Promise<Data>>;
}

const main = async (): Promise<void> => {
  const { Http2SessionManager, createGrpcTransport } = await loadPeer<ConnectNode>("@connectrpc/connect-node");
  const { createClient } = await loadPeer<Connect>("@connectrpc/connect");
  const baseUrl = `http://127.0.0.1:${process.argv[2]}`;
  const sessionManager = new Http2SessionManager(baseUrl);
  const client = createClient(echoService, createGrpcTransport({ baseUrl, sessionManager, acceptCompression: [] }));
  await runCalls(async (value) => (await client.call({ value })).value);
  sessionManager.abort();
};
void main();
