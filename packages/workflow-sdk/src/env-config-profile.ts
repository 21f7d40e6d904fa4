import { WorkflowSdkError } from "./errors.ts";
import { headerPrefix } from "./env.ts";

/** A certificate or key: the file that it is in, or itself. */
export type ConfigSource = { readonly path: string } | { readonly data: string };

export interface ConfigTls {
  readonly disabled?: boolean;
  readonly clientCert?: ConfigSource;
  readonly clientKey?: ConfigSource;
  readonly serverCaCert?: ConfigSource;
  readonly serverName?: string;
  readonly disableHostVerification?: boolean;
}

/** One profile of a `temporal.toml`, and what variables put in its place. */
export interface ConfigProfile {
  readonly address?: string;
  readonly namespace?: string;
  readonly apiKey?: string;
  readonly tls?: ConfigTls;
  /** Lower case, with hyphens. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The name of a header, as configurations may write it: `SOME_HEADER` is `some-header`. */
export function headerName(key: string): string {
  return key.toLowerCase().replaceAll("_", "-");
}

/** @throws `WORKFLOW_INVALID_CONFIG` */
export function withVariables(profile: ConfigProfile, variables: ReadonlyMap<string, string>): ConfigProfile {
  const address = variables.get("TEMPORAL_ADDRESS") ?? profile.address;
  const namespace = variables.get("TEMPORAL_NAMESPACE") ?? profile.namespace;
  const apiKey = variables.get("TEMPORAL_API_KEY") ?? profile.apiKey;
  const tls = tlsWith(profile.tls, variables);
  return {
    ...(address !== undefined && { address }),
    ...(namespace !== undefined && { namespace }),
    ...(apiKey !== undefined && { apiKey }),
    ...(tls !== undefined && { tls }),
    headers: headersWith(profile.headers, variables),
  };
}

function tlsWith(tls: ConfigTls | undefined, variables: ReadonlyMap<string, string>): ConfigTls | undefined {
  const enabled = booleanOf(variables, "TEMPORAL_TLS");
  const disableHostVerification =
    booleanOf(variables, "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION") ?? tls?.disableHostVerification;
  const disabled = enabled === undefined ? tls?.disabled : !enabled;
  const clientCert = sourceOf(variables, "TEMPORAL_TLS_CLIENT_CERT", tls?.clientCert);
  const clientKey = sourceOf(variables, "TEMPORAL_TLS_CLIENT_KEY", tls?.clientKey);
  const serverCaCert = sourceOf(variables, "TEMPORAL_TLS_SERVER_CA_CERT", tls?.serverCaCert);
  const serverName = variables.get("TEMPORAL_TLS_SERVER_NAME") ?? tls?.serverName;
  const all: ConfigTls = {
    ...(disabled !== undefined && { disabled }),
    ...(clientCert !== undefined && { clientCert }),
    ...(clientKey !== undefined && { clientKey }),
    ...(serverCaCert !== undefined && { serverCaCert }),
    ...(serverName !== undefined && { serverName }),
    ...(disableHostVerification !== undefined && { disableHostVerification }),
  };
  return tls === undefined && Object.keys(all).length === 0 ? undefined : all;
}

function headersWith(
  headers: Readonly<Record<string, string>>,
  variables: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  const all = new Map(Object.entries(headers));
  for (const [name, value] of variables) {
    if (!name.startsWith(headerPrefix)) continue;
    const header = headerName(name.slice(headerPrefix.length));
    if (value === "") all.delete(header);
    else all.set(header, value);
  }
  return Object.fromEntries(all);
}

/** A file and the thing itself exclude each other, also where one is in the file and the other a variable. */
function sourceOf(
  variables: ReadonlyMap<string, string>,
  name: string,
  before: ConfigSource | undefined,
): ConfigSource | undefined {
  const path = variables.get(`${name}_PATH`);
  const data = variables.get(`${name}_DATA`);
  const both = path !== undefined && (data !== undefined || (before !== undefined && "data" in before));
  if (both || (data !== undefined && before !== undefined && "path" in before)) {
    throw invalidConfig(`${name}_PATH and ${name}_DATA exclude each other, also where the configuration file has one`);
  }
  if (path !== undefined) return { path };
  return data === undefined ? before : { data };
}

function booleanOf(variables: ReadonlyMap<string, string>, name: string): boolean | undefined {
  const value = variables.get(name);
  if (value === undefined) return undefined;
  if (/^(?:true|1)$/i.test(value)) return true;
  if (/^(?:false|0)$/i.test(value)) return false;
  throw invalidConfig(`${name} is '${value}'; give true, false, 1 or 0`);
}

export function invalidConfig(message: string, cause?: unknown): WorkflowSdkError {
  return new WorkflowSdkError("WORKFLOW_INVALID_CONFIG", message, cause === undefined ? {} : { cause });
}
