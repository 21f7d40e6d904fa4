import { serveRest } from "./embedded/rest/serve-rest.ts";
import type { RunningServer, ServerOptions } from "./embedded/rest/server-options.ts";

export { serverDefaults } from "./embedded/rest/server-options.ts";
export type { RunningServer, ServerAuth, ServerOptions } from "./embedded/rest/server-options.ts";

/**
 * Starts a server over a platform, by default the local one: DigitalHub's own Python SDK works with it.
 *
 * @throws FunctionError `FUNCTION_SERVER_NOT_PROTECTED` for a host beyond the loopback without `auth`
 */
export const startServer = (options: ServerOptions = {}): Promise<RunningServer> => serveRest(options);
