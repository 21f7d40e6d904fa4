import { parse } from "smol-toml";
import { suggest } from "@millrace/protocol";
import {
  headerName,
  invalidConfig,
  type ConfigProfile,
  type ConfigSource,
  type ConfigTls,
} from "./env-config-profile.ts";

type Table = Readonly<Record<string, unknown>>;

/** What reading a file needs beside its text. */
export interface TomlContext {
  /** For messages. */
  readonly file: string;
  /** Whether keys that nobody knows are errors. */
  readonly strict: boolean;
}

const profileKeys = ["address", "namespace", "api_key", "tls", "codec", "grpc_meta"];
const tlsKeys = [
  "disabled",
  "client_cert_path",
  "client_cert_data",
  "client_key_path",
  "client_key_data",
  "server_ca_cert_path",
  "server_ca_cert_data",
  "server_name",
  "disable_host_verification",
];

/**
 * The profiles of a `temporal.toml`, by their names. The table `codec` is for tools that show values; clients have codecs
 * of their own.
 *
 * @throws `WORKFLOW_INVALID_CONFIG`
 */
export function parseProfiles(text: string, context: TomlContext): ReadonlyMap<string, ConfigProfile> {
  const document = parseToml(text, context);
  checkKeys(document, ["profile"], "the file", context);
  const profiles = tableOf(document, "profile", "", context) ?? {};
  return new Map(Object.keys(profiles).map((name) => [name, profileOf(profiles, name, context)]));
}

function parseToml(text: string, { file }: TomlContext): Table {
  try {
    return parse(text);
  } catch (cause) {
    const { line, column } = cause as { readonly line?: number; readonly column?: number };
    const [reason = ""] = (cause as Error).message.split("\n");
    throw invalidConfig(`${file}:${line ?? 1}:${column ?? 1} is no TOML: ${reason}`, cause);
  }
}

function profileOf(profiles: Table, name: string, context: TomlContext): ConfigProfile {
  const where = `profile.${name}`;
  const table = tableOf(profiles, name, "profile.", context) ?? {};
  checkKeys(table, profileKeys, where, context);
  const text = (key: string): string | undefined => textOf(table, key, where, context);
  const address = text("address");
  const namespace = text("namespace");
  const apiKey = text("api_key");
  const tls = tableOf(table, "tls", `${where}.`, context);
  const headers = tableOf(table, "grpc_meta", `${where}.`, context) ?? {};
  const entries = Object.keys(headers).map((key) => {
    const value = textOf(headers, key, `${where}.grpc_meta`, context);
    return [headerName(key), value ?? ""] as const;
  });
  return {
    ...(address !== undefined && { address }),
    ...(namespace !== undefined && { namespace }),
    ...(apiKey !== undefined && { apiKey }),
    ...(tls !== undefined && { tls: tlsOf(tls, `${where}.tls`, context) }),
    headers: Object.fromEntries(entries),
  };
}

function tlsOf(table: Table, where: string, context: TomlContext): ConfigTls {
  checkKeys(table, tlsKeys, where, context);
  const disabled = booleanOf(table, "disabled", where, context);
  const serverName = textOf(table, "server_name", where, context);
  const disableHostVerification = booleanOf(table, "disable_host_verification", where, context);
  const clientCert = sourceOf(table, "client_cert", where, context);
  const clientKey = sourceOf(table, "client_key", where, context);
  const serverCaCert = sourceOf(table, "server_ca_cert", where, context);
  return {
    ...(disabled !== undefined && { disabled }),
    ...(clientCert !== undefined && { clientCert }),
    ...(clientKey !== undefined && { clientKey }),
    ...(serverCaCert !== undefined && { serverCaCert }),
    ...(serverName !== undefined && { serverName }),
    ...(disableHostVerification !== undefined && { disableHostVerification }),
  };
}

function sourceOf(table: Table, key: string, where: string, context: TomlContext): ConfigSource | undefined {
  const path = textOf(table, `${key}_path`, where, context);
  const data = textOf(table, `${key}_data`, where, context);
  if (path !== undefined && data !== undefined) {
    throw invalidConfig(`${context.file}: '${key}_path' and '${key}_data' of [${where}] exclude each other`);
  }
  if (path !== undefined) return { path };
  return data === undefined ? undefined : { data };
}

function textOf(table: Table, key: string, where: string, { file }: TomlContext): string | undefined {
  const value = table[key];
  if (value === undefined || typeof value === "string") return value;
  throw invalidConfig(`${file}: '${key}' of [${where}] must be a text`);
}

function booleanOf(table: Table, key: string, where: string, { file }: TomlContext): boolean | undefined {
  const value = table[key];
  if (value === undefined || typeof value === "boolean") return value;
  throw invalidConfig(`${file}: '${key}' of [${where}] must be true or false`);
}

function tableOf(table: Table, key: string, above: string, { file }: TomlContext): Table | undefined {
  const value = table[key];
  if (value === undefined) return undefined;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Table;
  throw invalidConfig(`${file}: [${above}${key}] must be a table`);
}

function checkKeys(table: Table, known: readonly string[], where: string, { file, strict }: TomlContext): void {
  const unknown = strict ? Object.keys(table).find((key) => !known.includes(key)) : undefined;
  if (unknown === undefined) return;
  const nearest = suggest(unknown, known);
  const advice = nearest === undefined ? `known are ${known.join(", ")}` : `did you mean '${nearest}'?`;
  throw invalidConfig(`${file}: ${where} has no '${unknown}'; ${advice}`);
}
