import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer, type AddressInfo, type Server } from "node:net";
import { workflowservice } from "@millrace/protocol/temporal";
import { expectCode } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { Client } from "../../src/index.ts";
import { lazyConnection } from "../../src/remote/connection/connection.ts";
import { noRetries } from "../../src/remote/connection/retry-rules.ts";
import { scriptedServer } from "./support/scripted-server.ts";
import { tls } from "./support/tls.ts";

/** A server of another kind at a port of its own. */
async function at(server: Server): Promise<{ readonly address: string } & AsyncDisposable> {
  const sockets = new Set<{ destroy(): void }>();
  server.on("connection", (socket) => sockets.add(socket.on("error", () => undefined)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Why one attempt alone fails, whose time is not so short that it could be the reason. */
async function refusal(address: string): Promise<string> {
  await using connection = lazyConnection(address);
  const { getSystemInfo } = workflowservice.WorkflowService.method;
  return (await expectCode(connection.call(getSystemInfo, {}, { retry: noRetries }), "RPC_UNAVAILABLE")).message;
}

test("[CLI-10] a server that accepts and says nothing is given up", async () => {
  await using silent = await at(createServer());
  const error = await expectCode(Client.connect(silent.address, { connectTimeoutMs: 200 }), "WORKFLOW_CONNECT_FAILED");
  expect(error.message).toContain(silent.address);
});

test("[CLI-10] a server that speaks HTTP/1.1 alone is given up", async () => {
  await using web = await at(createHttpServer((_, response) => response.end("hello")));
  await expectCode(Client.connect(web.address, { connectTimeoutMs: 300 }), "WORKFLOW_CONNECT_FAILED");
  expect(await refusal(web.address)).toMatch(/Protocol error|a frame of \d+ bytes/);
});

test("[CLI-10] a name that nobody knows is told", async () => {
  const address = "nobody.invalid:7233";
  const error = await expectCode(Client.connect(address, { connectTimeoutMs: 300 }), "WORKFLOW_CONNECT_FAILED");
  expect(error.details).toMatchObject({ address });
  expect(await refusal(address)).toMatch(/ENOTFOUND|EAI_AGAIN/);
});

test("[CLI-17] TLS where the server has none, and none where it has, are told", async () => {
  await using plain = await scriptedServer({});
  const options = { tls: true, connectTimeoutMs: 30_000 };
  const error = await expectCode(Client.connect(plain.address, options), "WORKFLOW_CONNECT_FAILED");
  expect(error.message).toContain("SSL routines");
  await using secure = await scriptedServer({}, { tls: { cert: tls.serverCert, key: tls.serverKey } });
  await expectCode(Client.connect(secure.address, { connectTimeoutMs: 300 }), "WORKFLOW_CONNECT_FAILED");
  expect(await refusal(secure.address)).toMatch(/closed the connection|Protocol error|ECONNRESET/);
});

test("[CLI-17] a certificate for another name is refused, unless the name is given or none is asked for", async () => {
  await using server = await scriptedServer({}, { tls: { cert: tls.serverCert, key: tls.serverKey } });
  const options = { ca: tls.ca, serverName: "temporal.example" };
  const error = await expectCode(Client.connect(server.address, { tls: options }), "WORKFLOW_CONNECT_FAILED");
  expect(error.message).toContain("temporal.example");
  await using named = await Client.connect(server.address, { tls: { ca: tls.ca, serverName: "localhost" } });
  await using trusting = await Client.connect(server.address, { tls: { rejectUnauthorized: false } });
  expect([named.namespace, trusting.namespace]).toEqual(["default", "default"]);
});
