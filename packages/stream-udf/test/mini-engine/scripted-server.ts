import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { silentLogger } from "@millrace/protocol";
import { createGrpcServer, type AddStream, type StreamCall } from "@millrace/protocol/grpc";
import { map, reduce, sink, sourceTransformer } from "@millrace/protocol/numaflow";

/** A server that does what a test says, which is mostly wrong. */
export interface Scripted extends AsyncDisposable {
  readonly directory: string;
}

const info = '{"protocol": "uds", "language": "go", "metadata": null}U+005C__END__';

/** Serves streams by the engine's names, with a server-info file that numaflow-go or pynumaflow could have written. */
export async function serveScript(
  socket: string,
  infoFile: string,
  streams: (add: AddStream) => void,
  infoText: string = info,
): Promise<Scripted> {
  const directory = await mkdtemp(path.join(tmpdir(), "mini-"));
  const ready = { isReady: () => ({ ready: true }) };
  const server = createGrpcServer({
    listen: { path: path.join(directory, socket) },
    logger: silentLogger,
    streams,
    routes: (router) => {
      for (const service of [map.Map, sourceTransformer.SourceTransform, reduce.Reduce, sink.Sink])
        router.service(service, ready);
    },
  });
  await server.start();
  await writeFile(path.join(directory, infoFile), infoText);
  return {
    directory,
    [Symbol.asyncDispose]: async () => {
      await server.close({ graceMs: 0 });
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export const mapResponse = (id: string, results: number = 1): map.MapResponse => ({
  $typeName: "map.v1.MapResponse",
  id,
  results: Array.from({ length: results }, () => ({
    $typeName: "map.v1.MapResponse.Result" as const,
    keys: [],
    value: new Uint8Array(),
    tags: [],
  })),
});

const mapGreeting: map.MapResponse = {
  ...mapResponse("", 0),
  handshake: { $typeName: "map.v1.Handshake", sot: true },
};

/** A map server that shakes hands, and then answers each request as it is told. */
export const mapServer = (
  answer: (request: map.MapRequest, call: StreamCall<map.MapResponse>) => void,
  atEnd: (call: StreamCall<map.MapResponse>) => void = (call) => call.end(),
): Promise<Scripted> =>
  serveScript("map.sock", "mapper-server-info", (add) =>
    add(map.Map.method.mapFn, (call) => ({
      message: (request) => (request.handshake === undefined ? answer(request, call) : void call.send(mapGreeting)),
      end: () => atEnd(call),
      abort: () => undefined,
    })),
  );
