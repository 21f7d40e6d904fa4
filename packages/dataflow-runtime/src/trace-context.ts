import { DataflowError } from "./errors.ts";

/** The parameter in which dora carries the tracing context of a message. */
const traceContextKey = "open_telemetry_context";

/** Entries of a tracing context by their name; `traceparent` is that of W3C Trace Context. */
export interface TraceContext {
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly [name: string]: string | undefined;
}

/**
 * Reads the parameter `open_telemetry_context`: each entry stands on its own line, with its name before the first
 * colon. An absent or empty parameter is an empty context; lines without a name are left out.
 */
export function readTraceContext(parameters: Readonly<Record<string, unknown>>): TraceContext {
  const text = parameters[traceContextKey];
  if (typeof text !== "string") return {};
  const entries = text.split("\n").map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, Math.max(colon, 0)).trim(), line.slice(colon + 1).trim()] as const;
  });
  return Object.fromEntries(entries.filter(([name]) => name !== ""));
}

/**
 * Parameters that carry a tracing context, for spreading into what `sendOutput` takes. Baggage is left out, as dora
 * does; so are entries that are undefined.
 *
 * @throws `DATAFLOW_INVALID_PARAMETER` for a name with a colon, and for line breaks, which would forge an entry.
 */
export function writeTraceContext(context: TraceContext): { readonly [traceContextKey]: string } {
  const lines = Object.entries(context).flatMap(([name, value]) => {
    if (value === undefined || name === "baggage") return [];
    if (name === "" || /[:\r\n]/.test(name) || /[\r\n]/.test(value)) {
      const message = `the tracing context has an entry ${JSON.stringify(name)} that does not fit on a line 'name:value'`;
      throw new DataflowError("DATAFLOW_INVALID_PARAMETER", message, { details: { key: traceContextKey } });
    }
    return [`${name}:${value}\n`];
  });
  return { [traceContextKey]: lines.join("") };
}
