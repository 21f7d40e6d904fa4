import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkOptions, silentLogger, type Logger } from "@millrace/protocol";
import type { EmbeddedOptions } from "../embedded/open-embedded.ts";
import { connectProject, Project } from "../project.ts";

export interface TempProjectOptions {
  /** Default `"test"`. */
  readonly name?: string;
  /** The folder that the scratch folder is made in; functions find the packages around it. Default: the system's. */
  readonly parent?: string;
  /** How runs are executed. */
  readonly local?: Omit<EmbeddedOptions, "dir" | "logger">;
  /** Default: drops all. */
  readonly logger?: Logger;
}

/** A project on a local platform of its own, in a scratch folder that is removed when the project is closed. */
export async function tempProject(options: TempProjectOptions = {}): Promise<Project> {
  checkOptions(options, ["name", "parent", "local", "logger"], "tempProject");
  const { name = "test", parent = tmpdir(), local = {}, logger = silentLogger } = options;
  const dir = await mkdtemp(path.join(parent, "millrace-project-"));
  const remove = (): Promise<void> => rm(dir, { recursive: true, force: true });
  try {
    const project = await connectProject(name, { dir, local, logger });
    const release = async (): Promise<void> => {
      try {
        await project.close();
      } finally {
        await remove();
      }
    };
    return new Project({ platform: project.platform, record: project.toJSON(), logger, release });
  } catch (error) {
    await remove();
    throw error;
  }
}
