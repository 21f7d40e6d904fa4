import type { EntityRecord, JsonObject, JsonValue } from "../../entity.ts";
import { inheritedEnv } from "../../env.ts";
import { FunctionError } from "../../errors.ts";
import type { EmbeddedCore } from "../embedded-core.ts";

export interface ChildEnv {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The values that no log may show. */
  readonly secrets: readonly string[];
}

/**
 * The environment of a run's process: that of the runner, then the run's `envs`, then its `secrets`, then what the
 * platform tells every run.
 *
 * @throws `FUNCTION_NOT_FOUND` for a secret that has no value.
 */
export async function childEnv(core: EmbeddedCore, run: EntityRecord): Promise<ChildEnv> {
  const { project = "", id, spec } = run;
  const secrets: Record<string, string> = {};
  for (const name of listOf(spec["secrets"])) {
    if (typeof name !== "string") continue;
    const value = await core.secrets.get(project, name);
    if (value === undefined) throw noSecret(project, name);
    secrets[name] = value;
  }
  const own: Record<string, string> = {};
  for (const { name, value } of listOf(spec["envs"]).filter(isObject)) {
    if (typeof name === "string" && typeof value === "string") own[name] = value;
  }
  return {
    env: { ...inheritedEnv(), ...own, ...secrets, PROJECT_NAME: project, RUN_ID: id },
    secrets: Object.values(secrets),
  };
}

const listOf = (value: JsonValue | undefined): readonly JsonValue[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]) : [];

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function noSecret(project: string, name: string): FunctionError {
  return new FunctionError(
    "FUNCTION_NOT_FOUND",
    `project '${project}' has no value for the secret '${name}'; set it by project.secrets.set() before the run`,
    { details: { project, secret: name } },
  );
}
