import type { EntityType } from "./entity.ts";
import { FunctionError } from "./errors.ts";

/** What can be done with a function. */
export type Action = "job" | "serve" | "build";

export const actions: readonly Action[] = Object.freeze(["job", "serve", "build"] as const);

/** The kind of functions that this package executes. */
export const functionKind = "nodejs";

/** The versions of Node that a function may ask for. */
export type NodeVersion = "NODE_22" | "NODE_24" | "NODE_26";

export const nodeVersions: readonly NodeVersion[] = Object.freeze(["NODE_22", "NODE_24", "NODE_26"] as const);

export type ArtifactKind = "artifact";
export type DataitemKind = "dataitem" | "table" | "croissant";
export type ModelKind = "model" | "mlflow" | "sklearn" | "huggingface" | "tvm-ir" | "tvm-so";

/** The kinds of the entities that are files with a description. The first of each is what a caller gets who names none. */
export const materialKinds: {
  readonly artifact: readonly ArtifactKind[];
  readonly dataitem: readonly DataitemKind[];
  readonly model: readonly ModelKind[];
} = Object.freeze({
  artifact: Object.freeze(["artifact"] as const),
  dataitem: Object.freeze(["dataitem", "table", "croissant"] as const),
  model: Object.freeze(["model", "mlflow", "sklearn", "huggingface", "tvm-ir", "tvm-so"] as const),
});

/** `nodejs+job`. Functions of other kinds have tasks of the same pattern. */
export function taskKindOf(action: string, kind: string = functionKind): string {
  return `${kind}+${action}`;
}

/** `nodejs+job:run`: each action has its own kind of runs. */
export function runKindOf(action: string, kind: string = functionKind): string {
  return `${taskKindOf(action, kind)}:run`;
}

/**
 * The parts of a task's or run's kind: `python+job:run` → `python`, `job`.
 *
 * @throws `FUNCTION_INVALID_KIND` if it is neither.
 */
export function splitKind(kind: string): { readonly functionKind: string; readonly action: string } {
  const match = /^([a-zA-Z][\w.-]*)\+([a-zA-Z][\w.-]*)(?::run)?$/.exec(kind);
  const [, of, action] = match ?? [];
  if (of === undefined || action === undefined) {
    throw new FunctionError(
      "FUNCTION_INVALID_KIND",
      `'${kind}' is neither the kind of a task, as 'nodejs+job', nor that of a run, as 'nodejs+job:run'`,
      { details: { kind } },
    );
  }
  return { functionKind: of, action };
}

/**
 * What a task's or run's kind is for.
 *
 * @throws `FUNCTION_INVALID_KIND` if that is none of job, serve and build.
 */
export function actionOf(kind: string): Action {
  return checkAction(splitKind(kind).action);
}

/** @throws `FUNCTION_INVALID_ACTION` for anything but job, serve and build. */
export function checkAction(action: string): Action {
  const known = actions.find((one) => one === action);
  if (known !== undefined) return known;
  throw new FunctionError(
    "FUNCTION_INVALID_ACTION",
    `a function has no action '${action}'; actions are ${actions.join(", ")}`,
    { details: { action } },
  );
}

/** Whether a platform keeps entities of this type and kind. Functions, tasks and runs of every runtime are kept. */
export function isKindOf(type: EntityType, kind: string): boolean {
  switch (type) {
    case "artifact":
    case "dataitem":
    case "model":
      return (materialKinds[type] as readonly string[]).includes(kind);
    case "project":
    case "secret":
      return kind === type;
    case "function":
      return /^[a-zA-Z][\w.-]*$/.test(kind);
    case "task":
      return /^[a-zA-Z][\w.-]*\+[a-zA-Z][\w.-]*$/.test(kind);
    case "run":
      return /^[a-zA-Z][\w.-]*\+[a-zA-Z][\w.-]*:run$/.test(kind);
  }
}
