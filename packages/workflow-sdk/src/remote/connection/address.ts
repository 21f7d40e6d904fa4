import { isIPv6 } from "node:net";
import { WorkflowSdkError } from "../../errors.ts";

/** Where Temporal's servers listen unless told otherwise. */
const defaultPort = 7233;

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * Reads `host`, `host:port`, `[::1]:port` or `::1`.
 *
 * @throws `WORKFLOW_INVALID_ADDRESS`
 */
export function parseAddress(address: string): ServerAddress {
  if (typeof address !== "string") throw invalid(address, "it is not a string");
  // A single colon is that of a port. Node takes milliseconds for its first answer.
  if (/:.*:/.test(address) && isIPv6(address)) return { host: address, port: defaultPort };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address)) throw invalid(address, "it is a URL; leave out scheme and path");
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:[\]\s/]+))(?::(\d{1,5}))?$/.exec(address) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined) throw invalid(address, "it is not of the form");
  if (bracketed !== undefined && !isIPv6(bracketed)) throw invalid(address, "what is in brackets is no IPv6 address");
  const number = port === undefined ? defaultPort : Number(port);
  if (number < 1 || number > 65_535) throw invalid(address, "a port is between 1 and 65535");
  return { host, port: number };
}

function invalid(address: unknown, reason: string): WorkflowSdkError {
  const shown = typeof address === "string" ? `'${address}'` : String(address);
  const message = `the address ${shown} cannot be connected to: ${reason}; give 'host:port', without a port it is 7233`;
  return new WorkflowSdkError("WORKFLOW_INVALID_ADDRESS", message, { details: { address } });
}
