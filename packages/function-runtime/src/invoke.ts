import { checkOptions } from "@millrace/protocol";
import { FunctionError } from "./errors.ts";

export interface InvokeOptions {
  /** A place below the service's own address. Default: that address. */
  readonly url?: string;
  /** Default `"POST"` with a body, `"GET"` without one. */
  readonly method?: string;
  /** The body as JSON. */
  readonly json?: unknown;
  /** The body as it is. */
  readonly data?: string | Uint8Array | Blob | URLSearchParams | FormData | ReadableStream<Uint8Array>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** One request to the service of a run. Its answer is handed over as it is, whatever its status. */
export async function invokeService(
  run: string,
  service: string | undefined,
  options: InvokeOptions,
): Promise<Response> {
  checkOptions(options, ["url", "method", "json", "data", "headers", "signal"], "run.invoke");
  if (service === undefined) {
    throw new FunctionError("FUNCTION_NO_SERVICE", `${run} has no service that is ready; wait for it by run.wait()`);
  }
  const { json, data, headers = {}, signal } = options;
  if (json !== undefined && data !== undefined) {
    throw new FunctionError("FUNCTION_INVALID_CALL", "run.invoke takes `json` or `data`, not both");
  }
  const body = json === undefined ? data : JSON.stringify(json);
  const named = Object.keys(headers).some((name) => name.toLowerCase() === "content-type");
  return fetch(address(service, options.url), {
    method: options.method ?? (body === undefined ? "GET" : "POST"),
    headers: json === undefined || named ? headers : { ...headers, "content-type": "application/json" },
    ...(body === undefined ? {} : { body }),
    // Node wants it of bodies that are streams.
    ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** The service's own address, or one below it: a run's caller may hold credentials that others must not see. */
function address(service: string, url: string | undefined): URL {
  const base = new URL(service.includes("://") ? service : `http://${service}`);
  if (url === undefined) return base;
  const wanted = URL.canParse(url) ? new URL(url) : undefined;
  const below = wanted?.pathname === base.pathname || wanted?.pathname.startsWith(base.pathname.replace(/\/?$/, "/"));
  if (wanted !== undefined && wanted.origin === base.origin && below) return wanted;
  throw new FunctionError("FUNCTION_INVALID_URL", `'${url}' does not begin with the service's address ${base.href}`, {
    details: { url, service: base.href },
  });
}
