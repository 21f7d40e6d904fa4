import type { Logger } from "@millrace/protocol";
import type { EmbeddedOptions } from "./embedded/open-embedded.ts";
import type { Platform } from "./platform.ts";
import type { CoreOptions } from "./remote/core-client.ts";

/** Which platform a project is on, and how to get to it. Without any of them: the local one. */
export interface PlatformOptions {
  /** The folder of the local platform. Default `.millrace/functions` below the working directory. */
  readonly dir?: string;
  /** How the local platform executes runs. */
  readonly local?: Omit<EmbeddedOptions, "dir" | "logger">;
  /** The address of a DigitalHub Core, or of a server that speaks its API. */
  readonly endpoint?: string;
  /** How to get to `endpoint`: who one is, timeouts and so on. */
  readonly core?: Omit<CoreOptions, "endpoint" | "logger">;
  /** A platform that is open already; whoever opened it closes it. */
  readonly platform?: Platform;
  /** Gets warnings. Default: a console logger of level `warn`. */
  readonly logger?: Logger;
}

export interface ConnectOptions extends PlatformOptions {
  /** Of a project that is not there yet. */
  readonly description?: string;
  /** Of a project that is not there yet. */
  readonly labels?: readonly string[];
  /** Whether a project that is not there is made. Default `true`; `false`: it is an error. */
  readonly create?: boolean;
}

export const platformOptionNames: readonly string[] = ["dir", "local", "endpoint", "core", "platform", "logger"];
