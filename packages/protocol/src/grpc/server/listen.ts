import { chmod, lstat, mkdir, unlink } from "node:fs/promises";
import { connect, type AddressInfo, type Server } from "node:net";
import { dirname } from "node:path";
import { once } from "node:events";
import { describeAddress, type GrpcAddress } from "../address.ts";
import { GrpcError } from "../grpc-error.ts";

type CheckedAddress = { readonly path: string } | { readonly host: string; readonly port: number };

/**
 * Listens, and gives the address with the port that port 0 became. The folder of a socket is made if it is absent, and
 * a socket that a dead server left behind is taken over.
 *
 * @throws `GRPC_ADDRESS_IN_USE`, `GRPC_LISTEN_FAILED`
 */
export async function listen(server: Server, address: CheckedAddress, mode?: number): Promise<GrpcAddress> {
  try {
    if (!("path" in address)) return await listenOnPort(server, address);
    if (isFile(address.path)) await mkdir(dirname(address.path), { recursive: true });
    await listenOnPath(server, address.path);
    if (isFile(address.path) && mode !== undefined) await chmod(address.path, mode);
    return address;
  } catch (cause) {
    server.close();
    throw failure(address, cause);
  }
}

async function listenOnPort(server: Server, address: { host: string; port: number }): Promise<GrpcAddress> {
  await start(server, address);
  return { host: address.host, port: (server.address() as AddressInfo).port };
}

async function listenOnPath(server: Server, path: string): Promise<void> {
  try {
    await start(server, { path });
  } catch (error) {
    if (codeOf(error) !== "EADDRINUSE" || !(await isStale(path))) throw error;
    await unlink(path);
    await start(server, { path });
  }
}

async function start(server: Server, where: { path: string } | { host: string; port: number }): Promise<void> {
  server.listen(where);
  await once(server, "listening");
}

/** Whether the path is a socket that nobody listens at. Any other file is left alone. */
async function isStale(path: string): Promise<boolean> {
  if (!isFile(path) || !(await lstat(path)).isSocket()) return false;
  const probe = connect(path);
  try {
    await once(probe, "connect");
    return false;
  } catch (error) {
    return codeOf(error) === "ECONNREFUSED";
  } finally {
    probe.destroy();
  }
}

/** Abstract sockets of Linux and pipes of Windows are no files. */
function isFile(path: string): boolean {
  return process.platform !== "win32" && !path.startsWith("\0");
}

function failure(address: CheckedAddress, cause: unknown): GrpcError {
  const name = describeAddress(address);
  const code = codeOf(cause);
  const details = { address: name, cause: code };
  if (code === "EADDRINUSE") {
    const message = `something listens at ${name} already; stop it, or listen elsewhere`;
    return new GrpcError("GRPC_ADDRESS_IN_USE", message, { cause, details });
  }
  const message = `cannot listen at ${name}: ${(cause as Error).message}; check path, rights, host and port`;
  return new GrpcError("GRPC_LISTEN_FAILED", message, { cause, details });
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
