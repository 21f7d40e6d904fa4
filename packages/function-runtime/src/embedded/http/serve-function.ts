import type { AddressInfo } from "node:net";
import { consoleLogger, createRunnable, type Logger, type RunState } from "@millrace/protocol";
import type { LoadedFunction } from "../../compose/call.ts";
import { initialise } from "../../compose/execute.ts";
import { createServiceServer, drainServer, listen } from "./service-server.ts";
import { FunctionService } from "./function-service.ts";
import type { MetricsSnapshot } from "./metrics.ts";
import { limitsOf, type ServeOptions } from "./serve-options.ts";
import { sideRoutes } from "./side-routes.ts";

/** A function that answers requests. */
export interface RunningService extends AsyncDisposable {
  /** `http://127.0.0.1:40123` */
  readonly url: string;
  readonly port: number;
  readonly state: RunState;
  /** Resolves when the service is closed; rejects if it did not close by itself. */
  readonly ended: Promise<void>;
  /** Its figures now, which `/metrics` tells for Prometheus. */
  snapshot(): MetricsSnapshot;
  /**
   * Says at `/ready` that it closes, takes no new connections, lets open requests finish for `graceMs` (default: that of
   * the options), cuts what is left, and resolves. Never rejects.
   */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}

/** What a worker of a service with replicas has beside its options. */
export interface WorkerHooks {
  /** The figures of all replicas. */
  readonly metrics?: (own: MetricsSnapshot) => Promise<MetricsSnapshot>;
}

/**
 * Serves a function: listens, runs its init, and resolves when it is ready. Until then `/live` is answered and calls get
 * 503; a worker of a service with replicas listens afterwards, since others answer meanwhile.
 *
 * @throws `FUNCTION_SERVICE_LISTEN`, `FUNCTION_INIT_FAILED`, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
export async function serveFunction(
  loaded: LoadedFunction,
  options: ServeOptions = {},
  hooks?: WorkerHooks,
): Promise<RunningService> {
  const limits = limitsOf(options, "serve");
  const { host = "127.0.0.1", port = 0, logger = lazyConsole(), signal } = options;
  const service: FunctionService = new FunctionService(loaded, {
    limits,
    options,
    logger,
    sideRoute: sideRoutes({
      service: () => service,
      metrics: () => hooks?.metrics?.(service.snapshot()) ?? service.snapshot(),
      openApi: async () => (await import("./open-api.ts")).openApiOf(loaded),
    }),
  });
  const server = createServiceServer(service, limits);
  const init = (): Promise<void> => initialise(loaded, service.context, options.initParameters);
  if (hooks !== undefined) await init();
  await listen(server, host, port);
  try {
    await init();
  } catch (error) {
    server.close();
    server.closeAllConnections();
    throw error;
  }
  service.phase = "ready";

  const { address, port: actual } = server.address() as AddressInfo;
  const runnable = createRunnable((scope) => drainServer(server, service, limits, scope), {
    name: `service of ${loaded.name}`,
    graceMs: limits.graceMs,
  });
  const ended = runnable.run(signal === undefined ? {} : { signal });
  ended.catch((error: unknown) => logger.error({ error }, "the service did not close"));
  return {
    url: `http://${address.includes(":") ? `[${address}]` : address}:${actual}`,
    port: actual,
    ended,
    get state() {
      return runnable.state;
    },
    snapshot: () => service.snapshot(),
    close: (closing) => runnable.close(closing),
    [Symbol.asyncDispose]: () => runnable.close(),
  };
}

/** The console's logger when the first line comes: standard error takes milliseconds to open, which a cold start has not. */
function lazyConsole(): Logger {
  let made: Logger | undefined;
  const logger = (): Logger => (made ??= consoleLogger());
  return {
    debug: (fields, message) => logger().debug(fields, message),
    info: (fields, message) => logger().info(fields, message),
    warn: (fields, message) => logger().warn(fields, message),
    error: (fields, message) => logger().error(fields, message),
  };
}
