import { readFile } from "node:fs/promises";
import path from "node:path";
import { checkOptions } from "@millrace/protocol";
import type { ClientOptions } from "./client-options.ts";
import {
  invalidConfig,
  withVariables,
  type ConfigProfile,
  type ConfigSource,
  type ConfigTls,
} from "./env-config-profile.ts";
import { parseProfiles } from "./env-config-toml.ts";
import { readEnv, type Env } from "./env.ts";

/** Where {@link loadClientConfig} looks. */
export interface LoadClientConfigOptions {
  /** Default: the variable `TEMPORAL_PROFILE`, else `default`. */
  readonly profile?: string;
  /**
   * A `temporal.toml`. Default: the variable `TEMPORAL_CONFIG_FILE`, else `temporalio/temporal.toml` where the system
   * keeps settings: `~/.config`, `~/Library/Application Support` or `%AppData%`. A default that is not there is none.
   */
  readonly configFile?: string;
  /** Whether keys of the file that nobody knows are errors. Default `false`. */
  readonly strict?: boolean;
  /** Leave files out. Default `false`. */
  readonly disableFile?: boolean;
  /** Leave variables out. Default `false`. */
  readonly disableEnv?: boolean;
}

/** What `Client.connect` takes. */
export interface ClientConfig {
  readonly address: string;
  readonly options: Pick<ClientOptions, "namespace" | "apiKey" | "tls" | "metadata">;
}

/**
 * What the environment says of a client, as all Temporal SDKs and the command line read it: a profile of a
 * `temporal.toml`, and the variables `TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY`, `TEMPORAL_TLS…` and
 * `TEMPORAL_GRPC_META_…` in place of what the profile has.
 *
 * @throws `WORKFLOW_INVALID_CONFIG`, `PROTOCOL_UNKNOWN_OPTION`
 */
export async function loadClientConfig(options: LoadClientConfigOptions = {}): Promise<ClientConfig> {
  checkOptions(options, ["profile", "configFile", "strict", "disableFile", "disableEnv"], "loadClientConfig");
  const env = readEnv();
  const variables: Env["temporal"] = options.disableEnv === true ? new Map() : env.temporal;
  const fromFile = options.disableFile === true ? { headers: {} } : await loadProfile(options, variables, env);
  const profile = withVariables(fromFile, variables);
  const tls = profile.tls && (await tlsOptions(profile.tls));
  return {
    address: profile.address ?? "localhost:7233",
    options: {
      namespace: profile.namespace ?? "default",
      ...(profile.apiKey !== undefined && { apiKey: profile.apiKey }),
      ...(tls !== undefined && { tls }),
      metadata: profile.headers,
    },
  };
}

async function loadProfile(
  { profile, configFile, strict = false }: LoadClientConfigOptions,
  variables: Env["temporal"],
  { configFolder }: Env,
): Promise<ConfigProfile> {
  const file =
    configFile ?? variables.get("TEMPORAL_CONFIG_FILE") ?? path.join(configFolder, "temporalio", "temporal.toml");
  const text = await readText(file, configFile === undefined);
  const profiles = parseProfiles(text, { file, strict });
  const wanted = profile ?? variables.get("TEMPORAL_PROFILE");
  const found = profiles.get(wanted ?? "default");
  if (found !== undefined) return found;
  if (wanted === undefined) return { headers: {} };
  const names = [...profiles.keys()].map((name) => `'${name}'`).join(", ") || "none";
  throw invalidConfig(`${file} has no profile '${wanted}'; its profiles: ${names}`);
}

async function readText(file: string, mayBeAbsent: boolean): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    if (mayBeAbsent && (cause as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw invalidConfig(`the configuration file ${file} cannot be read: ${(cause as Error).message}`, cause);
  }
}

async function tlsOptions(tls: ConfigTls): Promise<NonNullable<ClientOptions["tls"]>> {
  if (tls.disabled === true) return false;
  const [cert, key, ca] = await Promise.all([tls.clientCert, tls.clientKey, tls.serverCaCert].map(readSource));
  return {
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(ca !== undefined && { ca }),
    ...(tls.serverName !== undefined && { serverName: tls.serverName }),
    ...(tls.disableHostVerification === true && { rejectUnauthorized: false }),
  };
}

async function readSource(source: ConfigSource | undefined): Promise<string | Buffer | undefined> {
  if (source === undefined || "data" in source) return source?.data;
  try {
    return await readFile(source.path);
  } catch (cause) {
    throw invalidConfig(`the certificate or key ${source.path} cannot be read: ${(cause as Error).message}`, cause);
  }
}
