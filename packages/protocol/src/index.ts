export { MillraceError, defineErrorTable } from "./errors.ts";
export type { ErrorEntry, ErrorTable, MillraceErrorJson, MillraceErrorOptions } from "./errors.ts";
export type { LogFields, Logger, LogLevel } from "./logger.ts";
export { systemClock } from "./clock.ts";
export type { CancelTimer, Clock } from "./clock.ts";
