import type { Logger } from "@millrace/protocol";
import type { PlatformOptions } from "./connect-options.ts";
import { FunctionError } from "./errors.ts";
import type { Platform } from "./platform.ts";

export interface OpenPlatform {
  readonly platform: Platform;
  /** Lets go of it. */
  readonly release: () => Promise<void>;
}

/** The platform that the options say. What is not needed for it is not loaded. */
export async function openPlatform(options: PlatformOptions, logger: Logger): Promise<OpenPlatform> {
  const { dir, local, endpoint, core, platform } = options;
  const contradictions = Object.entries({ platform, endpoint, dir }).filter(([, value]) => value !== undefined);
  if (contradictions.length > 1) {
    const names = contradictions.map(([name]) => `'${name}'`).join(" and ");
    throw new FunctionError("FUNCTION_INVALID_CALL", `${names} are different platforms; give one of them`);
  }
  if (platform !== undefined) return { platform, release: async () => undefined };
  const opened =
    endpoint === undefined
      ? await openLocal({ ...local, dir }, logger)
      : await openRemote({ ...core, endpoint }, logger);
  return { platform: opened, release: () => opened.close() };
}

async function openLocal(
  { dir, ...local }: NonNullable<PlatformOptions["local"]> & { readonly dir: string | undefined },
  logger: Logger,
): Promise<Platform> {
  const { openEmbedded } = await import("./embedded/open-embedded.ts");
  return openEmbedded({ ...local, ...(dir === undefined ? {} : { dir }), logger });
}

async function openRemote(
  options: NonNullable<PlatformOptions["core"]> & { readonly endpoint: string },
  logger: Logger,
): Promise<Platform> {
  const { openCore } = await import("./remote/core-client.ts");
  return openCore({ ...options, logger });
}
