import { checkNumber, checkOptions } from "@millrace/protocol";
import type { NackOptions } from "../nack-options.ts";
import { requireText, requireTexts } from "./require.ts";

const names = ["reason", "maxDeliveries", "delayMs", "details"] as const satisfies readonly (keyof NackOptions)[];

/** @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, `UDF_INVALID_MESSAGE` */
export function checkNack<Given extends NackOptions | undefined>(options: Given, where: string): Given {
  if (options === undefined) return options;
  checkOptions(options, names, where);
  const { reason, maxDeliveries, delayMs, details } = options;
  if (reason !== undefined) requireText(reason, "reason", where);
  if (maxDeliveries !== undefined) checkNumber(maxDeliveries, "maxDeliveries", where, { min: 0, whole: true });
  // Fractions are rounded; what is endless is no time to wait.
  if (delayMs !== undefined) checkNumber(delayMs, "delayMs", where, { min: 0, whole: delayMs === Infinity });
  if (details !== undefined) requireTexts(Object.values(details), "values of the details", where);
  return options;
}
