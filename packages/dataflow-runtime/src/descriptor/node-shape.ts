import { deploy, type RawDeploy } from "./deploy-shape.ts";
import { envMap, type EnvValue } from "./env-value.ts";
import { nodeId } from "./identifiers.ts";
import { operatorItem, singleOperator, type RawOperator } from "./operator-shape.ts";
import { portFields, type PortFields } from "./ports-shape.ts";
import { byteSize, secondsAsMs } from "./quantities.ts";
import { count, listOf, mapOf, oneOf, text, type Reader } from "./reader.ts";
import { ros2, type RawBridge } from "./ros2-shape.ts";
import { optional, required, struct, withDefault, type Field, type ReadOf } from "./struct.ts";

type RestartPolicy = "never" | "on-failure" | "always";

/** What a node has. */
interface NodeFields extends PortFields {
  readonly id: Field<string>;
  readonly path: Field<string | undefined>;
  readonly path_sha256: Field<string | undefined>;
  readonly args: Field<string | undefined>;
  readonly env: Field<ReadonlyMap<string, EnvValue> | undefined>;
  readonly operators: Field<readonly RawOperator[] | undefined>;
  readonly operator: Field<RawOperator | undefined>;
  readonly ros2: Field<RawBridge | undefined>;
  readonly git: Field<string | undefined>;
  readonly hub: Field<string | undefined>;
  readonly branch: Field<string | undefined>;
  readonly tag: Field<string | undefined>;
  readonly rev: Field<string | undefined>;
  readonly restart_policy: Field<RestartPolicy>;
  readonly max_restarts: Field<number>;
  readonly restart_delay: Field<number | undefined>;
  readonly max_restart_delay: Field<number | undefined>;
  readonly restart_window: Field<number | undefined>;
  readonly health_check_timeout: Field<number | undefined>;
  readonly startup_timeout: Field<number | undefined>;
  readonly finish_grace_secs: Field<number | undefined>;
  readonly shared_memory_pool_size: Field<number | undefined>;
  readonly cpu_affinity: Field<readonly number[] | undefined>;
  readonly deploy: Field<RawDeploy | undefined>;
  readonly module: Field<string | undefined>;
  readonly params: Field<ReadonlyMap<string, string>>;
}

/** A node as its file has it. */
export type RawNode = ReadOf<NodeFields>;

const fields: NodeFields = {
  ...portFields,
  id: required(nodeId),
  path: optional(text),
  path_sha256: optional(text),
  args: optional(text),
  env: optional(envMap),
  operators: optional(listOf(operatorItem)),
  operator: optional(singleOperator),
  ros2: optional(ros2),
  git: optional(text),
  hub: optional(text),
  branch: optional(text),
  tag: optional(text),
  rev: optional(text),
  restart_policy: withDefault(oneOf(["never", "on-failure", "always"]), "never"),
  max_restarts: withDefault(count(2 ** 32 - 1), 0),
  restart_delay: optional(secondsAsMs),
  max_restart_delay: optional(secondsAsMs),
  restart_window: optional(secondsAsMs),
  health_check_timeout: optional(secondsAsMs),
  startup_timeout: optional(secondsAsMs),
  finish_grace_secs: optional(secondsAsMs),
  shared_memory_pool_size: optional(byteSize),
  cpu_affinity: optional(listOf(count(Number.MAX_SAFE_INTEGER))),
  deploy: optional(deploy),
  module: optional(text),
  params: withDefault(mapOf(text), new Map()),
};

export const nodeFieldNames: readonly string[] = Object.keys(fields);

/** What 0.5 had, and where it is now. */
const removed = {
  custom: "put 'path' (its 'source'), 'args', 'inputs' and 'outputs' on the node itself",
  _unstable_deploy: "write 'deploy'",
};

export const node: Reader<RawNode> = struct("a node", fields, { removed });
