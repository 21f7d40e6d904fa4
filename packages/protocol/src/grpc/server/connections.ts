import type { Http2Server, ServerHttp2Session } from "node:http2";
import type { Socket } from "node:net";
import { startTimer } from "../../internal/start-timer.ts";
import type { Logger } from "../../logger.ts";

export interface ConnectionSettings {
  /** Bytes that a peer may send on a connection beyond what handlers have read. */
  readonly connectionWindowBytes: number;
  /** The same for stacks that cannot stall with it. */
  readonly wideConnectionWindowBytes: number;
  /** After this age, a connection is asked to go when its calls are done. */
  readonly maxConnectionAgeMs: number;
  /** So long after that, it is cut. */
  readonly maxConnectionAgeGraceMs: number;
  readonly logger: Logger;
}

/** As these stacks name themselves. */
const readsWhileItWrites = /^(grpc-(c|c\+\+|dotnet|go|java|python|ruby|swift)|tonic)\b/;

/** The open connections of a server: their age, and their end. */
export class Connections {
  readonly #settings: ConnectionSettings;
  readonly #sockets = new Set<Socket>();
  readonly #sessions = new Set<ServerHttp2Session>();

  constructor(server: Http2Server, settings: ConnectionSettings) {
    this.#settings = settings;
    server.on("connection", (socket: Socket) => this.#addSocket(socket));
    server.on("session", (session) => this.#addSession(session));
    // No descriptor is left for a new connection, for example. Those that are open are served on. Before it listens, who
    // makes it listen is told.
    server.on("error", (error) => {
      if (server.listening) settings.logger.error({ error }, "the server failed to accept a connection");
    });
    // A peer that breaks the protocol loses its connection; that is all.
    const broken = (error: Error): void => settings.logger.debug({ error }, "a connection broke");
    server.on("sessionError", broken);
    server.on("tlsClientError", broken);
    server.on("unknownProtocol", (socket: Socket) => socket.destroy());
  }

  /** Takes no more calls; connections close when the calls on them are done. */
  drain(): void {
    for (const session of this.#sessions) session.close();
  }

  /** Cuts all. */
  destroy(): void {
    for (const session of this.#sessions) session.destroy();
    for (const socket of this.#sockets) socket.destroy();
  }

  #addSocket(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
  }

  #addSession(session: ServerHttp2Session): void {
    this.#sessions.add(session);
    const { connectionWindowBytes, maxConnectionAgeMs } = this.#settings;
    session.setLocalWindowSize(connectionWindowBytes);
    session.once("stream", (_stream, { "user-agent": userAgent }) => this.#widen(session, userAgent));
    const timers: (() => void)[] = [];
    if (maxConnectionAgeMs !== Infinity)
      timers.push(startTimer(maxConnectionAgeMs, () => this.#retire(session, timers)));
    session.once("close", () => {
      this.#sessions.delete(session);
      for (const cancel of timers) cancel();
    });
  }

  /**
   * A Node process stops to read a socket while it waits to write to it. With more on its way, in both directions, than
   * the system's buffers hold, two of them would wait for each other for ever. So a wide window is for stacks that read
   * while they write, as all but Node's do.
   */
  #widen(session: ServerHttp2Session, userAgent: string | undefined): void {
    if (session.destroyed || !readsWhileItWrites.test(userAgent ?? "")) return;
    session.setLocalWindowSize(this.#settings.wideConnectionWindowBytes);
  }

  /**
   * One goaway that names the last call served; peers repeat later ones elsewhere. Announcing it first, with the
   * largest id, would lose calls: once no call is open, nghttp2 reads nothing any more after a goaway of any kind.
   */
  #retire(session: ServerHttp2Session, timers: (() => void)[]): void {
    const { maxConnectionAgeGraceMs } = this.#settings;
    session.close();
    if (maxConnectionAgeGraceMs !== Infinity) timers.push(startTimer(maxConnectionAgeGraceMs, () => session.destroy()));
  }
}
