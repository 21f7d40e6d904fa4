import type { Clock, Logger, Runnable } from "@millrace/protocol";
import type {
  ComponentKind,
  Definition,
  MapComponent,
  ReduceComponent,
  SinkComponent,
  SourceTransformComponent,
} from "./component.ts";

/** What a server serves: at least one component, and at most one of each kind. */
export interface UdfComponents {
  readonly map?: Definition<MapComponent>;
  /** For the vertex of a source only: the engine takes a source transform nowhere else. */
  readonly sourceTransform?: Definition<SourceTransformComponent>;
  readonly reduce?: Definition<ReduceComponent>;
  /** Primary, fallback or on-success sink: the container type decides which. */
  readonly sink?: Definition<SinkComponent>;
}

export interface UdfServerOptions extends UdfComponents {
  /** Where sockets and server-info files are, under the names that the engine knows. Default {@link udfServerDefaults}. */
  readonly directory?: string;
  /** One socket for all components, in the place of those in `directory`. The server-info files go beside it. */
  readonly socketPath?: string;
  /** The server-info file, if there is one component. Default: the engine's name for it, beside the socket. */
  readonly serverInfoPath?: string;
  /** A TCP port for all components instead of sockets. A server-info file is then written only where it is asked for. */
  readonly tcp?: { readonly host?: string; readonly port: number };
  /** What the engine calls the container. Default: `NUMAFLOW_UD_CONTAINER_TYPE`, else `unknown-container`. */
  readonly containerType?: string;
  /**
   * What the server-info file says of language and version. Default: `javascript` without version, which every engine
   * takes. Some features of the engine are for languages that it knows: naming another one says to be its SDK.
   */
  readonly serverInfo?: { readonly language?: string; readonly version?: string };
  /** Larger messages, either way, end their call with `resource_exhausted`. Default {@link udfServerDefaults}. */
  readonly maxMessageBytes?: number;
  /** How many messages of a call may be in hand at the same time; the engine waits. Default {@link udfServerDefaults}. */
  readonly concurrency?: number;
  /**
   * A handler that takes longer fails with `UDF_HANDLER_TIMEOUT`. The time of a reduce counts from the close of its
   * window; before, only while the engine waits for it to read, from the last datum that was read. Default: none.
   */
  readonly handlerTimeoutMs?: number;
  /** How long a server that closes waits for the engine to end its calls. Default {@link udfServerDefaults}. */
  readonly graceMs?: number;
  /** Where the engine collects errors; written to if it exists. Default `/var/numaflow/runtime`. */
  readonly runtimeDirectory?: string;
  /** Default: warnings and errors to `stderr`. */
  readonly logger?: Logger;
  readonly clock?: Clock;
}

export const udfServerDefaults: {
  readonly directory: string;
  readonly maxMessageBytes: number;
  readonly concurrency: number;
  readonly graceMs: number;
} = Object.freeze({
  directory: "/var/run/numaflow",
  maxMessageBytes: 64 * 1024 * 1024,
  concurrency: 1000,
  graceMs: 25_000,
});

/** A Unix socket or a TCP port. */
export type UdfAddress = { readonly path: string } | { readonly host: string; readonly port: number };

/** Where a server listens, and for what. */
export interface UdfEndpoint {
  readonly kinds: readonly ComponentKind[];
  readonly address: UdfAddress;
  readonly serverInfoPaths: readonly string[];
}

/**
 * Serves components to Numaflow: sockets, server-info files, readiness, errors and shutdown as the engine wants them.
 *
 * A handler that throws ends its call with the engine's error and stops the server, so that the container starts again
 * with a clean state: {@link Runnable.run} rejects with `UDF_HANDLER_FAILED`, `UDF_HANDLER_TIMEOUT` or the code of what was wrong.
 * A handler that keeps the event loop busy keeps the engine's liveness probe waiting as well.
 */
export interface UdfServer extends Runnable {
  /**
   * Resolves when the engine can connect; {@link Runnable.run}, which may be called before or after it, tells how the serving
   * ends.
   *
   * @throws `UDF_DIRECTORY_UNUSABLE`, `GRPC_ADDRESS_IN_USE`, `GRPC_LISTEN_FAILED`, `GRPC_SOCKET_PATH_TOO_LONG`
   */
  start(): Promise<readonly UdfEndpoint[]>;
}
