import { deploy, type RawDeploy } from "./deploy-shape.ts";
import { envMap, type EnvValue } from "./env-value.ts";
import { dataId } from "./identifiers.ts";
import { node, type RawNode } from "./node-shape.ts";
import { isNull } from "./part.ts";
import type { RawOutput } from "./ports-shape.ts";
import { positiveSecondsAsMs } from "./quantities.ts";
import { boolean, listOf, text, type Reader } from "./reader.ts";
import { optional, required, struct, withDefault, type Field, type ReadOf } from "./struct.ts";

export interface RawTypeRule {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

interface RootFields {
  readonly nodes: Field<readonly RawNode[]>;
  readonly env: Field<ReadonlyMap<string, EnvValue> | undefined>;
  readonly deploy: Field<RawDeploy | undefined>;
  readonly debug: Field<unknown>;
  readonly health_check_interval: Field<number | undefined>;
  readonly strict_types: Field<boolean | undefined>;
  readonly exit_when_nodes_finish: Field<boolean | undefined>;
  readonly type_rules: Field<readonly RawTypeRule[]>;
}

/** A dataflow as its file has it. */
export type RawDataflow = ReadOf<RootFields>;

/** dora takes `nodes:` with nothing behind it for an empty list. */
const nodes: Reader<readonly RawNode[]> = (part, context) => (isNull(part) ? [] : listOf(node)(part, context));

const rootFields: RootFields = {
  nodes: required(nodes),
  env: optional(envMap),
  deploy: optional(deploy),
  debug: withDefault(struct("debug", { enable_debug_inspection: withDefault(boolean, false) }), undefined),
  health_check_interval: optional(positiveSecondsAsMs),
  strict_types: optional(boolean),
  exit_when_nodes_finish: optional(boolean),
  type_rules: withDefault(listOf(struct("a type rule", { from: required(text), to: required(text) })), []),
};

/** What older files had, and where it is now. */
const removed = {
  communication: "leave it out: nodes and daemon speak TCP",
  daemon_config: "leave it out: nodes and daemon speak TCP",
  _unstable_deploy: "write 'deploy'",
  _unstable_debug: "write 'debug: {enable_debug_inspection: true}' where it said publish_all_messages_to_zenoh",
};

export const dataflow: Reader<RawDataflow> = struct("a dataflow", rootFields, { removed });

interface ModuleFields {
  readonly module: Field<RawModuleHeader>;
  readonly nodes: Field<readonly RawNode[]>;
  readonly build: Field<string | undefined>;
}

interface HeaderFields {
  readonly name: Field<string>;
  readonly inputs: Field<readonly RawOutput[]>;
  readonly inputs_optional: Field<readonly RawOutput[]>;
  readonly outputs: Field<readonly RawOutput[]>;
}

export type RawModuleHeader = ReadOf<HeaderFields>;

/** A module's file. */
export type RawModule = ReadOf<ModuleFields>;

const port: Reader<RawOutput> = (part, context) => {
  const id = dataId(part, context);
  return id === undefined ? undefined : { id, part };
};

const headerFields: HeaderFields = {
  name: required(text),
  inputs: withDefault(listOf(port), []),
  inputs_optional: withDefault(listOf(port), []),
  outputs: withDefault(listOf(port), []),
};

const moduleFields: ModuleFields = {
  module: required(struct("the header of a module", headerFields)),
  nodes: required(nodes),
  build: optional(text),
};

export const moduleFile: Reader<RawModule> = struct("the file of a module", moduleFields);
