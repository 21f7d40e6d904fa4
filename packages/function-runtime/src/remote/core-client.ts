import {
  checkNumber,
  checkOneOf,
  checkOptions,
  silentLogger,
  systemClock,
  type Clock,
  type Logger,
} from "@millrace/protocol";
import type { Platform } from "../platform.ts";
import { readCoreConfig } from "./config.ts";
import { CoreConnection } from "./core-connection.ts";
import { CorePlatform } from "./core-platform.ts";
import type { CoreCredentials } from "./credentials.ts";
import { asContainer, sameKind } from "./kind-translation.ts";
import { Notifications } from "./notifications.ts";

/** How a client gets tokens by OAuth2. */
export interface CoreOAuth {
  /** The client that asks. Default: `DHCORE_CLIENT_ID`, the profile, what Core says. */
  readonly clientId?: string;
  /** Tells by OpenID discovery where tokens are had. Default: `DHCORE_ISSUER`, the profile, Core itself. */
  readonly issuer?: string;
  /** Where tokens are had. Default: `OAUTH2_TOKEN_ENDPOINT`, the profile, what the issuer says. */
  readonly tokenEndpoint?: string;
}

export interface CoreOptions {
  /** Where Core answers: `http://core:8080`. Default: `DHCORE_ENDPOINT`, then the profile's `dhcore_endpoint`. */
  readonly endpoint?: string;
  /** The section of the configuration file. Default: `DH_NAME`, then its `current_environment`. */
  readonly profile?: string;
  /** The configuration file of DigitalHub's clients. Default: `DH_CONFIG`, then `~/.dhcore.ini`. */
  readonly configFile?: string;
  /** Who one is. Given, environment and file say nothing about it. `"none"` sends no credentials at all. */
  readonly auth?: CoreCredentials | "none";
  readonly oauth?: CoreOAuth;
  /** Where files of new entities go, such as `s3://datalake`. Default: what project, environment, file or Core say. */
  readonly filesStore?: string;
  /**
   * Where functions that run here, with `localExecution`, have their sources; packages are found around it. Default
   * `.millrace/functions` below the working directory.
   */
  readonly dir?: string;
  /**
   * What becomes of our kind `nodejs`, which today's Core does not know. `"nodejs"` sends it as it is, for our own
   * server. `"container"` translates it to Core's kind `container` and back. Default `"nodejs"`.
   */
  readonly kind?: "nodejs" | "container";
  /**
   * Whether Core is asked to tell of changes, by STOMP over a WebSocket, so that what is watched is looked at sooner.
   * Where it cannot, looking from time to time is all. Default `true`.
   */
  readonly push?: boolean;
  /** Default: Node's. */
  readonly fetch?: typeof globalThis.fetch;
  /** Gets warnings, and at `debug` every request without what is secret. Default: drops all. */
  readonly logger?: Logger;
  /** Measures the pauses between attempts and looks. Default: the system's. */
  readonly clock?: Clock;
  /** How long one answer may take; 10 ms more for each kB that is sent. Default {@link coreDefaults}. */
  readonly timeoutMs?: number;
  /** How often a request that may be repeated is, beyond the first time. Default {@link coreDefaults}. */
  readonly retries?: number;
  /** The longest pause between two looks at what is watched. Default {@link coreDefaults}. */
  readonly pollMs?: number;
}

export const coreDefaults: { readonly timeoutMs: number; readonly retries: number; readonly pollMs: number } =
  Object.freeze({ timeoutMs: 30_000, retries: 4, pollMs: 5_000 });

const names = [
  "endpoint",
  "profile",
  "configFile",
  "auth",
  "oauth",
  "filesStore",
  "dir",
  "kind",
  "push",
  "fetch",
  "logger",
  "clock",
  "timeoutMs",
  "retries",
  "pollMs",
];

/**
 * Connects to DigitalHub Core, or to a server that speaks its API, and makes sure that it answers and takes the
 * credentials.
 *
 * Requests that may be repeated are, on broken connections and answers 429, 502, 503 and 504. Of credentials the
 * first counts: personal access token, refresh token, access token, user and password; an expired token is renewed
 * once for all requests. Files go by addresses that Core signs, so that no store's own credentials are needed.
 *
 * @throws `FUNCTION_CORE_NO_ENDPOINT`, `FUNCTION_CORE_INVALID_CONFIG`, `FUNCTION_CORE_UNREACHABLE`,
 *   `FUNCTION_CORE_UNAUTHORIZED`, `FUNCTION_CORE_API_LEVEL`, `FUNCTION_CORE_BAD_ANSWER`, `FUNCTION_CORE_REJECTED`
 */
export async function openCore(options: CoreOptions = {}): Promise<Platform> {
  checkOptions(options, names, "openCore");
  if (options.oauth !== undefined) checkOptions(options.oauth, ["clientId", "issuer", "tokenEndpoint"], "oauth");
  const { timeoutMs, retries, pollMs } = { ...coreDefaults, ...options };
  checkNumber(timeoutMs, "timeoutMs", "openCore", { min: 1 });
  checkNumber(retries, "retries", "openCore", { min: 0, whole: true });
  checkNumber(pollMs, "pollMs", "openCore", { min: 1 });
  const {
    kind = "nodejs",
    push = true,
    fetch = globalThis.fetch,
    logger = silentLogger,
    clock = systemClock,
  } = options;
  checkOneOf(kind, "kind", "openCore", ["nodejs", "container"]);

  const config = await readCoreConfig(options);
  const connection = new CoreConnection(config, { fetch, logger, clock, timeoutMs, retries });
  await connection.check();
  const translation = kind === "container" ? asContainer : sameKind;
  const { endpoint } = connection;
  const authorization = (): Promise<string | undefined> => connection.authorization();
  return new CorePlatform(connection, {
    translation,
    filesStore: config.filesStore ?? (await toldStore(connection)),
    pollMs,
    dir: options.dir,
    notifications: push ? new Notifications({ endpoint, authorization, logger }) : undefined,
  });
}

async function toldStore(connection: CoreConnection): Promise<string | undefined> {
  const store = (await connection.discover())["dhcore_default_files_store"];
  return typeof store === "string" && store !== "" ? store.replace(/\/+$/, "") : undefined;
}
