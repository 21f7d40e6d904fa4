import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { credentials } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { createGrpcServer, type GrpcServer } from "@millrace/protocol/grpc";
import { EchoService } from "./echo-service.ts";
import { tls } from "./fixtures/tls.ts";
import { GrpcJsClient } from "./grpc-js-client.ts";
import { echo } from "./serve.ts";

/** Names of hosts in TLS are no addresses. */
const asLocalhost = { "grpc.ssl_target_name_override": "localhost" };
const serverTls = { cert: tls.serverCert, key: tls.serverKey };

function createServer(options: object): GrpcServer {
  return createGrpcServer({
    listen: { port: 0, tls: { ...serverTls, ...options } },
    routes: (router) => router.service(EchoService, echo),
    graceMs: 0,
  });
}

test("serves over TLS", async () => {
  await using server = createServer({});
  const { address } = await server.start();
  using client = new GrpcJsClient(address, asLocalhost, credentials.createSsl(tls.ca));
  expect((await client.unary({ text: "secret" })).note?.text).toBe("secret");
});

test("serves only peers with a certificate, if it is told to", async () => {
  await using server = createServer({ ca: tls.ca, requestCert: true, rejectUnauthorized: true });
  const { address } = await server.start();
  using known = new GrpcJsClient(address, asLocalhost, credentials.createSsl(tls.ca, tls.clientKey, tls.clientCert));
  expect((await known.unary({ text: "it is me" })).note?.text).toBe("it is me");
  using unknown = new GrpcJsClient(address, asLocalhost, credentials.createSsl(tls.ca));
  expect((await unknown.unary({ text: "it is I" })).status.code).toBe(14);
});

test("a peer without TLS, or without HTTP/2, loses its connection, and nobody else does", async () => {
  await using server = createServer({});
  const { address } = await server.start();
  const port = "port" in address ? address.port : 0;
  const plain = connect(port, "127.0.0.1");
  const http1 = connectTls({
    port,
    host: "127.0.0.1",
    servername: "localhost",
    ca: tls.ca,
    ALPNProtocols: ["http/1.1"],
  });
  for (const socket of [plain, http1]) {
    socket.on("error", () => undefined);
    socket.resume();
    socket.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => socket.once("close", resolve));
  }
  using client = new GrpcJsClient(address, asLocalhost, credentials.createSsl(tls.ca));
  expect((await client.unary({ text: "still here" })).note?.text).toBe("still here");
});
