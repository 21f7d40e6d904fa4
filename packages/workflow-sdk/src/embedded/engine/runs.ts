import { notFound } from "../service-errors.ts";
import type { Run } from "./run.ts";

/** What names a run. Without a run id it is the last that was started. */
export interface RunName {
  readonly workflowId: string;
  readonly runId: string;
}

/** The runs of a server. */
export class Runs {
  readonly #byRunId = new Map<string, Run>();
  readonly #current = new Map<string, Run>();

  add(run: Run): void {
    this.#byRunId.set(run.runId, run);
    this.#current.set(keyOf(run.facts.namespaceId, run.workflowId), run);
  }

  /** The last run of the workflow. */
  current(namespaceId: string, workflowId: string): Run | undefined {
    return this.#current.get(keyOf(namespaceId, workflowId));
  }

  find(namespaceId: string, { workflowId, runId }: RunName): Run | undefined {
    if (runId === "") return this.current(namespaceId, workflowId);
    const run = this.byId(namespaceId, runId);
    return run?.workflowId === workflowId ? run : undefined;
  }

  byId(namespaceId: string, runId: string): Run | undefined {
    const run = this.#byRunId.get(runId);
    return run?.facts.namespaceId === namespaceId ? run : undefined;
  }

  /** @throws `not_found` */
  require(namespaceId: string, name: RunName): Run {
    const run = this.find(namespaceId, name);
    if (run !== undefined) return run;
    throw notFound(
      name.runId === ""
        ? `workflow not found for ID: ${name.workflowId}`
        : `workflow execution not found for workflow ID "${name.workflowId}" and run ID "${name.runId}"`,
    );
  }

  remove(run: Run): void {
    this.#byRunId.delete(run.runId);
    const key = keyOf(run.facts.namespaceId, run.workflowId);
    if (this.#current.get(key) === run) this.#current.delete(key);
  }

  [Symbol.iterator](): IterableIterator<Run> {
    return this.#byRunId.values();
  }
}

const keyOf = (namespaceId: string, workflowId: string): string => `${namespaceId}/${workflowId}`;
