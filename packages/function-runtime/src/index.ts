export { functionErrors } from "./error-table.ts";
export type { FunctionErrorCode } from "./error-table.ts";
export { FunctionError } from "./errors.ts";
export { serve } from "./serve.ts";
export type { ServeFunctionOptions } from "./serve.ts";
export type { RunningService } from "./embedded/http/serve-function.ts";
export { serveDefaults } from "./embedded/http/serve-options.ts";
export type { ServeLimits, ServeOptions } from "./embedded/http/serve-options.ts";
