import type { RunningServer, ServerOptions } from "../../server.ts";
import { FunctionError } from "../../errors.ts";

export const serveRest = (options: ServerOptions): Promise<RunningServer> =>
  Promise.reject(new FunctionError("FUNCTION_INVALID_KEY", String(options)));
