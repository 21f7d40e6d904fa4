import type { Socket } from "node:net";
import type { SendControl } from "./platform.ts";
import { LengthReader } from "./frames.ts";
import { decodeMsgpack } from "./msgpack-decode.ts";

/**
 * The second socket of the python protocol: messages to the processor are lines of JSON, those from it events in
 * MessagePack, which no processor that is known needs an answer to.
 */
export const controlSocket = (socket: Socket, heard: (message: unknown) => void): SendControl => {
  const reader = new LengthReader();
  socket.on("data", (chunk: Buffer) => {
    try {
      for (const frame of reader.push(chunk)) heard(decodeMsgpack(frame));
    } catch (error) {
      // Events do not depend on it.
      heard(error);
      socket.removeAllListeners("data").resume();
    }
  });
  return (kind, attributes) =>
    new Promise((resolve, reject) => {
      socket.write(`${JSON.stringify({ kind, attributes })}\n`, (error) => (error ? reject(error) : resolve()));
    });
};
