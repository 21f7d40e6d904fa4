import { readFile } from "node:fs/promises";
import path from "node:path";
import type { DescMethodUnary } from "@bufbuild/protobuf";
import type { EmptySchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import { sleep, type Clock } from "@millrace/protocol";
import { createGrpcTransport, type GrpcAddress, type GrpcTransport } from "@millrace/protocol/grpc";
import { map, reduce, sink, sourceTransformer } from "@millrace/protocol/numaflow";
import type { ComponentKind } from "../../component.ts";
import { placesOf } from "../../component-places.ts";
import { messageOf } from "../../internal/message-of.ts";
import { parseServerInfo, type ServerInfo } from "../../server-info.ts";
import { callFailure, tooSlow } from "./call-failure.ts";

/** Where a server of one kind is, and how long to wait for it. */
export interface ServerPlace {
  readonly kind: ComponentKind;
  /** Where socket and server-info file are, under the engine's names. */
  readonly directory: string | undefined;
  /** In the place of the socket in `directory`. */
  readonly address: GrpcAddress | undefined;
  /** In the place of the file in `directory`. Without either no file is waited for. */
  readonly serverInfoPath: string | undefined;
  readonly containerType: string | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly clock: Clock;
}

export interface ReachedServer extends AsyncDisposable {
  readonly kind: ComponentKind;
  readonly transport: GrpcTransport;
  readonly info: ServerInfo | undefined;
  /** Asks once, as the engine's liveness probe does. */
  isReady(): Promise<boolean>;
}

/** The engine's own request URI, which some servers stumble over. */
const authority = "[::1]:50051";

const askEveryMs = 50;

const readiness: Readonly<Record<ComponentKind, DescMethodUnary<typeof EmptySchema>>> = {
  map: map.Map.method.isReady,
  sourceTransform: sourceTransformer.SourceTransform.method.isReady,
  reduce: reduce.Reduce.method.isReady,
  sink: sink.Sink.method.isReady,
};

/**
 * Waits as the engine does: for a whole server-info file, then until `IsReady` answers with OK. Servers write the file
 * before they listen, or after it: so neither alone says that a server is there.
 *
 * @throws `UDF_ENGINE_TIMEOUT`, `UDF_ENGINE_CALL_FAILED`
 */
export async function reachServer(place: ServerPlace): Promise<ReachedServer> {
  const deadlineMs = place.clock.monotonic() + place.timeoutMs;
  const info = await untilThere(
    place,
    deadlineMs,
    `no server-info file at '${infoPathOf(place) ?? ""}' was complete`,
    () => readInfo(place),
  );
  const transport = createGrpcTransport({
    address: addressOf(place),
    authority,
    // The server may listen only after it has written its file; the engine asks once a second, we are less patient.
    backoff: { initialMs: 20, maxMs: 200 },
  });
  const { kind } = place;
  const isReady = async (timeoutMs: number): Promise<boolean> => {
    const { message } = await transport.unary(readiness[kind], place.signal, timeoutMs, undefined, {});
    return (message as { readonly ready?: boolean }).ready === true;
  };
  try {
    await untilThere(place, deadlineMs, `the server of '${kind}' was not ready`, () =>
      isReady(Math.max(1, deadlineMs - place.clock.monotonic())).catch(refuseUnlessAbsent),
    );
  } catch (error) {
    await transport.close();
    throw error;
  }
  return {
    kind,
    transport,
    info,
    isReady: () => isReady(place.timeoutMs).catch((error: unknown) => Promise.reject(callFailure(`IsReady`, error))),
    [Symbol.asyncDispose]: () => transport.close(),
  };
}

/** Tries until `attempt` gives something; its last error is the cause of the timeout. */
async function untilThere<T>(
  { timeoutMs, signal, clock }: ServerPlace,
  deadlineMs: number,
  complaint: string,
  attempt: () => Promise<T>,
): Promise<T> {
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof NotYet)) throw error;
      if (clock.monotonic() + askEveryMs >= deadlineMs)
        throw tooSlow(`${complaint} (${error.message})`, timeoutMs, error.cause);
      await sleep(askEveryMs, { clock, signal });
    }
  }
}

class NotYet extends Error {
  constructor(cause: unknown) {
    super(messageOf(cause), { cause });
  }
}

async function readInfo(place: ServerPlace): Promise<ServerInfo | undefined> {
  const file = infoPathOf(place);
  if (file === undefined) return undefined;
  try {
    return parseServerInfo(await readFile(file, "utf8"), file);
  } catch (error) {
    throw new NotYet(error);
  }
}

function refuseUnlessAbsent(error: unknown): never {
  const { code } = ConnectError.from(error);
  if (code === Code.Unavailable || code === Code.DeadlineExceeded) throw new NotYet(error);
  throw callFailure("IsReady", error);
}

function infoPathOf({ kind, directory, serverInfoPath, containerType }: ServerPlace): string | undefined {
  if (serverInfoPath !== undefined || directory === undefined) return serverInfoPath;
  return path.join(directory, placesOf(kind, containerType).serverInfo);
}

function addressOf({ kind, directory, address, containerType }: ServerPlace): GrpcAddress {
  return address ?? { path: path.join(directory ?? "", placesOf(kind, containerType).socket) };
}
