import type { Interceptor } from "@connectrpc/connect";
import { silentLogger, type Logger } from "../../logger.ts";
import { checkNumber, checkOptions } from "../../options.ts";
import { ProtocolError } from "../../protocol-error.ts";
import { loadTls } from "../load-builtin.ts";
import { checkAddress, type GrpcAddress } from "../address.ts";
import { connectBackoffDefaults, type ConnectBackoff } from "./connection.ts";
import { authorityOf, type DialTarget, type GrpcClientTls } from "./dial.ts";
import type { GrpcClientImplementation } from "./implementation.ts";
import { defaultUserAgent } from "./method-plan.ts";

/** How {@link createGrpcTransport} connects and calls. Only `address` must be given. */
export interface GrpcTransportOptions {
  /** The server: `{ path }` of a Unix socket, or `{ host, port }`. */
  readonly address: GrpcAddress;
  /** Encrypt; `true` trusts what Node trusts. Default: do not. */
  readonly tls?: GrpcClientTls | boolean;
  /** What `:authority` says. Default: the server name of `tls`, host and port, or `localhost` for a Unix socket. */
  readonly authority?: string;
  /** Default `grpc-node-millrace`. */
  readonly userAgent?: string;
  /** Connect's interceptors; the last is the innermost. */
  readonly interceptors?: readonly Interceptor[];
  /** The largest response, also after decompression. Default 64 MiB. */
  readonly readMaxBytes?: number;
  /** The largest request, before compression. Default 64 MiB. */
  readonly writeMaxBytes?: number;
  /** Send large requests as gzip; gzip responses are always read. Default `false`. */
  readonly compress?: boolean;
  /** Smaller requests are not compressed. Default 1024. */
  readonly compressMinBytes?: number;
  /** The timeout of calls that name none. Default: none. */
  readonly defaultTimeoutMs?: number;
  /** How long a server may take until it speaks HTTP/2. Default 10,000. */
  readonly connectTimeoutMs?: number;
  /** The pauses after failures to connect; calls made in a pause fail at once with `unavailable`. */
  readonly backoff?: ConnectBackoff;
  /** Calls wait for a connection, until their timeout, instead of failing with `unavailable`. Default `false`. */
  readonly waitForReady?: boolean;
  /** A connection without calls is closed after this time. Default 15 minutes. */
  readonly idleTimeoutMs?: number;
  /** After so long without a byte from the server it must answer a PING. Many servers allow no less than 5 minutes. Default `Infinity`. */
  readonly keepaliveMs?: number;
  /** How long the answer may take; the connection is given up then. Default 20,000. */
  readonly keepaliveTimeoutMs?: number;
  /** Ping also while no call is open. Default `false`. */
  readonly keepaliveWithoutCalls?: boolean;
  /** How far a server may send ahead in one call. Default 4 MiB. */
  readonly streamWindowBytes?: number;
  /** The same for all calls of a connection; 64 KiB for servers that grant us more. Default 8 MiB. */
  readonly connectionWindowBytes?: number;
  /** Gets what the receivers of pushed calls throw at the end of a call (`error`). Default {@link silentLogger}. */
  readonly logger?: Logger;
  /** Default: our own. */
  readonly implementation?: GrpcClientImplementation;
}

/** What has no default, or one of its own. */
type Optional = "address" | "tls" | "authority" | "backoff" | "defaultTimeoutMs" | "implementation";

type Defaulted = Omit<Required<GrpcTransportOptions>, Optional>;

export const grpcTransportDefaults: Defaulted & { readonly backoff: Required<ConnectBackoff> } = Object.freeze({
  userAgent: defaultUserAgent,
  interceptors: [],
  readMaxBytes: 64 * 1024 * 1024,
  writeMaxBytes: 64 * 1024 * 1024,
  compress: false,
  compressMinBytes: 1024,
  connectTimeoutMs: 10_000,
  backoff: connectBackoffDefaults,
  waitForReady: false,
  idleTimeoutMs: 15 * 60_000,
  keepaliveMs: Infinity,
  keepaliveTimeoutMs: 20_000,
  keepaliveWithoutCalls: false,
  streamWindowBytes: 4 * 1024 * 1024,
  connectionWindowBytes: 8 * 1024 * 1024,
  logger: silentLogger,
});

