import { hostname } from "node:os";
import { checkNumber, checkOptions } from "@millrace/protocol";
import type { GrpcClientTls } from "@millrace/protocol/grpc";
import { WorkflowSdkError } from "../../errors.ts";
import { checkApiKey, checkMetadata } from "../../internal/check-headers.ts";
import type { Target } from "../../target.ts";
import type { ApiKey } from "./headers.ts";

/** How a client reaches its server. */
export interface ConnectionOptions {
  /** Who calls, as histories and lists show it. Default `<pid>@<hostname>`. */
  readonly identity?: string;
  /** Sent as `authorization: Bearer …`; switches TLS on, unless `tls` is `false`. Default: none. */
  readonly apiKey?: ApiKey;
  /** Encrypt; `true` trusts what Node trusts. Default: only with an `apiKey`. */
  readonly tls?: GrpcClientTls | boolean;
  /** Headers of every call. Names that end in `-bin` have base64 values. Default: none. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** How long {@link connect} tries. Default 10,000. */
  readonly connectTimeoutMs?: number;
  /** How long one attempt of a call may take; long polls have at least 70,000. Default 30,000. */
  readonly callTimeoutMs?: number;
  /** After so long without a byte from the server it must answer a PING, also without calls. Default 30,000. */
  readonly keepaliveMs?: number;
  /** How long that answer may take; the connection is given up then. Default 15,000. */
  readonly keepaliveTimeoutMs?: number;
}

type Optional = "apiKey" | "tls";

export type CheckedConnectionOptions = Required<Omit<ConnectionOptions, Optional>> & Pick<ConnectionOptions, Optional>;

export const connectionDefaults: Omit<CheckedConnectionOptions, Optional | "identity"> = Object.freeze({
  metadata: {},
  connectTimeoutMs: 10_000,
  callTimeoutMs: 30_000,
  keepaliveMs: 30_000,
  keepaliveTimeoutMs: 15_000,
});

/** The names of all options, for whoever takes others beside them. */
export const connectionOptionNames: readonly (keyof ConnectionOptions)[] = [
  "identity",
  "apiKey",
  "tls",
  "metadata",
  "connectTimeoutMs",
  "callTimeoutMs",
  "keepaliveMs",
  "keepaliveTimeoutMs",
];

const times = ["connectTimeoutMs", "callTimeoutMs", "keepaliveMs", "keepaliveTimeoutMs"] as const;
const where = "a connection";

/** @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, `WORKFLOW_INVALID_OPTION` */
export function checkConnectionOptions(target: Target, options: ConnectionOptions): CheckedConnectionOptions {
  checkOptions(options, connectionOptionNames, where);
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const all = { identity: `${process.pid}@${hostname()}`, ...connectionDefaults, ...(given as ConnectionOptions) };
  for (const name of times) checkNumber(all[name], name, where, { min: 1 });
  if (typeof all.identity !== "string" || all.identity === "")
    throw invalid("identity", "must be a text that is not empty");
  if (all.apiKey !== undefined && typeof all.apiKey !== "function") checkApiKey(all.apiKey, where);
  checkMetadata(all.metadata, where);
  if (all.apiKey !== undefined && Object.keys(all.metadata).some((name) => name.toLowerCase() === "authorization")) {
    throw invalid("apiKey", "and an 'authorization' in 'metadata' exclude each other");
  }
  if (typeof target !== "string" && all.tls !== undefined && all.tls !== false) {
    throw invalid("tls", "does not apply to a server of this process");
  }
  return { ...all, tls: all.tls ?? (all.apiKey !== undefined && typeof target === "string") };
}

function invalid(option: string, reason: string): WorkflowSdkError {
  return new WorkflowSdkError("WORKFLOW_INVALID_OPTION", `${where}: '${option}' ${reason}`, { details: { option } });
}
