import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import { systemClock, type Clock, type Logger } from "@millrace/protocol";
import type { NodeLink } from "../../node-link.ts";
import type { HybridClock } from "../../wire/hybrid-clock.ts";
import type { ExtensionTable } from "../extension-table.ts";
import type { HostedLink } from "../node-host.ts";
import { Connection, type RequestHandler } from "./connection.ts";
import { LookupRequests, type Lookup } from "./lookup-requests.ts";
import { NodeRequests } from "./node-requests.ts";
import { NodeSession } from "./node-session.ts";

/** How long nodes may take to hang up when their dataflow is over. */
const goodbyeMs = 1000;

export interface DaemonOptions {
  readonly dataflowId: string;
  readonly hlc: HybridClock;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly extensions: ExtensionTable;
}

/** The daemon's side of dora's wire on the loopback address, for the processes of one dataflow. */
export class Daemon {
  readonly #options: DaemonOptions;
  readonly #sessions = new Map<string, NodeSession>();
  readonly #servers: Server[] = [];
  readonly #connections = new Set<Connection>();
  #address = "";
  #onLastGone: (() => void) | undefined;

  constructor(options: DaemonOptions) {
    this.#options = options;
  }

  /** `host:port` for the nodes. */
  get address(): string {
    return this.#address;
  }

  /** @param join gives the link of a dynamic node that comes; nothing for nodes that cannot */
  async listen(join: (nodeId: string) => HostedLink | undefined): Promise<void> {
    const { dataflowId, hlc, logger, extensions } = this.#options;
    const sessionOf = (dataflow: string, nodeId: string): NodeSession | undefined =>
      dataflow === dataflowId ? (this.#sessions.get(nodeId) ?? this.#join(join(nodeId))) : undefined;
    const state = { hlc, logger, extensions, sessionOf };
    this.#address = `127.0.0.1:${await this.#serve(0, () => new NodeRequests(state))}`;
  }

  /** Answers dynamic nodes; gives the port. */
  listenForLookups(port: number, lookup: Lookup): Promise<number> {
    return this.#serve(port, () => new LookupRequests(lookup));
  }

  /** A life of a node begins, whose process will talk to us. */
  admit(link: NodeLink): NodeSession {
    const session = new NodeSession(link, this.#options.clock, this.#options.logger);
    this.#sessions.set(session.nodeId, session);
    return session;
  }

  /** That life is over. */
  dismiss(session: NodeSession): void {
    session.dropStream();
    this.#options.extensions.forget(session.nodeId);
    if (this.#sessions.get(session.nodeId) === session) this.#sessions.delete(session.nodeId);
  }

  /** The session of a dynamic node lasts until it hangs up. */
  #join(link: HostedLink | undefined): NodeSession | undefined {
    if (link === undefined) return undefined;
    const session = this.admit(link);
    void link.closed.then(() => this.dismiss(session));
    return session;
  }

  /** Tells dynamic nodes that it is over, lets them say goodbye, and hangs up on everybody. */
  async close(): Promise<void> {
    for (const session of this.#sessions.values()) session.finish();
    if (this.#connections.size > 0) await this.#goodbyes();
    const closed = this.#servers.splice(0).map(async (server) => {
      const end = once(server, "close");
      server.close();
      await end;
    });
    for (const connection of this.#connections) connection.destroy();
    await Promise.all(closed);
  }

  #goodbyes(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = systemClock.setTimer(goodbyeMs, resolve);
      this.#onLastGone = () => {
        cancel();
        resolve();
      };
    });
  }

  async #serve(port: number, handlerFor: () => RequestHandler): Promise<number> {
    const server = createServer((socket) => {
      const handler = handlerFor();
      const closed = (): void => {
        this.#connections.delete(connection);
        handler.closed();
        if (this.#connections.size === 0) this.#onLastGone?.();
      };
      const handle = handler.handle.bind(handler);
      const connection = new Connection(socket, { handle, closed }, this.#options.logger);
      this.#connections.add(connection);
    });
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    this.#servers.push(server);
    return (server.address() as AddressInfo).port;
  }
}
