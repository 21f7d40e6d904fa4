import type { FunctionErrorCode } from "../../error-table.ts";

/** The status that each error of a service is answered with; all others are 500. */
export const statusByCode: Readonly<Partial<Record<FunctionErrorCode, number>>> = {
  FUNCTION_INVALID_PARAMETERS: 400,
  FUNCTION_SERVICE_BAD_REQUEST: 400,
  FUNCTION_SERVICE_NOT_FOUND: 404,
  FUNCTION_SERVICE_METHOD: 405,
  FUNCTION_SERVICE_BODY_TOO_LARGE: 413,
  FUNCTION_SERVICE_URL_TOO_LONG: 414,
  FUNCTION_SERVICE_MEDIA_TYPE: 415,
  FUNCTION_SERVICE_BUSY: 503,
  FUNCTION_SERVICE_NOT_READY: 503,
  FUNCTION_SERVICE_TIMEOUT: 504,
};
