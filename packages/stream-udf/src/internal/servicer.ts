import { handleProcessSignals, type CloseOptions } from "@millrace/protocol";
import type { UdfComponents, UdfServer } from "../udf-server.ts";

/** A server with pynumaflow's way to start. */
export interface UserDefinedServicer extends AsyncDisposable {
  /** Its handlers as other engines take them. */
  readonly components: UdfComponents;
  /**
   * Serves until SIGTERM or SIGINT, or {@link close}; then calls go on until the engine ends them. Rejects with what a
   * handler failed with, so that a program that awaits it ends with an exit code other than 0.
   */
  start(): Promise<void>;
  /** Resolves when the engine can connect. */
  ready(): Promise<void>;
  /** Ends the serving; `await using` does so, in the place of pynumaflow's `cleanup_coroutines`. */
  close(options?: CloseOptions): Promise<void>;
}

export class Servicer implements UserDefinedServicer {
  readonly components: UdfComponents;
  readonly #server: UdfServer;

  constructor(components: UdfComponents, server: UdfServer) {
    this.components = components;
    this.#server = server;
  }

  async start(): Promise<void> {
    const signals = handleProcessSignals(this.#server);
    try {
      await this.#server.run();
    } finally {
      signals[Symbol.dispose]();
    }
  }

  async ready(): Promise<void> {
    await this.#server.start();
  }

  close(options?: CloseOptions): Promise<void> {
    return this.#server.close(options);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
