import { checkOptions, consoleLogger } from "@millrace/protocol";
import { platformOptionNames, type ConnectOptions } from "./connect-options.ts";
import { FunctionError } from "./errors.ts";
import { descriptionOf } from "./metadata.ts";
import { checkProjectName } from "./names.ts";
import { openPlatform } from "./open-platform.ts";
import { Project } from "./project.ts";

/**
 * Opens a project: on the local platform, on DigitalHub Core with `endpoint`, or on a `platform` that is open already.
 * A project that is not there is made.
 *
 * @throws `FUNCTION_INVALID_NAME`; `FUNCTION_NOT_FOUND` with `create: false`; what the platform has against it.
 */
export async function connectProject(name: string, options: ConnectOptions = {}): Promise<Project> {
  checkProjectName(name);
  checkOptions(options, [...platformOptionNames, "description", "labels", "create"], "connectProject");
  const logger = options.logger ?? consoleLogger({ level: "warn" });
  const { platform, release } = await openPlatform(options, logger);
  try {
    const existing = await platform.read({ type: "project", id: name });
    if (existing === undefined && options.create === false) {
      throw new FunctionError("FUNCTION_NOT_FOUND", `${platform.name} has no project '${name}'`);
    }
    const description = descriptionOf(name, { ...options, name });
    const record =
      existing ?? (await platform.create("project", { id: name, kind: "project", name, metadata: description }));
    return new Project({ platform, record, logger, release });
  } catch (error) {
    await release();
    throw error;
  }
}
