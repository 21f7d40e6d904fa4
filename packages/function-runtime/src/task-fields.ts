import { suggest, type Logger } from "@millrace/protocol";
import type { JsonObject, JsonValue } from "./entity.ts";
import { FunctionError } from "./errors.ts";
import {
  invalidField,
  jsonObject,
  listOf,
  mapOf,
  object,
  oneOf,
  text,
  wholeNumber,
  type FieldCheck,
} from "./field-checks.ts";
import { actions, type Action } from "./kinds.ts";
import { isName } from "./names.ts";

/** One field of a task: who takes it, what it may be, and what it does where there is no Kubernetes. */
export interface TaskField {
  /** In the spec of tasks and runs. */
  readonly wire: string;
  readonly actions: readonly Action[];
  readonly check: FieldCheck;
  /** What the local platform does with it; absent: nothing, and it warns so. */
  readonly local?: string;
  /** The same of `localExecution`, where the function shares the caller's process. */
  readonly inline?: string;
}

const quantity = text("a number with a unit if any, such as '2', '500m' or '64Gi'", /^\d+([a-zA-Z]+)?$/);
const resource: FieldCheck = (value, at) => {
  if (typeof value !== "object" || value === null) return quantity(value, at);
  const range = object({
    requests: { check: quantity, optional: true },
    limits: { check: quantity, optional: true },
  })(value, at) as { readonly requests?: string; readonly limits?: string };
  return range.limits ?? range.requests ?? quantity(undefined, `${at}.limits`);
};
const optionalResource = { check: resource, optional: true };

const name: FieldCheck = (value, at) => {
  if (typeof value === "string" && isName(value)) return value;
  throw invalidField(at, "a name of letters, digits, '.', '_', '+' and '-'", value);
};
const variable = text("the name of an environment variable", /^[A-Za-z_][A-Za-z0-9_.-]*$/);
const value = text("a text without NUL", /^[^\0]*$/);

const milliseconds = wholeNumber(1);

/** Every field of a task, under its name on the face. */
export const taskFields: Readonly<Record<string, TaskField>> = Object.freeze({
  nodeSelector: {
    wire: "node_selector",
    actions,
    check: listOf(object({ key: { check: text() }, value: { check: value } })),
  },
  volumes: {
    wire: "volumes",
    actions,
    check: listOf(
      object({
        volumeType: {
          check: oneOf("persistent_volume_claim", "shared_volume", "ephemeral", "empty_dir", "image"),
          wire: "volume_type",
        },
        name: { check: name },
        mountPath: { check: text("an absolute path", /^\/[^\0\r\n]*$/), wire: "mount_path" },
        spec: { check: mapOf(text()), optional: true },
      }),
    ),
  },
  resources: {
    wire: "resources",
    actions,
    check: object({ cpu: optionalResource, mem: optionalResource, gpu: optionalResource, disk: optionalResource }),
    local: "mem limits the heap of the run's process; cpu, gpu and disk have no effect",
  },
  affinity: { wire: "affinity", actions, check: jsonObject },
  tolerations: { wire: "tolerations", actions, check: listOf(jsonObject) },
  envs: {
    wire: "envs",
    actions,
    check: listOf(object({ name: { check: variable }, value: { check: value } })),
    local: "set in the environment of the run's process",
    inline: "set in the process's environment while the run lasts",
  },
  secrets: {
    wire: "secrets",
    actions,
    check: listOf(variable),
    local: "set in the environment of the run's process, masked in its logs",
    inline: "set in the process's environment while the run lasts",
  },
  profile: { wire: "profile", actions, check: text() },
  backoffLimit: {
    wire: "backoff_limit",
    actions: ["job"],
    check: wholeNumber(0),
    local: "how often a failed job is tried again",
  },
  deadlineMs: {
    wire: "active_deadline_seconds",
    actions: ["job"],
    check: (value, at) => (milliseconds(value, at) as number) / 1000,
    local: "when its process is ended",
    inline: "when its signal aborts and nobody waits for it any longer",
  },
  replicas: { wire: "replicas", actions: ["serve"], check: wholeNumber(1), local: "processes that share the port" },
  serviceType: {
    wire: "service_type",
    actions: ["serve"],
    check: oneOf("ExternalName", "ClusterIP", "NodePort", "LoadBalancer"),
    local: "none is needed: every type is a port of this machine",
  },
  instructions: {
    wire: "instructions",
    actions: ["build"],
    check: listOf(text("one shell line")),
    local: "RUN lines of the Dockerfile",
  },
} satisfies Record<string, TaskField>);

/**
 * The part of a run's spec that comes from its task fields.
 *
 * @throws `FUNCTION_INVALID_FIELD` for a value that does not fit; `FUNCTION_FIELD_OF_OTHER_ACTION`; an unknown field is
 * `FUNCTION_UNKNOWN_FIELD`.
 */
export function taskSpec(action: Action, options: Readonly<Record<string, unknown>>): JsonObject {
  const spec: Record<string, JsonValue> = {};
  for (const [option, given] of Object.entries(options)) {
    if (given === undefined) continue;
    const field = Object.hasOwn(taskFields, option) ? taskFields[option] : undefined;
    if (field === undefined) throw unknownField(action, option);
    if (!field.actions.includes(action)) {
      throw new FunctionError(
        "FUNCTION_FIELD_OF_OTHER_ACTION",
        `'${option}' belongs to ${field.actions.join(", ")}, not to ${action}`,
        { details: { field: option, action, actions: field.actions } },
      );
    }
    spec[field.wire] = field.check(given, option) as JsonValue;
  }
  return spec;
}

function unknownField(action: Action, option: string): FunctionError {
  const known = Object.keys(taskFields).filter((one) => taskFields[one]?.actions.includes(action));
  const nearest = suggest(option, known);
  const advice =
    nearest === undefined ? `task fields of ${action} are ${known.join(", ")}` : `did you mean '${nearest}'?`;
  return new FunctionError("FUNCTION_UNKNOWN_FIELD", `run("${action}") has no option '${option}'; ${advice}`, {
    details: { field: option, action },
  });
}

/**
 * Warns of every field of a run's spec that changes nothing where it is executed: `local`, in a process of its own on
 * this machine, or `inline`, in the caller's.
 */
export function warnOfIdleFields(spec: JsonObject, place: "local" | "inline", logger: Logger): void {
  for (const [option, field] of Object.entries(taskFields)) {
    const given = spec[field.wire];
    if (given === undefined || given === null) continue;
    const idle = field[place] === undefined ? [option] : idleParts(option, given);
    for (const at of idle) {
      const where = place === "local" ? "on the local platform" : "with localExecution";
      const message = `'${at}' has no effect ${where}; it is kept in the run's spec`;
      logger.warn({ code: "FUNCTION_FIELD_NO_LOCAL_EFFECT", field: at }, message);
    }
  }
}

/** Of what has an effect locally, the parts that have none. */
function idleParts(option: string, given: JsonValue): readonly string[] {
  if (option !== "resources" || typeof given !== "object") return [];
  return Object.keys(given as JsonObject)
    .filter((part) => part !== "mem")
    .map((part) => `resources.${part}`);
}
