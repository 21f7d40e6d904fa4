import type { Transport } from "@connectrpc/connect";
import type { CloseOptions } from "@millrace/protocol";
import { EmbeddedServer } from "./embedded/server/embedded-server.ts";
import type { ServerOptions } from "./embedded/server/server-options.ts";
import type { Connectable } from "./target.ts";

export { serverDefaults } from "./embedded/server/server-options.ts";
export type { ServerOptions } from "./embedded/server/server-options.ts";
export type { DynamicConfig } from "./embedded/server/dynamic-config.ts";
export type { AttributeType } from "./embedded/visibility/attribute-types.ts";

/** A Temporal-compatible server that lives in this process and keeps everything in memory. */
export interface TemporalServer extends Connectable, AsyncDisposable {
  /** Where it listens, `host:port`, for clients of any process; undefined if it was not asked to listen. */
  readonly address: string | undefined;
  /** Calls it without a port; messages are encoded and decoded all the same. Closing the server ends them. */
  transport(): Transport;
  /** Ends polls at once, other calls within the grace, and then everything. Calling it again is harmless. */
  close(options?: CloseOptions): Promise<void>;
}

/**
 * Starts a server for tests and for development. Everything is ready when it resolves.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, `WORKFLOW_INVALID_SERVER_OPTION`;
 * `GRPC_ADDRESS_IN_USE`, `GRPC_LISTEN_FAILED`
 */
export async function startServer(options: ServerOptions = {}): Promise<TemporalServer> {
  const server = new EmbeddedServer(options);
  await server.start();
  return {
    address: server.address,
    transport: () => server.transport(),
    close: (closeOptions) => server.close(closeOptions),
    [Symbol.asyncDispose]: () => server.close(),
  };
}
