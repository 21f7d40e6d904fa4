import { ServerCredentials } from "@grpc/grpc-js";
import { Code, createClient } from "@connectrpc/connect";
import { once } from "node:events";
import { createServer as createTlsServer } from "node:tls";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { createGrpcTransport, type GrpcTransportOptions } from "@millrace/protocol/grpc";
import { expectCode } from "@millrace/protocol/testing";
import { forEachClient } from "./client-implementations.ts";
import { EchoService } from "./echo-service.ts";
import { failureOf } from "./failure-of.ts";
import { tls } from "./fixtures/tls.ts";
import { grpcJsServer, type GrpcJsServer } from "./grpc-js-server.ts";

const keyPair = [{ private_key: tls.serverKey, cert_chain: tls.serverCert }];

/** grpc-js over TLS; with `clients`, only for those with a certificate. */
const secureServer = (clients = false): Promise<GrpcJsServer> =>
  grpcJsServer(
    { Unary: (call, done) => done(null, { ...call.request, text: call.getHost() }) },
    { port: 0 },
    { credentials: ServerCredentials.createSsl(tls.ca, keyPair, clients) },
  );

forEachClient(({ options, known }) => {
  /** A unary call over a transport of its own. */
  async function call(how: GrpcTransportOptions): Promise<string> {
    await using transport = createGrpcTransport({ ...options, ...how });
    return (await createClient(EchoService, transport).unary({}, { timeoutMs: 20_000 })).text;
  }

  describe("TLS", () => {
    test("makes calls to a server whose certificate is trusted", async () => {
      await using server = await secureServer();
      expect(await call({ address: server.address, tls: { ca: tls.ca } })).toMatch(/^127\.0\.0\.1:\d+$/);
    });

    test(
      "checks the name it is told to, and calls the server by it",
      known("checks the name it is told to, and calls the server by it"),
      async () => {
        await using server = await secureServer();
        const { address } = server;
        expect(await call({ address, tls: { ca: tls.ca, serverName: "localhost" } })).toBe("localhost");
        const failure = await failureOf(call({ address, tls: { ca: tls.ca, serverName: "other.example" } }));
        expect([failure.code, (failure.cause as NodeJS.ErrnoException).code]).toEqual([
          Code.Unavailable,
          "ERR_TLS_CERT_ALTNAME_INVALID",
        ]);
      },
    );

    test(
      "refuses a certificate that nobody vouches for, unless told otherwise",
      known("refuses a certificate that nobody vouches for, unless told otherwise"),
      async () => {
        await using server = await secureServer();
        const { address } = server;
        const failure = await failureOf(call({ address, tls: true }));
        expect([failure.code, failure.cause]).toEqual([Code.Unavailable, expect.any(Error)]);
        expect(await call({ address, tls: { rejectUnauthorized: false } })).toMatch(/^127\.0\.0\.1/);
      },
    );

    test(
      "shows the client's certificate to servers that ask for one",
      known("shows the client's certificate to servers that ask for one"),
      async () => {
        await using server = await secureServer(true);
        const { address } = server;
        const own = { ca: tls.ca, cert: tls.clientCert, key: tls.clientKey };
        expect(await call({ address, tls: own, authority: "echo.example" })).toBe("echo.example");
        expect((await failureOf(call({ address, tls: { ca: tls.ca } }))).code).toBe(Code.Unavailable);
      },
    );

    test(
      "is unavailable where the server speaks none, or no HTTP/2",
      known("is unavailable where the server speaks none, or no HTTP/2"),
      async () => {
        await using plain = await grpcJsServer({});
        expect((await failureOf(call({ address: plain.address, tls: true }))).code).toBe(Code.Unavailable);
        const old = createTlsServer({ cert: tls.serverCert, key: tls.serverKey }, (socket) => {
          socket.on("error", () => undefined).resume();
        });
        old.listen(0, "127.0.0.1");
        await once(old, "listening");
        const { port } = old.address() as AddressInfo;
        const failure = await failureOf(call({ address: { port }, tls: { ca: tls.ca } }));
        expect([failure.code, failure.rawMessage]).toEqual([Code.Unavailable, expect.stringContaining("ALPN")]);
        old.close();
        await once(old, "close");
      },
    );

    test("is unavailable to a client without TLS", known("is unavailable to a client without TLS"), async () => {
      await using server = await secureServer();
      expect((await failureOf(call({ address: server.address }))).code).toBe(Code.Unavailable);
    });

    test("complains of a certificate that is none before it connects", async () => {
      const create = (): unknown =>
        createGrpcTransport({ address: { port: 1 }, tls: { ca: tls.ca, cert: "nonsense" } });
      await expectCode(create, "PROTOCOL_INVALID_OPTION");
    });
  });
});
