import { Client } from "../client.ts";
import { jsonOf } from "./server-flags.ts";

/** How verbs find their server. */
export const clientOptions = {
  address: { type: "string", value: "host:port", summary: "The server", default: "127.0.0.1:7233" },
  namespace: { type: "string", short: "n", value: "name", summary: "The namespace", default: "default" },
  apiKey: { type: "string", value: "key", summary: "An API key; switches TLS on" },
  tls: { type: "boolean", summary: "Connect with TLS" },
} as const;

interface ClientFlags {
  readonly address: string;
  readonly namespace: string;
  readonly apiKey: string | undefined;
  readonly tls: boolean;
}

/** A client whose server has answered. */
export const connectClient = ({ address, namespace, apiKey, tls }: ClientFlags): Promise<Client> =>
  Client.connect(address, {
    namespace,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(tls ? { tls } : {}),
  });

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
