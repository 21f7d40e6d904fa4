import type { Artifact } from "./artifact.ts";
import { platformOptionNames, type PlatformOptions } from "./connect-options.ts";
import type { Dataitem } from "./dataitem.ts";
import { FunctionError } from "./errors.ts";
import type { FunctionOptions } from "./function-options.ts";
import type { Function } from "./function-object.ts";
import type { NewArtifactOptions, NewDataitemOptions, NewModelOptions } from "./material-options.ts";
import type { Model } from "./model.ts";
import { connectProject, type Project } from "./project.ts";

/** Options of something that is made without having connected to its project before. */
export type InProject<Options> = Omit<Options, "project"> &
  PlatformOptions & {
    /** The name of the project; one that is not there is made. */
    readonly project: string;
  };

/**
 * Makes a function in the project that it names. The connection stays open: close it by `fn.project.close()`.
 *
 * @throws `FUNCTION_PROJECT_MISSING` without `project`, and all that {@link Project.newFunction} throws.
 */
export function newFunction(options: InProject<FunctionOptions>): Promise<Function> {
  return inProject("newFunction", options, (project, rest) => project.newFunction(rest));
}

/** Describes content that is somewhere already, in the project that the options name. */
export function newArtifact(options: InProject<NewArtifactOptions>): Promise<Artifact> {
  return inProject("newArtifact", options, (project, rest) => project.newArtifact(rest));
}

/** Describes content that is somewhere already, in the project that the options name. */
export function newDataitem(options: InProject<NewDataitemOptions>): Promise<Dataitem> {
  return inProject("newDataitem", options, (project, rest) => project.newDataitem(rest));
}

/** Describes content that is somewhere already, in the project that the options name. */
export function newModel(options: InProject<NewModelOptions>): Promise<Model> {
  return inProject("newModel", options, (project, rest) => project.newModel(rest));
}

async function inProject<Options extends PlatformOptions & { readonly project: string }, Made>(
  where: string,
  options: Options,
  make: (project: Project, rest: Omit<Options, "project" | keyof PlatformOptions>) => Promise<Made>,
): Promise<Made> {
  if (typeof options.project !== "string") {
    throw new FunctionError(
      "FUNCTION_PROJECT_MISSING",
      `${where} needs 'project', the name of the project to make it in`,
    );
  }
  const entries = Object.entries(options);
  const isPlatformOption = ([name]: [string, unknown]): boolean => platformOptionNames.includes(name);
  const rest = Object.fromEntries(entries.filter((entry) => entry[0] !== "project" && !isPlatformOption(entry)));
  const project = await connectProject(options.project, Object.fromEntries(entries.filter(isPlatformOption)));
  try {
    return await make(project, rest as Omit<Options, "project" | keyof PlatformOptions>);
  } catch (error) {
    await project.close();
    throw error;
  }
}
