import type { EntityRecord, EntityStatus, JsonObject } from "./entity.ts";
import { withVariables } from "./env.ts";
import { FunctionError } from "./errors.ts";
import { Masker } from "./masker.ts";
import { performRun, type RunProducts } from "./perform-run.ts";
import type { Project } from "./project.ts";
import { runFailed } from "./run-errors.ts";
import { stopSignal } from "./stop-signal.ts";
import { warnOfIdleFields } from "./task-fields.ts";
import { textOfThrown } from "./thrown-text.ts";

export interface ExecuteInlineOptions {
  /** Stops the run. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Executes a run in this process and tells the platform of each of its states, so that it is tracked as any other.
 * A function that is told to end by its `signal` is not waited for any longer, since it cannot be made to end.
 *
 * @throws `FUNCTION_RUN_NOT_STARTABLE`; `FUNCTION_RUN_FAILED` with what the function threw as its cause; the reason of
 *   `signal`. A run that somebody else stopped is no error.
 */
export async function executeInline(
  project: Project,
  record: EntityRecord,
  { signal }: ExecuteInlineOptions = {},
): Promise<void> {
  const built = record.status.state === "CREATED" ? await move(project, record, { state: "BUILT" }) : record;
  const running = await begin(project, built);
  warnOfIdleFields(running.spec, "inline", project.logger);
  const stop = stopSignal(project, running, signal);
  const masker = new Masker();
  try {
    const products = await Promise.race([perform(project, running, { signal: stop.signal, masker }), stop.aborted]);
    await move(project, running, { state: "COMPLETED", ...products });
  } catch (error) {
    if (stop.by === "platform") return await settle(project, running);
    if (stop.by === "caller") {
      await settle(project, await move(project, running, { state: "STOP" }));
      throw error;
    }
    // Everybody reads it who may read the run; the error itself stays in this process.
    const message = masker.mask(textOfThrown(error));
    throw runFailed(await move(project, running, { state: "ERROR", message }), error);
  } finally {
    await stop.end();
  }
}

/** @throws `FUNCTION_RUN_NOT_STARTABLE` unless it is BUILT or STOPPED. */
async function begin(project: Project, run: EntityRecord): Promise<EntityRecord> {
  switch (run.status.state) {
    case "BUILT":
      return move(project, await move(project, run, { state: "READY" }), { state: "RUNNING" });
    case "STOPPED":
      return move(project, await move(project, run, { state: "RESUME" }), { state: "RUNNING" });
    default:
      throw new FunctionError(
        "FUNCTION_RUN_NOT_STARTABLE",
        `run ${run.id} is ${run.status.state}; only a run that is BUILT or STOPPED starts`,
        { details: { run: run.key, state: run.status.state } },
      );
  }
}

/** A run that was told to stop has now; whoever told it may have seen to that already. */
async function settle(project: Project, run: EntityRecord): Promise<void> {
  const now = await project.platform.read({ type: "run", project: project.name, id: run.id });
  if (now?.status.state === "STOP") await move(project, now, { state: "STOPPED" });
}

async function perform(
  project: Project,
  run: EntityRecord,
  { signal, masker }: { readonly signal: AbortSignal; readonly masker: Masker },
): Promise<RunProducts> {
  const variables = await variablesOf(project, run.spec, masker);
  return withVariables(variables, () => performRun(project.platform, run, { signal, logger: project.logger }));
}

/** The next state, on what the platform has by now: its relationships may have grown. */
async function move({ platform, name }: Project, run: EntityRecord, status: EntityStatus): Promise<EntityRecord> {
  const now = (await platform.read({ type: "run", project: name, id: run.id })) ?? run;
  return platform.update("run", { ...now, status: { ...now.status, ...status } });
}

async function variablesOf(project: Project, spec: JsonObject, masker: Masker): Promise<Record<string, string>> {
  const envs = (spec["envs"] ?? []) as readonly { readonly name: string; readonly value: string }[];
  const variables = Object.fromEntries(envs.map(({ name, value }) => [name, value]));
  for (const name of (spec["secrets"] ?? []) as readonly string[]) {
    const value = await project.secrets.get(name);
    masker.add(value);
    variables[name] = value;
  }
  return variables;
}
