import { createGrpcServer } from "@millrace/protocol/grpc";
import { readDelimited, writeDelimited } from "./delimited.ts";
import { openJudge, type ServerRequest } from "./messages.ts";
import { conformanceService } from "./service.ts";

/** The server under test: one request on standard input says how to listen, the answer says where. */
const main = async (image: string): Promise<void> => {
  const judge = openJudge(image);
  const first = await readDelimited(process.stdin).next();
  if (first.done === true) throw new Error("the judge sent no request");
  const request = judge.read<ServerRequest>("ServerCompatRequest", first.value);
  const { serverCreds: credentials, clientTlsCert, messageReceiveLimit } = request;
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
  const tls = request.useTls && {
    cert: text(credentials?.cert ?? new Uint8Array()),
    key: text(credentials?.key ?? new Uint8Array()),
    ...(clientTlsCert.length === 0 ? {} : { ca: text(clientTlsCert), requestCert: true, rejectUnauthorized: true }),
  };
  const server = createGrpcServer({
    listen: { host: "127.0.0.1", port: 0, ...(tls === false ? {} : { tls }) },
    ...(messageReceiveLimit === 0 ? {} : { readMaxBytes: messageReceiveLimit }),
    routes: (router) => router.service(judge.service, conformanceService(judge)),
  });
  const { address } = await server.start();
  if (!("port" in address)) throw new Error("not a TCP address");
  writeDelimited(
    judge.write("ServerCompatResponse", {
      host: "127.0.0.1",
      port: address.port,
      ...(tls === false ? {} : { pemCert: credentials?.cert ?? new Uint8Array() }),
    }),
  );
  process.once("SIGTERM", () => void server.close({ graceMs: 0 }));
};

void main(process.argv[2] ?? "");
