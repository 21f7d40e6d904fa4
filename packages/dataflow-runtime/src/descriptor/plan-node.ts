import type { EnvValue } from "./env-value.ts";
import type { FlatNode } from "./flat-node.ts";
import { nodeCommand } from "./node-command.ts";
import type { NodeCommand, NodePlacement, NodePlan, OperatorPlan, RestartPlan } from "./plan.ts";
import { placeOfPart, planInputs, planOutputs } from "./plan-inputs.ts";
import type { Problems } from "./problems.ts";
import { shellWords } from "./shell-words.ts";
import { placeOf } from "./struct.ts";
import { operatorsOf } from "./wiring.ts";

export interface PlanContext {
  readonly folder: string;
  /** The surrounding environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `env:` of the file. */
  readonly rootEnv: ReadonlyMap<string, EnvValue>;
  /** What keeps the dataflow from running here. */
  readonly unsupported: Problems;
}

export function planNode(node: FlatNode, context: PlanContext): NodePlan {
  const { id, name, description, min_log_level: minLogLevel, moduleId } = node;
  const outputs = planOutputs(node.outputs, node.output_types);
  const variables = new Map([...context.rootEnv, ...(node.env ?? [])]);
  const env = Object.fromEntries([...variables].map(([key, { text }]) => [key, text]));
  const outputNamed = (output: string | undefined): string | undefined =>
    output !== undefined && outputs.has(output) ? output : undefined;
  return given<NodePlan>({
    id,
    name,
    description,
    place: placeOfPart(node.part),
    command: commandOf(node, context),
    placement: placementOf(env["MILLRACE_PLACEMENT"], node, context.unsupported),
    env,
    inputs: planInputs(node.inputs, node.input_types),
    outputs,
    restart: restartOf(node),
    sendStdoutAs: outputNamed(node.send_stdout_as),
    sendLogsAs: outputNamed(node.send_logs_as),
    minLogLevel,
    healthCheckTimeoutMs: node.health_check_timeout,
    finishGraceMs: node.finish_grace_secs,
    operators: node.operator === undefined && node.operators === undefined ? undefined : planOperators(node),
    moduleId,
  });
}

const planOperators = (node: FlatNode): readonly OperatorPlan[] =>
  operatorsOf(node).map(({ id, operator }) =>
    given<OperatorPlan>({
      id,
      name: operator.name,
      description: operator.description,
      place: placeOfPart(operator.part),
      single: node.operator !== undefined,
      inputs: planInputs(operator.inputs, operator.input_types),
      outputs: planOutputs(operator.outputs, operator.output_types),
    }),
  );

function commandOf(node: FlatNode, { folder, env, unsupported }: PlanContext): NodeCommand {
  const { path, args = "", git, hub } = node;
  if (path === undefined || git !== undefined || hub !== undefined || /^https?:/u.test(path))
    return { kind: "unsupported" };
  if (path === "shell") return { kind: "process", executable: "sh", args: ["-c", args], cwd: folder };
  const words = shellWords(args);
  if (words !== undefined) return nodeCommand(path, words, folder, env);
  const message = `node '${node.id}': a quote of 'args' is not closed; close it, or put a backslash before it`;
  unsupported.add("DATAFLOW_INVALID_FIELD", placeOf(node.part, "args"), message);
  return { kind: "unsupported" };
}

const placements: readonly NodePlacement[] = ["same-thread", "worker", "process"];

function placementOf(text: string | undefined, node: FlatNode, unsupported: Problems): NodePlacement | undefined {
  if (text === undefined) return undefined;
  const found = placements.find((placement) => placement === text);
  if (found === undefined) {
    const message = `MILLRACE_PLACEMENT must be ${placements.map((one) => `'${one}'`).join(" or ")}, not '${text}'`;
    unsupported.add("DATAFLOW_INVALID_FIELD", placeOf(node.part, "env"), message);
  }
  return found;
}

const restartOf = (node: FlatNode): RestartPlan =>
  given<RestartPlan>({
    policy: node.restart_policy ?? "never",
    maxRestarts: node.max_restarts ?? 0,
    delayMs: node.restart_delay,
    maxDelayMs: node.max_restart_delay,
    windowMs: node.restart_window,
  });

/** Leaves members out that are `undefined`: absent is absent. */
function given<T extends object>(members: { readonly [Name in keyof T]: T[Name] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
