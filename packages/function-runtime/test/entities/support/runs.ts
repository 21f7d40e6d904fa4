import { Run, type EntityStatus, type JsonObject, type Project } from "../../../src/index.ts";

/** A run that nobody executes: its states are the test's. */
export async function strayRun(project: Project, action: string, spec: JsonObject = {}): Promise<Run> {
  const record = await project.platform.create("run", {
    kind: `nodejs+${action}:run`,
    project: project.name,
    spec: { function: `nodejs://${project.name}/fn:1`, local_execution: true, ...spec },
  });
  return new Run(project, record);
}

/** Brings a run to these states, one after the other. */
export async function bring(run: Run, states: readonly string[], last: EntityStatus = {}): Promise<void> {
  const { platform, name } = run.project;
  for (const [index, state] of states.entries()) {
    const record = await platform.read({ type: "run", project: name, id: run.id });
    if (record === undefined) throw new Error("the run is gone");
    const more = index === states.length - 1 ? last : {};
    await platform.update("run", { ...record, status: { ...record.status, ...more, state } });
  }
}

export const toRunning: readonly string[] = ["BUILT", "READY", "RUNNING"];
