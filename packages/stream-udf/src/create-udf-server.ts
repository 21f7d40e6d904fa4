import { RemoteServer } from "./remote/server.ts";
import type { UdfServer, UdfServerOptions } from "./udf-server.ts";

/**
 * A server that does not listen yet: `run()` it. In a container, `handleProcessSignals(server)` lets it end its work
 * when Kubernetes asks it to: calls go on until the engine ends them.
 *
 * @throws `UDF_NO_HANDLER`, `UDF_INVALID_DEFINITION`, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
export const createUdfServer = (options: UdfServerOptions): UdfServer => new RemoteServer(options);
