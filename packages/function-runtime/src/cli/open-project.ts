import { consoleLogger, type Logger } from "@millrace/protocol";
import { CliError, type OptionValues } from "@millrace/tooling-cli";
import { connectProject, type Project } from "../project.ts";
import type { PlaceOptions } from "./shared-options.ts";

/** The project that the options of a verb name. @throws `CLI_INVALID_OPTION`, and what connecting has against it */
export async function openProject(
  { project, dir, endpoint, profile, asContainer }: OptionValues<Pick<PlaceOptions, keyof PlaceOptions>>,
  { create = true, verbose = false }: { readonly create?: boolean; readonly verbose?: boolean } = {},
): Promise<Project> {
  const logger: Logger = consoleLogger({ level: verbose ? "debug" : "warn" });
  const isRemote = endpoint !== undefined || profile !== undefined;
  if (!isRemote) {
    if (asContainer)
      throw new CliError("CLI_INVALID_OPTION", "--as-container is for Core; give --endpoint or --profile");
    return connectProject(project, { create, logger, ...(dir === undefined ? {} : { dir }) });
  }
  if (dir !== undefined)
    throw new CliError(
      "CLI_INVALID_OPTION",
      "--dir is of the local platform, --endpoint and --profile of another; give one",
    );
  const core = {
    ...(profile === undefined ? {} : { profile }),
    ...(asContainer ? ({ kind: "container" } as const) : {}),
  };
  return connectProject(project, { create, logger, core, endpoint: endpoint ?? (await endpointOf(profile)) });
}

async function endpointOf(profile: string | undefined): Promise<string> {
  const { readCoreConfig } = await import("../remote/config.ts");
  return (await readCoreConfig(profile === undefined ? {} : { profile })).endpoint;
}
