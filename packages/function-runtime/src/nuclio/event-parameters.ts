import { FunctionError } from "../errors.ts";
import type { NuclioEvent } from "./wire-event.ts";

/**
 * The body for functions with named arguments: parsed if it says that it is JSON, text if it says that it is text, else
 * bytes. The same as over HTTP.
 *
 * @throws `FUNCTION_SERVICE_BAD_REQUEST` for JSON that is none
 */
export const parsedBody = (body: unknown, contentType: string): unknown => {
  if (!Buffer.isBuffer(body) || body.length === 0) return body;
  const type = contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (type === "application/json" || type.endsWith("+json")) return jsonOf(body);
  return type.startsWith("text/") ? body.toString("utf8") : body;
};

const jsonOf = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    throw new FunctionError("FUNCTION_SERVICE_BAD_REQUEST", `the body is no JSON: ${String(error)}`);
  }
};

/** The parameters of an event: the query's fields, then those of a body that is an object, which win. */
export const parametersOf = ({ fields, body }: NuclioEvent): Readonly<Record<string, unknown>> => {
  const isObject = typeof body === "object" && body !== null && !Array.isArray(body) && !(body instanceof Uint8Array);
  return isObject ? { ...fields, ...body } : fields;
};
