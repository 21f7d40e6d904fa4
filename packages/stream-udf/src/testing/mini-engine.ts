import { checkNumber, checkOneOf, checkOptions, ProtocolError, systemClock } from "@millrace/protocol";
import type { Clock } from "@millrace/protocol";
import type { GrpcAddress } from "@millrace/protocol/grpc";
import type { ComponentKind } from "../component.ts";
import { mapWire, sourceTransformWire } from "../embedded/engine/each-wire.ts";
import type { CallEnding } from "../embedded/engine/endings.ts";
import { reachServer, type ReachedServer } from "../embedded/engine/reach-server.ts";
import { udfServerDefaults } from "../udf-server.ts";
import { EachSession } from "./each-session.ts";
import type { MapEngine, MiniEngine, ReduceEngine, SinkEngine, SourceTransformEngine } from "./engines.ts";
import { ReduceSession } from "./reduce-session.ts";
import { SinkSession } from "./sink-session.ts";

export interface MiniEngineOptions {
  /** Where socket and server-info file are, under the engine's names. Default `/var/run/numaflow`. */
  readonly directory?: string;
  /** The socket, in the place of the one in `directory`. No server-info file is then waited for, unless one is named. */
  readonly socketPath?: string;
  /** A TCP port instead of a socket. */
  readonly tcp?: { readonly host?: string; readonly port: number };
  readonly serverInfoPath?: string;
  /** `"fb-udsink"` or `"ons-udsink"` for the sockets of these roles of a sink. */
  readonly containerType?: string;
  /** How long the server may take to be there, and to answer, or read on, while that is due. Default {@link miniEngineDefaults}. */
  readonly timeoutMs?: number;
  /** How many requests of a map or source transform are in flight. Default {@link miniEngineDefaults}. */
  readonly window?: number;
  /** How calls end. Default: as the server's language needs it, by {@link knownEndings}. */
  readonly ending?: CallEnding;
  /** Aborting it ends the wait for the server. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

export const miniEngineDefaults: { readonly timeoutMs: number; readonly window: number } = Object.freeze({
  timeoutMs: 10_000,
  window: 500,
});

const where = "connectMiniEngine";
const kinds = ["map", "sourceTransform", "reduce", "sink"] as const satisfies readonly ComponentKind[];
const names = [
  "directory",
  "socketPath",
  "tcp",
  "serverInfoPath",
  "containerType",
  "timeoutMs",
  "window",
  "ending",
  "signal",
  "clock",
] as const satisfies readonly (keyof MiniEngineOptions)[];

/**
 * Plays Numaflow's data plane against a server of stream functions, in any language: waits for its server-info file and
 * until it is ready, shakes hands, keeps the engine's window of requests in flight, and holds the server to the
 * protocol.
 *
 * @throws `UDF_ENGINE_TIMEOUT` if the server is not there in time, `UDF_ENGINE_CALL_FAILED` if it refuses `IsReady`,
 * `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
export function connectMiniEngine(kind: "map", options?: MiniEngineOptions): Promise<MapEngine>;
export function connectMiniEngine(kind: "sourceTransform", options?: MiniEngineOptions): Promise<SourceTransformEngine>;
export function connectMiniEngine(kind: "reduce", options?: MiniEngineOptions): Promise<ReduceEngine>;
export function connectMiniEngine(kind: "sink", options?: MiniEngineOptions): Promise<SinkEngine>;
export async function connectMiniEngine(kind: ComponentKind, options: MiniEngineOptions = {}): Promise<MiniEngine> {
  checkEngineOptions(kind, options);
  const { directory, serverInfoPath, containerType, signal, clock = systemClock } = options;
  const { timeoutMs = miniEngineDefaults.timeoutMs, window = miniEngineDefaults.window, ending } = options;
  const address = addressOf(options);
  const folder = directory ?? (address === undefined ? udfServerDefaults.directory : undefined);
  const place = { kind, directory: folder, address, serverInfoPath, containerType, timeoutMs, signal, clock };
  const server = await reachServer(place);
  return sessionOf(kind, server, { timeoutMs, window, ending, clock });
}

/** What all calls of an engine share. */
export interface SessionOptions {
  readonly timeoutMs: number;
  readonly window: number;
  readonly ending: CallEnding | undefined;
  readonly clock: Clock;
}

function sessionOf(kind: ComponentKind, server: ReachedServer, options: SessionOptions): MiniEngine {
  switch (kind) {
    case "map":
      return new EachSession("map", mapWire, server, options);
    case "sourceTransform":
      return new EachSession("sourceTransform", sourceTransformWire, server, options);
    case "reduce":
      return new ReduceSession(server, options);
    case "sink":
      return new SinkSession(server, options);
  }
}

function addressOf({ socketPath, tcp }: MiniEngineOptions): GrpcAddress | undefined {
  if (tcp !== undefined) return tcp;
  return socketPath === undefined ? undefined : { path: socketPath };
}

function checkEngineOptions(kind: ComponentKind, options: MiniEngineOptions): void {
  checkOneOf(kind, "kind", where, kinds);
  checkOptions(options, names, where);
  checkOptions(options.tcp, ["host", "port"], `'tcp' of ${where}`);
  for (const name of ["timeoutMs", "window"] as const)
    if (options[name] !== undefined) checkNumber(options[name], name, where, { min: 1 });
  if (options.ending !== undefined) checkOneOf(options.ending, "ending", where, ["halfClose", "cancel"]);
  if (options.tcp !== undefined && options.socketPath !== undefined)
    throw new ProtocolError("PROTOCOL_INVALID_OPTION", `${where} takes 'tcp' or 'socketPath', not both`);
}
