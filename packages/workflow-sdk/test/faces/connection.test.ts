import { expect, test } from "vitest";
import { Client, Connection, type ConnectionOptions, type Metadata, type TLSConfig } from "../../src/client-face.ts";
import { scriptedServer } from "../client/support/scripted-server.ts";
import { tls as pems } from "../client/support/tls.ts";

test("[FACE-1] TLS with a client certificate, an API key and metadata", async () => {
  const { ca, serverCert, serverKey, clientCert, clientKey } = pems;
  const tlsOfServer = { cert: serverCert, key: serverKey, ca, requestCert: true, rejectUnauthorized: true };
  const handlers = { countWorkflowExecutions: () => ({ count: 3n }) };
  await using server = await scriptedServer(handlers, { tls: tlsOfServer });
  const tls: TLSConfig = {
    serverNameOverride: "localhost",
    serverRootCACertificate: new Uint8Array(ca),
    clientCertPair: { crt: clientCert, key: clientKey },
  };
  const metadata: Metadata = { "x-team": "orders" };
  const options: ConnectionOptions = { address: server.address, tls, metadata, apiKey: () => "key-1" };
  await using connection = await Connection.connect(options);
  const { workflow } = new Client({ connection });
  expect((await workflow.count()).count).toBe(3);
  connection.setApiKey("key-2");
  await connection.withMetadata({ "x-team": "billing" }, () => workflow.count());
  await connection.withApiKey("key-3", () => workflow.count());
  const headers = server.calls
    .filter(({ method }) => method === "countWorkflowExecutions")
    .map((call) => [call.headers.get("authorization"), call.headers.get("x-team")]);
  expect(headers).toEqual([
    ["Bearer key-1", "orders"],
    ["Bearer key-2", "billing"],
    ["Bearer key-3", "orders"],
  ]);
});

test("[FACE-1] a server that is not there is told of in time", async () => {
  const server = await scriptedServer({});
  const { address } = server;
  await server[Symbol.asyncDispose]();
  await expect(Connection.connect({ address, connectTimeout: "200ms" })).rejects.toThrow("WORKFLOW_CONNECT_FAILED");
  await using lazy = Connection.lazy({ address, connectTimeout: 200 });
  await expect(lazy.ensureConnected()).rejects.toThrow("WORKFLOW_CONNECT_FAILED");
});
