import { createGrpcTransport, type GrpcTransport } from "@millrace/protocol/grpc";
import { readDelimited, writeDelimited } from "./delimited.ts";
import { makeCall } from "./client-call.ts";
import { type ClientRequest, gzipCompression, type Judge, openJudge } from "./messages.ts";

const callsAtOnce = 8;

const transportFor = (request: ClientRequest): GrpcTransport => {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
  const { host, port, serverTlsCert, clientTlsCreds: own, messageReceiveLimit } = request;
  const tls = {
    ca: text(serverTlsCert),
    ...(own === undefined ? {} : { cert: text(own.cert), key: text(own.key) }),
  };
  return createGrpcTransport({
    address: { host, port },
    ...(serverTlsCert.length === 0 ? {} : { tls }),
    ...(messageReceiveLimit === 0 ? {} : { readMaxBytes: messageReceiveLimit }),
    ...(request.compression === gzipCompression ? { compress: true } : {}),
  });
};

const answer = async (judge: Judge, bytes: Uint8Array): Promise<void> => {
  const request = judge.read<ClientRequest>("ClientCompatRequest", bytes);
  const { testName } = request;
  await using transport = transportFor(request);
  const result = await makeCall(judge, transport, request).then(
    (value) => ({ case: "response", value }),
    (reason: unknown) => ({ case: "error", value: { message: String(reason) } }),
  );
  writeDelimited(judge.write("ClientCompatResponse", { testName, result }));
};

/** The client under test: requests on standard input say which calls to make, an answer each what came of it. */
const main = async (image: string): Promise<void> => {
  const judge = openJudge(image);
  const open = new Set<Promise<void>>();
  for await (const bytes of readDelimited(process.stdin)) {
    const call: Promise<void> = answer(judge, bytes).finally(() => open.delete(call));
    open.add(call);
    if (open.size >= callsAtOnce) await Promise.race(open);
  }
  await Promise.all(open);
};

void main(process.argv[2] ?? "");
