import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { checkNumber, checkOptions } from "../options.ts";
import { ProtocolError } from "../protocol-error.ts";
import { GrpcError } from "./grpc-error.ts";

/** Where a server listens and a client connects: a Unix socket (on Windows a pipe) or a TCP port. */
export type GrpcAddress =
  | { readonly path: string }
  | {
      /** Default `127.0.0.1`. */
      readonly host?: string;
      readonly port: number;
    };

const largestPort = 65_535;

/** Of the system that has the shorter `sun_path`, 104 bytes with the closing zero, and of Linux, 108. */
const longestPathBytes: Readonly<Partial<Record<NodeJS.Platform, number>>> = { darwin: 103, linux: 107 };

/**
 * Checks the address, and gives it with its defaults.
 *
 * @param where what takes it, for messages: `"createGrpcServer"`
 * @throws `PROTOCOL_INVALID_OPTION`, `PROTOCOL_UNKNOWN_OPTION`, `GRPC_SOCKET_PATH_TOO_LONG`
 */
export function checkAddress(
  address: GrpcAddress,
  where: string,
  more: readonly string[] = [],
): { path: string } | { host: string; port: number } {
  checkOptions(address, ["path", "host", "port", ...more], where);
  if ("path" in address) {
    if (typeof address.path !== "string" || address.path === "" || "port" in address) {
      throw invalid(`${where} takes either a 'path' that is not empty, or a 'port'`);
    }
    return { path: checkedPath(address.path, where) };
  }
  const { host = "127.0.0.1", port } = address;
  checkNumber(port, "port", where, { min: 0, whole: true });
  if (port > largestPort) throw invalid(`${where}: 'port' must be at most ${largestPort}, not ${port}`);
  if (typeof host !== "string" || (!isName(host) && isIP(host) === 0)) {
    throw invalid(`${where}: 'host' must be a name or an IP address without port and brackets, not '${String(host)}'`);
  }
  return { host, port };
}

/** `unix:/run/x.sock` or `127.0.0.1:50051`: what messages and logs call it. */
export function describeAddress(address: GrpcAddress): string {
  if ("path" in address) return `unix:${address.path.replace("\0", "@")}`;
  const { host = "127.0.0.1", port } = address;
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function isName(host: string): boolean {
  return !host.startsWith("[") && domainToASCII(host) !== "";
}

function invalid(message: string): ProtocolError {
  return new ProtocolError("PROTOCOL_INVALID_OPTION", message);
}

function checkedPath(path: string, where: string): string {
  const limit = longestPathBytes[process.platform];
  const bytes = Buffer.byteLength(path);
  if (limit === undefined || bytes <= limit) return path;
  const message = `${where}: the socket path '${path}' has ${bytes} bytes, and ${process.platform} takes ${limit}; choose a shorter one`;
  throw new GrpcError("GRPC_SOCKET_PATH_TOO_LONG", message, { details: { path, bytes, limit } });
}
