import { once } from "node:events";
import { connect } from "node:net";

/** One connection with one request at a time, and little work of its own: the request is written ready-made. */
export interface Caller extends Disposable {
  /** Asks so many times and gives the seconds that it took. */
  ask(times: number): Promise<number>;
}

/** @param expected the body of each answer; the first other one is an error */
export const openCaller = async (url: string, expected: string): Promise<Caller> => {
  const { hostname, port, host } = new URL(url);
  const request = Buffer.from(`GET / HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, "connect");
  const ask = (times: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const begun = performance.now();
      let left = times;
      let answer = "";
      const hear = (chunk: Buffer): void => {
        answer += chunk.toString("latin1");
        if (!answer.endsWith(`\r\n\r\n${expected}`)) return;
        if (!answer.startsWith("HTTP/1.1 200 ")) return end(new Error(`a wrong answer: ${answer}`));
        answer = "";
        left--;
        if (left > 0) socket.write(request);
        else end();
      };
      const gone = (): void => end(new Error(`the processor closed the connection; it had sent: ${answer}`));
      const end = (error?: Error): void => {
        socket.off("data", hear).off("close", gone);
        if (error === undefined) resolve((performance.now() - begun) / 1000);
        else reject(error);
      };
      socket.on("data", hear).once("close", gone);
      socket.write(request);
    });
  return { ask, [Symbol.dispose]: () => void socket.destroy() };
};
