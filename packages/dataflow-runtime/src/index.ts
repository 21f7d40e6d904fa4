export { dataflowErrors } from "./error-table.ts";
export type { DataflowErrorCode } from "./error-table.ts";
export { DataflowError } from "./errors.ts";
export { f64 } from "./parameter.ts";
export { DoraStatus } from "./status.ts";
