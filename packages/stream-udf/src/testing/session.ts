import type { ComponentKind } from "../component.ts";
import { endingOf, type CallEnding } from "../embedded/engine/endings.ts";
import type { StreamSettings } from "../embedded/engine/engine-stream.ts";
import type { ReachedServer } from "../embedded/engine/reach-server.ts";
import type { ServerInfo } from "../server-info.ts";
import type { MiniEngine } from "./engines.ts";
import type { SessionOptions } from "./mini-engine.ts";

/** What mini engines of all kinds have. */
export abstract class Session implements MiniEngine {
  readonly info: ServerInfo | undefined;
  readonly ending: CallEnding;
  protected readonly settings: StreamSettings;
  readonly #server: ReachedServer;

  protected constructor(kind: ComponentKind, server: ReachedServer, options: SessionOptions) {
    const { timeoutMs, clock } = options;
    this.#server = server;
    this.info = server.info;
    this.ending = options.ending ?? endingOf(server.info?.language, kind);
    this.settings = { transport: server.transport, timeoutMs, clock };
  }

  isReady(): Promise<boolean> {
    return this.#server.isReady();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]();
  }
}
