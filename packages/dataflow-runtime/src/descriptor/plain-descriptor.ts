import type { RawDataflow } from "./dataflow-shape.ts";
import type { FlatNode } from "./flat-node.ts";
import type { RawInput } from "./input-shape.ts";
import { sourceTextOf } from "./input-source.ts";
import type { RawOperator } from "./operator-shape.ts";
import { plainOf } from "./part.ts";
import type { EnvValue } from "./env-value.ts";

type Plain = Readonly<Record<string, unknown>>;

/** The dataflow as plain data: as its file has it, with modules expanded, and variables and sources as they were read. */
export function plainDescriptor(dataflow: RawDataflow, nodes: readonly FlatNode[]): Plain {
  return {
    ...(plainOf(dataflow.part) as Plain),
    ...(dataflow.env === undefined ? {} : { env: plainEnv(dataflow.env) }),
    nodes: nodes.map(plainNode),
  };
}

function plainNode(node: FlatNode): Plain {
  const { id, path, args, build, env, inputs, operator, operators, deploy } = node;
  const found: Record<string, unknown> = { ...(plainOf(node.part) as Plain), id, path, args, build };
  if (env !== undefined) found["env"] = plainEnv(env);
  if (inputs !== undefined && "inputs" in found) found["inputs"] = plainInputs(inputs);
  if (deploy !== undefined) found["deploy"] = plainOf(deploy.part);
  if (operator !== undefined) found["operator"] = plainOperator(operator);
  if (operators !== undefined) found["operators"] = operators.map(plainOperator);
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

const plainOperator = (operator: RawOperator): Plain => ({
  ...(plainOf(operator.part) as Plain),
  ...(operator.inputs === undefined ? {} : { inputs: plainInputs(operator.inputs) }),
});

const plainEnv = (env: ReadonlyMap<string, EnvValue>): Plain =>
  Object.fromEntries([...env].map(([name, { plain }]) => [name, plain]));

const plainInputs = (inputs: ReadonlyMap<string, RawInput>): Plain =>
  Object.fromEntries([...inputs].map(([id, input]) => [id, plainInput(input)]));

function plainInput({ source, queueSize, queuePolicy, inputTimeoutMs }: RawInput): unknown {
  const text = sourceTextOf(source);
  const options = {
    ...(queueSize === undefined ? {} : { queue_size: queueSize }),
    ...(queuePolicy === undefined ? {} : { queue_policy: queuePolicy }),
    ...(inputTimeoutMs === undefined ? {} : { input_timeout: inputTimeoutMs / 1000 }),
  };
  return Object.keys(options).length === 0 ? text : { source: text, ...options };
}
