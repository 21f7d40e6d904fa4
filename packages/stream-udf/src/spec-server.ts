import type { UdfServer, UdfServerOptions } from "./udf-server.ts";

/** Makes the servers that the local engine reaches through sockets: it knows none by itself. */
export type MakeUdfServer = (options: UdfServerOptions) => UdfServer;
