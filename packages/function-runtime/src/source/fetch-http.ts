import { FunctionError } from "../errors.ts";
import { basicAuthorization, splitCredentials } from "./credentials.ts";
import { readAll } from "./read-all.ts";
import { shownUri } from "./source-uri.ts";

/**
 * The content of an address. Credentials in it go into a header.
 *
 * @throws `FUNCTION_SOURCE_UNAVAILABLE` for an answer that is no success (retryable from 500 on and when none came),
 *   `FUNCTION_INVALID_SOURCE` for more than `maxBytes`.
 */
export async function fetchHttp(address: URL, maxBytes: number, signal?: AbortSignal): Promise<Uint8Array> {
  const { url, credentials } = splitCredentials(address);
  const headers: Record<string, string> =
    credentials === undefined ? {} : { authorization: basicAuthorization(credentials) };
  const where = shownUri(url.href);
  try {
    const response = await fetch(url, { headers, ...(signal === undefined ? {} : { signal }) });
    if (!response.ok) {
      await response.body?.cancel();
      const retryable = response.status >= 500 || response.status === 429;
      throw new FunctionError("FUNCTION_SOURCE_UNAVAILABLE", `${where} answers ${response.status}`, { retryable });
    }
    return await readAll(response.body ?? [], { maxBytes, where });
  } catch (error) {
    if (FunctionError.is(error)) throw error;
    signal?.throwIfAborted();
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new FunctionError("FUNCTION_SOURCE_UNAVAILABLE", `${where} cannot be fetched: ${cause}`, { cause: error });
  }
}