/** Options with all defaults in. */
export interface CheckedOptions extends Defaulted {
  readonly target: DialTarget;
  readonly authority: string;
  readonly backoff: Required<ConnectBackoff>;
  readonly defaultTimeoutMs: number | undefined;
}

const where = "createGrpcTransport";
const known = [
  ...Object.keys(grpcTransportDefaults),
  "address",
  "tls",
  "authority",
  "defaultTimeoutMs",
  "implementation",
];
const knownTls = ["ca", "cert", "key", "passphrase", "serverName", "rejectUnauthorized"];
const times = ["connectTimeoutMs", "idleTimeoutMs", "keepaliveMs", "keepaliveTimeoutMs"] as const;
const sizes = ["readMaxBytes", "writeMaxBytes", "compressMinBytes"] as const;
const windows = ["streamWindowBytes", "connectionWindowBytes"] as const;

/** @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, `GRPC_SOCKET_PATH_TOO_LONG` */
export function checkTransportOptions(options: GrpcTransportOptions): CheckedOptions {
  checkOptions(options, known, where);
  if (options?.address === undefined) {
    const message = `${where} needs 'address': { path } of a Unix socket, or { host, port }`;
    throw new ProtocolError("PROTOCOL_INVALID_OPTION", message, { details: { where, option: "address" } });
  }
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const all = { ...grpcTransportDefaults, ...(given as typeof options) };
  const backoff = checkBackoff(all.backoff);
  for (const name of times) checkNumber(all[name], name, where, { min: 1 });
  for (const name of sizes) checkNumber(all[name], name, where, { min: 0 });
  for (const name of windows) checkWindow(all[name], name);
  const { defaultTimeoutMs } = options;
  if (defaultTimeoutMs !== undefined) checkNumber(defaultTimeoutMs, "defaultTimeoutMs", where, { min: 1 });
  const target = { address: checkAddress(options.address, `${where}: 'address'`), tls: checkTls(options.tls) };
  return { ...all, target, authority: options.authority ?? authorityOf(target), backoff, defaultTimeoutMs };
}

/** Larger ones do not exist in HTTP/2. */
const largestWindowBytes = 2 ** 31 - 1;

function checkWindow(bytes: number, name: string): void {
  checkNumber(bytes, name, where, { min: 65_535, whole: true });
  if (bytes <= largestWindowBytes) return;
  const message = `${where}: '${name}' must be at most ${largestWindowBytes}, not ${bytes}`;
  throw new ProtocolError("PROTOCOL_INVALID_OPTION", message, { details: { where, option: name } });
}

function checkBackoff(backoff: ConnectBackoff): Required<ConnectBackoff> {
  checkOptions(backoff, Object.keys(connectBackoffDefaults), `${where}: 'backoff'`);
  const all = { ...connectBackoffDefaults, ...backoff };
  checkNumber(all.initialMs, "backoff.initialMs", where, { min: 0 });
  checkNumber(all.maxMs, "backoff.maxMs", where, { min: 0 });
  checkNumber(all.factor, "backoff.factor", where, { min: 1 });
  checkNumber(all.jitter, "backoff.jitter", where, { min: 0 });
  return all;
}

function checkTls(tls: GrpcClientTls | boolean | undefined): DialTarget["tls"] {
  if (tls === undefined || tls === false) return undefined;
  const given = tls === true ? {} : tls;
  checkOptions(given, knownTls, `${where}: 'tls'`);
  const { serverName, rejectUnauthorized = true, ...identity } = given;
  try {
    // Read once, not at each connection, and complained of here.
    return { serverName, rejectUnauthorized, secureContext: loadTls().createSecureContext(identity) };
  } catch (cause) {
    const message = `${where}: 'tls' holds a certificate or key that cannot be read: ${(cause as Error).message}`;
    throw new ProtocolError("PROTOCOL_INVALID_OPTION", message, { cause });
  }
}
