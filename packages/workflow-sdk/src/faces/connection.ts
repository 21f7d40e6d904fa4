import { checkOptions } from "@millrace/protocol";
import type { GrpcClientTls } from "@millrace/protocol/grpc";
import { ServerConnection } from "../remote/connection/connection.ts";
import type { Target } from "../target.ts";
import type { WorkflowService } from "../workflow-service.ts";
import { defined } from "./defined.ts";
import { optionalMs, type Duration } from "./duration.ts";

/** Where a server is if nobody says it. */
export const LOCAL_TARGET = "localhost:7233";

export interface TLSConfig {
  /** The name that the server's certificate must have. Default: the host. */
  readonly serverNameOverride?: string;
  /** Default: the certificates that Node trusts. */
  readonly serverRootCACertificate?: Uint8Array;
  readonly clientCertPair?: { readonly crt: Uint8Array; readonly key: Uint8Array };
}

export type Metadata = Readonly<Record<string, string>>;

export interface ConnectionOptions {
  /** `host:port`, or a server of this process. Default {@link LOCAL_TARGET}. */
  readonly address?: Target;
  readonly tls?: TLSConfig | boolean | null;
  readonly metadata?: Metadata;
  readonly apiKey?: string | (() => string);
  /** Default 10 seconds. */
  readonly connectTimeout?: Duration;
  /** Who calls, as histories show it; official clients name it themselves. */
  readonly identity?: string;
}

const names = ["address", "tls", "metadata", "apiKey", "connectTimeout", "identity"] as const;
const tlsNames = ["serverNameOverride", "serverRootCACertificate", "clientCertPair"] as const;

/** A connection for any number of clients. Its maker closes it. */
export class Connection extends ServerConnection {
  /** @internal By {@link Connection.lazy}. */
  constructor(options: ConnectionOptions = {}) {
    checkOptions(options, names, "a connection");
    const { address = LOCAL_TARGET, tls, connectTimeout, ...same } = options;
    const connectTimeoutMs = optionalMs(connectTimeout, "connectTimeout");
    super(address, defined({ ...same, tls: coreTls(tls), connectTimeoutMs }));
  }

  /** Connects at the first call. */
  static lazy(options?: ConnectionOptions): Connection {
    return new Connection(options);
  }

  /** @throws `WORKFLOW_CONNECT_FAILED` */
  static async connect(options?: ConnectionOptions): Promise<Connection> {
    const connection = new Connection(options);
    try {
      await connection.connect();
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  get workflowService(): WorkflowService {
    return this.service;
  }

  /** @throws `WORKFLOW_CONNECT_FAILED` */
  ensureConnected(): Promise<void> {
    return this.connect();
  }

  withDeadline<R>(deadline: number | Date, fn: () => Promise<R>): Promise<R> {
    return this.context.withDeadline(deadline, fn);
  }

  withAbortSignal<R>(abortSignal: AbortSignal, fn: () => Promise<R>): Promise<R> {
    return this.context.withAbortSignal(abortSignal, fn);
  }

  withMetadata<R>(metadata: Metadata, fn: () => Promise<R>): Promise<R> {
    return this.context.withMetadata(metadata, fn);
  }

  withApiKey<R>(apiKey: string, fn: () => Promise<R>): Promise<R> {
    return this.context.withApiKey(apiKey, fn);
  }
}

function coreTls(tls: ConnectionOptions["tls"]): GrpcClientTls | boolean | undefined {
  if (tls === undefined || tls === null || typeof tls === "boolean") return tls ?? undefined;
  checkOptions(tls, tlsNames, "tls");
  const { serverNameOverride, serverRootCACertificate, clientCertPair } = tls;
  return defined({
    serverName: serverNameOverride,
    ca: pem(serverRootCACertificate),
    cert: pem(clientCertPair?.crt),
    key: pem(clientCertPair?.key),
  });
}

function pem(bytes: Uint8Array | undefined): Buffer | undefined {
  return bytes && Buffer.from(bytes);
}
