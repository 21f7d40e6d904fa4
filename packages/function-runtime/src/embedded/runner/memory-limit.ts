import { FunctionError } from "../../errors.ts";
import type { JsonObject, JsonValue } from "../../entity.ts";

const units: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** Less and Node does not start. */
const leastBytes = 16 * 2 ** 20;

/**
 * The heap that `resources.mem` of a run gives its process, in whole mebibytes. Absent: Node's own limit.
 *
 * @throws `FUNCTION_RUN_NOT_EXECUTABLE` if it is no quantity of Kubernetes, or too little for Node.
 */
export function heapLimit(resources: JsonValue | undefined): number | undefined {
  const isObject = typeof resources === "object" && resources !== null && !Array.isArray(resources);
  const mem = isObject ? (resources as JsonObject)["mem"] : undefined;
  if (mem === undefined || mem === null) return undefined;
  const shown = typeof mem === "string" ? mem : JSON.stringify(mem);
  const [, amount, unit = ""] = /^(\d+)([a-zA-Z]*)$/.exec(shown) ?? [];
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  const bytes = Number(amount) * (factor ?? Number.NaN);
  if (bytes >= leastBytes) return Math.floor(bytes / 2 ** 20);
  throw new FunctionError(
    "FUNCTION_RUN_NOT_EXECUTABLE",
    `resources.mem '${shown}' must be a quantity such as '512Mi' or '2G', and at least 16Mi`,
  );
}
