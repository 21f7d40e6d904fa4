import type { Logger } from "@millrace/protocol";
import { readEnv } from "./env.ts";
import type { UdfServerOptions } from "./udf-server.ts";

/** Options of both servicers. */
export interface ServicerOptions {
  /** One socket for all handlers; the server-info files go beside it. Default: where the engine looks for each. */
  readonly sockPath?: string;
  /** In bytes. Default: 64 MiB, as much as the engine takes. */
  readonly maxMessageSize?: number;
  /**
   * How many handlers that await something may be at work at the same time. Default: `MAX_THREADS` of the environment,
   * else 1000. No threads are involved; the name is pynumaflow's.
   */
  readonly maxThreads?: number;
  /** Default: warnings and errors to `stderr`. */
  readonly logger?: Logger;
}

export const servicerOptionNames: readonly (keyof ServicerOptions)[] = [
  "sockPath",
  "maxMessageSize",
  "maxThreads",
  "logger",
];

export function serverOptionsOf(options: ServicerOptions): Partial<UdfServerOptions> {
  const { sockPath, maxMessageSize, maxThreads, logger } = options;
  const concurrency = maxThreads ?? readEnv().maxThreads;
  return {
    ...(sockPath === undefined ? {} : { socketPath: sockPath }),
    ...(maxMessageSize === undefined ? {} : { maxMessageBytes: maxMessageSize }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(logger === undefined ? {} : { logger }),
  };
}
