import type { EntityRecord, JsonObject, Relationship } from "./entity.ts";
import { FunctionError } from "./errors.ts";
import { invalidField, json } from "./field-checks.ts";
import type { Function } from "./function-object.ts";
import { idOf, newId, parseKey, taskString } from "./keys.ts";
import { checkAction, runKindOf, taskKindOf, type Action } from "./kinds.ts";
import type { Project } from "./project.ts";
import { functionDefaults, type CommonRunOptions, type LocalRunOptions } from "./run-options.ts";
import { Run } from "./run.ts";
import { taskSpec } from "./task-fields.ts";

type GivenOptions = CommonRunOptions & LocalRunOptions & Readonly<Record<string, unknown>>;

/** What `fn.run` does: a task is looked up or made, then the run, and the platform does the rest. */
export async function startRun(fn: Function, given: Action, options: object): Promise<Run> {
  const action = checkAction(given);
  const { inputs, parameters, initParameters, localExecution, wait, signal, ...taskOptions } = options as GivenOptions;
  signal?.throwIfAborted();
  checkFlags(action, { localExecution, wait });
  const fields = {
    ...(action === "serve" ? { service_type: functionDefaults.wireServiceType } : {}),
    ...taskSpec(action, taskOptions),
    ...(parameters === undefined ? {} : { parameters: namedValues(parameters, "parameters") }),
    ...(initParameters === undefined ? {} : { init_parameters: namedValues(initParameters, "initParameters") }),
  };
  const project = fn.project;
  const resolved = await resolveInputs(project, inputs ?? {});
  const task = await taskOf(project, fn, action);
  const record = await project.platform.create("run", {
    id: newId(),
    kind: runKindOf(action, fn.kind),
    project: project.name,
    metadata: { project: project.name, relationships: relationships(fn, resolved) },
    spec: {
      // Whoever executes a run merges its spec; here that is this process.
      ...(localExecution === true ? { ...fn.spec, ...task.spec } : {}),
      ...fields,
      ...(inputs === undefined ? {} : { inputs: resolved }),
      task: taskString({ kind: task.kind, project: project.name, id: task.id }),
      function: String(fn),
      local_execution: localExecution === true,
    },
    status: { state: "CREATED" },
  });
  const run = new Run(project, record);
  if (localExecution === true) {
    const { executeInline } = await import("./execute-inline.ts");
    await executeInline(project, record, { signal });
    return run.refresh();
  }
  return wait === true ? run.wait(signal === undefined ? {} : { signal }) : run;
}

function checkFlags(action: Action, flags: { readonly localExecution: unknown; readonly wait: unknown }): void {
  for (const [option, value] of Object.entries(flags)) {
    if (value !== undefined && typeof value !== "boolean") throw invalidField(option, "true or false", value);
  }
  if (flags.localExecution !== true || action === "job") return;
  const instead =
    action === "serve" ? "serve() of this package serves in the caller's process" : "builds are local here";
  throw new FunctionError(
    "FUNCTION_FIELD_OF_OTHER_ACTION",
    `'localExecution' belongs to job, not to ${action}; ${instead}`,
    { details: { field: "localExecution", action, actions: ["job"] } },
  );
}

function namedValues(values: unknown, option: string): JsonObject {
  if (typeof values === "object" && values !== null && !Array.isArray(values))
    return json(values, option) as JsonObject;
  throw invalidField(option, "an object of values by argument", values);
}

/** Argument → the key of the exact version that the run will be given; what is not there is an error now, not later. */
async function resolveInputs(project: Project, inputs: unknown): Promise<Record<string, string>> {
  if (typeof inputs !== "object" || inputs === null || Array.isArray(inputs)) {
    throw invalidField("inputs", "an object of keys by argument", inputs);
  }
  const resolved = Object.entries(inputs).map(async ([argument, key]: [string, unknown]) => {
    const at = `inputs.${argument}`;
    if (typeof key !== "string") throw invalidField(at, "the key of an entity: its `key`", typeof key);
    parseKey(key);
    return [argument, (await project.getMaterial(key)).key] as const;
  });
  return Object.fromEntries(await Promise.all(resolved));
}

const relationships = (fn: Function, inputs: Readonly<Record<string, string>>): Relationship[] => [
  { type: "run_of", dest: fn.key },
  ...[...new Set(Object.values(inputs))].map((dest): Relationship => ({ type: "consumes", dest })),
];

/** The function's one task of this kind: that which is there, or a new one. */
async function taskOf({ platform, name }: Project, fn: Function, action: Action): Promise<EntityRecord> {
  const kind = taskKindOf(action, fn.kind);
  const find = async (): Promise<EntityRecord | undefined> =>
    (await platform.list("task", name, { kind, function: String(fn) })).content[0];
  const found = await find();
  if (found !== undefined) return found;
  try {
    // An id that others make alike: of two who make it at once, one is refused.
    const id = idOf(`${kind} ${String(fn)}`);
    const spec = { function: String(fn) };
    return await platform.create("task", { id, kind, project: name, metadata: { project: name }, spec });
  } catch (error) {
    const made = await find();
    if (made === undefined) throw error;
    return made;
  }
}
