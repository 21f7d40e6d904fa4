import type { EntityRecord } from "./entity.ts";
import { runFailed } from "./run-errors.ts";
import { performRun } from "./perform-run.ts";
import type { Project } from "./project.ts";

export interface ExecuteInlineOptions {
  readonly signal: AbortSignal | undefined;
}

export async function executeInline(project: Project, run: EntityRecord, options: ExecuteInlineOptions): Promise<void> {
  try {
    await performRun(project.platform, run, {
      signal: options.signal ?? new AbortController().signal,
      logger: project.logger,
    });
  } catch (error) {
    throw runFailed(run, error);
  }
}
