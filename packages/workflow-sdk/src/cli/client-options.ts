import { Client } from "../client.ts";
import { loadClientConfig, type ClientConfig } from "../env-config.ts";
import { jsonOf } from "./server-flags.ts";

/** How verbs find their server: by flags, then by what all Temporal tools read from the environment. */
export const clientOptions = {
  address: { type: "string", value: "host:port", summary: "The server. Default: TEMPORAL_ADDRESS, or localhost:7233" },
  namespace: {
    type: "string",
    short: "n",
    value: "name",
    summary: "The namespace. Default: TEMPORAL_NAMESPACE, or default",
  },
  apiKey: { type: "string", value: "key", summary: "An API key; switches TLS on. Default: TEMPORAL_API_KEY" },
  tls: { type: "boolean", summary: "Connect with TLS" },
  profile: { type: "string", value: "name", summary: "A profile of temporal.toml. Default: TEMPORAL_PROFILE" },
} as const;

export interface ClientFlags {
  readonly address: string | undefined;
  readonly namespace: string | undefined;
  readonly apiKey: string | undefined;
  readonly tls: boolean;
  readonly profile: string | undefined;
}

/** What flags and environment say together. @throws `WORKFLOW_INVALID_CONFIG` */
export async function clientConfig({ profile, ...flags }: ClientFlags): Promise<ClientConfig> {
  const { address, options } = await loadClientConfig(profile === undefined ? {} : { profile });
  return {
    address: flags.address ?? address,
    options: {
      ...options,
      ...(flags.namespace === undefined ? {} : { namespace: flags.namespace }),
      ...(flags.apiKey === undefined ? {} : { apiKey: flags.apiKey }),
      ...(flags.tls ? { tls: options.tls === undefined || options.tls === false ? true : options.tls } : {}),
    },
  };
}

/** A client whose server has answered. */
export async function connectClient(flags: ClientFlags): Promise<Client> {
  const { address, options } = await clientConfig(flags);
  return Client.connect(address, options);
}

/** Arguments for workflows, signals and queries. */
export const inputOption = {
  type: "strings",
  value: "json",
  summary: "An argument, as JSON; may be repeated",
} as const;

/** @throws `CLI_INVALID_OPTION` */
export const inputsOf = (texts: readonly string[]): readonly unknown[] => texts.map((text) => jsonOf("--input", text));

/** One workflow. */
export const workflowArgument = { id: { summary: "The id of the workflow" } } as const;

/** One of its runs. */
export const runOption = { type: "string", value: "id", summary: "One run of it. Default: the last" } as const;

export const runOf = (runId: string | undefined): { readonly runId?: string } => (runId === undefined ? {} : { runId });
