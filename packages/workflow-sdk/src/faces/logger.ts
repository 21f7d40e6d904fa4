import type { Logger as CoreLogger } from "@millrace/protocol";
import { logger } from "../activity-logger.ts";
import { SdkComponent } from "./sdk-component.ts";

export type LogLevel = "TRACE" | "DEBUG" | "INFO" | "WARN" | "ERROR";
export type LogMetadata = Readonly<Record<string | symbol, unknown>>;

/** The official form of a logger: the message first. */
export interface Logger {
  log(level: LogLevel, message: string, meta?: LogMetadata): void;
  trace(message: string, meta?: LogMetadata): void;
  debug(message: string, meta?: LogMetadata): void;
  info(message: string, meta?: LogMetadata): void;
  warn(message: string, meta?: LogMetadata): void;
  error(message: string, meta?: LogMetadata): void;
}

const levels = { TRACE: "debug", DEBUG: "debug", INFO: "info", WARN: "warn", ERROR: "error" } as const;

function officialLogger(target: CoreLogger): Logger {
  const log = (level: LogLevel, message: string, meta?: LogMetadata): void =>
    target[levels[level]]({ sdkComponent: SdkComponent.activity, ...meta }, message);
  return Object.freeze({
    log,
    trace: (message: string, meta?: LogMetadata) => log("TRACE", message, meta),
    debug: (message: string, meta?: LogMetadata) => log("DEBUG", message, meta),
    info: (message: string, meta?: LogMetadata) => log("INFO", message, meta),
    warn: (message: string, meta?: LogMetadata) => log("WARN", message, meta),
    error: (message: string, meta?: LogMetadata) => log("ERROR", message, meta),
  });
}

/** The logger of the running activity: each line says which activity it comes from. */
export const log: Logger = officialLogger(logger());
