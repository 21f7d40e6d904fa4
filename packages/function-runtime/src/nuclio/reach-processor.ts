import { connect, createServer, type Server, type Socket } from "node:net";
import { FunctionError } from "../errors.ts";
import type { Address } from "./arguments.ts";

const nameOf = (address: Address): string => ("path" in address ? address.path : `${address.host}:${address.port}`);

const readBytes = 64 * 1024;

/**
 * A socket that reads into one buffer, since a new one for each event is a tenth of what the event costs: the chunks of
 * `data` are good until the listener returns.
 *
 * @throws `FUNCTION_NUCLIO_CONNECTION`
 */
export const connectTo = (address: Address): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const callback = (length: number, buffer: Uint8Array): boolean => {
      socket.emit("data", buffer.subarray(0, length));
      // False would stop the reading.
      return true;
    };
    const onread = { buffer: Buffer.allocUnsafe(readBytes), callback };
    const socket = connect({ ...address, noDelay: true, onread });
    socket.once("error", (error) => reject(unreachable(`cannot connect to ${nameOf(address)}`, error)));
    socket.once("connect", () => {
      socket.removeAllListeners("error");
      resolve(quiet(socket));
    });
  });

/**
 * Listens, as the wrapper does where the trigger's mode is async: the processor opens connections and more of them.
 *
 * @throws `FUNCTION_NUCLIO_CONNECTION`, when something else listens there
 */
export const listenAt = (address: Address, accept: (socket: Socket) => void): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer({ noDelay: true }, (socket) => accept(quiet(socket)));
    server.once("error", (error) => reject(unreachable(`cannot listen at ${nameOf(address)}`, error)));
    server.listen(address, () => resolve(server));
  });

/** An error of a connection is its end, and that is what is listened for. */
const quiet = (socket: Socket): Socket => socket.on("error", () => undefined);

const unreachable = (what: string, cause: Error): FunctionError =>
  new FunctionError("FUNCTION_NUCLIO_CONNECTION", `${what}: ${cause.message}`, { cause });
