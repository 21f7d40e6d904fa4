export { functionErrors } from "./error-table.ts";
export type { FunctionErrorCode } from "./error-table.ts";
export { FunctionError } from "./errors.ts";
