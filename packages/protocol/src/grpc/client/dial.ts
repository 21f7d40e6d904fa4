import { connect as connectTcp, isIP, type Socket } from "node:net";
import type { SecureContext, SecureContextOptions, TLSSocket } from "node:tls";
import { domainToASCII } from "node:url";
import type { GrpcAddress } from "../address.ts";
import { loadTls } from "../load-builtin.ts";

/** How a transport proves itself, and whom it trusts. Files are given by content, PEM or DER. */
export interface GrpcClientTls {
  /** Certificates that are trusted. Default: those that Node trusts. */
  readonly ca?: SecureContextOptions["ca"];
  /** The client's own certificate, with {@link GrpcClientTls.key}, for servers that ask for one. */
  readonly cert?: SecureContextOptions["cert"];
  readonly key?: SecureContextOptions["key"];
  /** Of {@link GrpcClientTls.key}. */
  readonly passphrase?: string;
  /** The name that the server's certificate must have, where it differs from the host; `:authority` becomes it too. */
  readonly serverName?: string;
  /** `false` takes any certificate: for experiments only. Default `true`. */
  readonly rejectUnauthorized?: boolean;
}

/** Where to, and how. */
export interface DialTarget {
  readonly address: GrpcAddress;
  readonly tls:
    | {
        readonly serverName: string | undefined;
        readonly rejectUnauthorized: boolean;
        readonly secureContext: SecureContext;
      }
    | undefined;
}

/** A new socket on its way to the server. */
export function dial({ address, tls }: DialTarget): Socket | TLSSocket {
  const place = "path" in address ? { path: address.path } : { host: address.host ?? "127.0.0.1", port: address.port };
  // Nagle's algorithm would hold small messages back until the ones before are acknowledged.
  if (tls === undefined) return connectTcp({ ...place, noDelay: true });
  const { serverName, ...secure } = tls;
  // Servers of many names choose their certificate, and proxies their target, by this. It is never an address.
  const servername = serverName ?? ("path" in place ? "localhost" : isIP(place.host) === 0 ? place.host : undefined);
  return loadTls()
    .connect({
      ...place,
      ...secure,
      ...(servername === undefined ? {} : { servername }),
      ALPNProtocols: ["h2"],
    })
    .setNoDelay(true);
}

/** What `:authority` says: the host and port, or `localhost` for a Unix socket, where it has no meaning. */
export function authorityOf({ address, tls }: DialTarget): string {
  if (tls?.serverName !== undefined) return tls.serverName;
  if ("path" in address) return "localhost";
  const { host = "127.0.0.1", port } = address;
  // Only IPv6 has colons; to ask Node costs milliseconds. The zone of an address, like `%eth0`, is ours alone.
  return `${host.includes(":") ? `[${host.replace(/%.*$/, "")}]` : domainToASCII(host)}:${port}`;
}
