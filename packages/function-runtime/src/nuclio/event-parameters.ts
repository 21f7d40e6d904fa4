import type { NuclioEvent } from "./wire-event.ts";

/**
 * The body for functions with named arguments: parsed if it says that it is JSON, text if it says that it is text, else
 * bytes.
 */
export const parsedBody = (body: unknown, contentType: string): unknown => {
  if (!Buffer.isBuffer(body) || body.length === 0) return body;
  const type = contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (type === "application/json" || type.endsWith("+json")) return jsonOf(body);
  return type.startsWith("text/") ? body.toString("utf8") : body;
};

/** The processor lets bodies through that are not what they are said to be. */
const jsonOf = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return body;
  }
};

/** The parameters of an event: the query's fields, then those of a body that is an object, which win. */
export const parametersOf = ({ fields, body }: NuclioEvent): Readonly<Record<string, unknown>> => {
  const isObject = typeof body === "object" && body !== null && !Array.isArray(body) && !(body instanceof Uint8Array);
  return isObject ? { ...fields, ...body } : fields;
};
