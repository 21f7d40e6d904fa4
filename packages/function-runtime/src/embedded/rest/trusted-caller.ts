import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";
import { Refusal } from "./refusal.ts";

/** Whether a host, as one listens on it or as a `Host` header names it, is this machine alone. */
export const isLoopback = (host: string): boolean => {
  const name = host.toLowerCase().replace(/^\[|\]$/gu, "");
  return name === "localhost" || name === "::1" || (isIP(name) === 4 && name.startsWith("127."));
};

const hostOf = (header: string): string => header.replace(/:\d*$/u, "");

/**
 * A server without credentials trusts everybody on this machine, but not the pages that their browsers show: neither
 * those that send from elsewhere, nor those that had their own name point here.
 *
 * @throws Refusal 403
 */
export const refuseForeignPages = (headers: IncomingHttpHeaders): void => {
  const { host, origin } = headers;
  if (host !== undefined && !isLoopback(hostOf(host))) {
    throw new Refusal(403, `'${host.slice(0, 100)}' is not this machine; a server without 'auth' is for it alone`);
  }
  if (origin === undefined) return;
  const from = URL.canParse(origin) ? new URL(origin).hostname : "";
  if (!isLoopback(from)) throw new Refusal(403, "pages from elsewhere may not use a server without 'auth'");
};
