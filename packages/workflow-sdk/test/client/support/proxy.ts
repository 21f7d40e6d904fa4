import { createConnection, createServer, type AddressInfo, type Socket } from "node:net";
import { once } from "node:events";

export interface Proxy extends AsyncDisposable {
  readonly address: string;
  /** Connections that were made, those that have ended included. */
  readonly connections: number;
  /** Cuts all connections. What the server already answers does not arrive. */
  cut(): void;
}

/** A server in front of another, whose connections can be cut. */
export async function proxyTo(port: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    return socket;
  };
  const server = createServer((incoming) => {
    connections++;
    const outgoing = keep(createConnection({ host: "127.0.0.1", port, noDelay: true }));
    keep(incoming).pipe(outgoing).pipe(incoming);
    incoming.on("close", () => outgoing.destroy());
    outgoing.on("close", () => incoming.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections;
    },
    cut,
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      cut();
      await closed;
    },
  };
}
