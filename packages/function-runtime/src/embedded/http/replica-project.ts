import { consoleLogger } from "@millrace/protocol";
import type { Project } from "../../project.ts";
import type { Run } from "../../run.ts";
import { FunctionError } from "../../errors.ts";
import type { ParentLink } from "../runner/parent-link.ts";
import type { ServeOrder } from "./serve-messages.ts";

/** Replicas share the channel to their platform: each has its own numbers of requests, told from others by this. */
export const requestsEach = 1_000_000_000;

/** What the calls of a service that belongs to a project have beside their own arguments. */
export async function reservedOf(
  link: ParentLink,
  { run, root }: NonNullable<ServeOrder["service"]>,
): Promise<{ readonly project: Project; readonly run: Run }> {
  // A service outside of a project does without them, and starts the sooner.
  const [{ PlatformProxy }, projects, runs] = await Promise.all([
    import("../runner/platform-proxy.ts"),
    import("../../project.ts"),
    import("../../run.ts"),
  ]);
  const platform = new PlatformProxy(link, root);
  const name = run.project ?? "";
  const record = await platform.read({ type: "project", id: name });
  if (record === undefined) throw new FunctionError("FUNCTION_NOT_FOUND", `there is no project '${name}'`);
  const project = new projects.Project({ platform, record, logger: consoleLogger() });
  return { project, run: new runs.Run(project, run) };
}
