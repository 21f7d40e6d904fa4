import path from "node:path";
import { childLogger, type Logger } from "@millrace/protocol";
import type { LoadedFunction } from "./compose/call.ts";
import { createContext } from "./compose/create-context.ts";
import { execute, initialise } from "./compose/execute.ts";
import type { EntityRecord, JsonObject, JsonValue, Relationship } from "./entity.ts";
import { jobEvent } from "./job-event.ts";
import { loadFunction } from "./source/load-function.ts";
import { FunctionError } from "./errors.ts";
import { functionKind, splitKind } from "./kinds.ts";
import type { Material } from "./material.ts";
import type { Platform } from "./platform.ts";
import { Project } from "./project.ts";
import { relate } from "./relationships.ts";
import { Run } from "./run.ts";
import { sourceFolder } from "./source-folder.ts";
import { storeOutputs } from "./store-outputs.ts";
import { warnOfOtherNode } from "./warn-of-other-node.ts";

export interface PerformRunOptions {
  /** Aborts at the deadline and when the run is stopped; the function sees it as its `signal`. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** Whether `context` and `event` are the function's own: in a child process, not inline. Default `false`. */
  readonly remote?: boolean;
  /** Where sources are unpacked. Default: `src` in the platform's folder, else `.millrace/functions/src`. */
  readonly sources?: string;
}

/** What a run leaves: keys of entities and plain values, by names. */
export interface RunProducts {
  readonly outputs: Readonly<Record<string, string>>;
  readonly results: Readonly<Record<string, JsonValue>>;
}

/**
 * Executes the function of a run: fetches its source, loads it, resolves its inputs, runs its init, calls it, and
 * stores what it returns. Whoever calls drives the states of the run.
 *
 * @throws what a step has against it, and what the function throws as it is.
 */
export async function performRun(
  platform: Platform,
  run: EntityRecord,
  options: PerformRunOptions,
): Promise<RunProducts> {
  const { signal, remote = false } = options;
  checkKind(run);
  const logger = childLogger(options.logger, { run: run.id });
  warnOfOtherNode(run.spec, logger);
  const scope = { run, outputs: new Map<string, string>() };
  const project = new Project({ platform, record: await projectOf(platform, run), logger, scope });
  const source = await sourceFolder((run.spec["source"] ?? {}) as JsonObject, {
    root: options.sources ?? path.resolve(platform.dir ?? path.join(".millrace", "functions"), "src"),
    run,
    requirements: (run.spec["requirements"] ?? []) as readonly string[],
    platform,
    signal,
  });
  try {
    const loaded = await load(run.spec, source);
    const inputs = await resolveInputs(project, run.spec["inputs"]);
    await markConsumed(platform, run, inputs);
    const context = createContext({ logger, trigger: { kind: "job", name: "job" } });
    await initialise(loaded, context, (run.spec["init_parameters"] ?? {}) as JsonObject);
    const reserved = { project, run: new Run(project, run), signal };
    const call = {
      inputs,
      parameters: (run.spec["parameters"] ?? {}) as JsonObject,
      reserved: remote ? { ...reserved, context, event: jobEvent(run) } : reserved,
    };
    const { outputs } = await execute(loaded, call, { logger });
    // A function that went on after it was told to end leaves nothing.
    signal.throwIfAborted();
    const results = await storeOutputs(project, run, outputs);
    return { outputs: Object.fromEntries(scope.outputs), results };
  } finally {
    await source.release();
  }
}

function checkKind({ kind }: EntityRecord): void {
  if (splitKind(kind).functionKind === functionKind) return;
  throw new FunctionError(
    "FUNCTION_INVALID_KIND",
    `a run of kind '${kind}' is not executed here: only functions of kind '${functionKind}' are`,
    { details: { kind } },
  );
}

async function projectOf(platform: Platform, run: EntityRecord): Promise<EntityRecord> {
  const name = run.project ?? "";
  const record = await platform.read({ type: "project", id: name });
  if (record !== undefined) return record;
  throw new FunctionError("FUNCTION_NOT_FOUND", `run ${run.id} belongs to the project '${name}', which is not there`);
}

function load(
  spec: JsonObject,
  { folder, codeFile }: { readonly folder: string; readonly codeFile?: string },
): Promise<LoadedFunction> {
  const { handler, init_function: initFunction } = (spec["source"] ?? {}) as JsonObject;
  if (typeof handler !== "string") {
    throw new FunctionError(
      "FUNCTION_INVALID_FIELD",
      "the run's spec has no source.handler: it does not say what to call",
    );
  }
  return loadFunction({
    folder,
    handler,
    ...(typeof initFunction === "string" ? { initFunction } : {}),
    ...(codeFile === undefined ? {} : { codeFile }),
  });
}

/** A run that `fn.run` made knows what it consumes; one that came from elsewhere learns it here. */
async function markConsumed(
  platform: Platform,
  run: EntityRecord,
  inputs: Readonly<Record<string, Material>>,
): Promise<void> {
  const consumes = Object.values(inputs).map(({ key }): Relationship => ({ type: "consumes", dest: key }));
  if (consumes.length === 0) return;
  await relate(platform, { type: "run", project: run.project ?? "", id: run.id }, consumes);
}

async function resolveInputs(project: Project, inputs: unknown): Promise<Record<string, Material>> {
  const keys = Object.entries((inputs ?? {}) as Readonly<Record<string, string>>);
  return Object.fromEntries(
    await Promise.all(keys.map(async ([argument, key]) => [argument, await project.getMaterial(key)] as const)),
  );
}
