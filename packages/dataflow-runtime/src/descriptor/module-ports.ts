import { existsSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import type { RawModule } from "./dataflow-shape.ts";
import type { FlatNode } from "./flat-node.ts";
import type { RawInput } from "./input-shape.ts";
import { fillParams, moduleEnv } from "./module-params.ts";
import type { RawNode } from "./node-shape.ts";
import type { Problems } from "./problems.ts";
import type { ReadContext } from "./reader.ts";
import { declaredOutputs, redirected, rewriteInputs } from "./rewrite-inputs.ts";
import { placeOf } from "./struct.ts";

/** A module's outputs, with the id of the node that makes each; `undefined` where none was found, which was told. */
export type ModuleOutputs = ReadonlyMap<string, string | undefined>;

/** Where a module's node is. */
export interface ModuleSurroundings {
  /** The node that names the module. */
  readonly node: FlatNode;
  readonly module: RawModule;
  /** The ids of the module's nodes, without prefix. */
  readonly ids: ReadonlySet<string>;
  readonly folder: string;
  /** The folder of the dataflow. */
  readonly root: string;
  readonly context: ReadContext;
}

/** Whether a node gives a module the inputs that it declares, and no others. */
export function checkPorts(node: FlatNode, { module: header }: RawModule, problems: Problems): void {
  const name = header?.name ?? "";
  const needed = (header?.inputs ?? []).map(({ id }) => id);
  const known = [...needed, ...(header?.inputs_optional ?? []).map(({ id }) => id)];
  for (const id of needed) {
    if (node.inputs === undefined || node.part.entries.get("inputs")?.value.kind === "scalar") break;
    if (node.inputs.has(id)) continue;
    const message = `module '${name}' declares required input '${id}' but node '${node.id}' does not provide it; add '${id}: <node>/<output>' to its inputs`;
    problems.add("DATAFLOW_INVALID_MODULE", placeOf(node.part, "inputs"), message);
  }
  for (const [id, { part }] of node.inputs ?? []) {
    if (known.includes(id)) continue;
    const message = `module '${name}' does not declare input '${id}'; declared inputs: ${known.join(", ") || "none"}`;
    problems.add("DATAFLOW_INVALID_MODULE", part, message);
  }
}

/** A module's node as the dataflow has it: id and inputs prefixed, parameters and environment filled in. */
export function innerNode(raw: RawNode & { readonly id: string }, around: ModuleSurroundings): FlatNode {
  const { node, module } = around;
  const params = node.params ?? new Map<string, string>();
  const builds = [node.build, module.build, raw.build].filter((build) => build !== undefined);
  const inner: FlatNode = {
    ...raw,
    id: `${node.id}.${raw.id}`,
    moduleId: node.id,
    path: raw.path === undefined ? undefined : pathInside(raw, raw.path, around),
    args: raw.args === undefined ? undefined : fillParams(raw.args, params),
    env: moduleEnv(node.env, raw.env, params),
    build: builds.length === 0 ? undefined : builds.join("\n"),
    deploy: raw.deploy ?? node.deploy,
  };
  return rewriteInputs(inner, (input) => inputInside(input, around));
}

/** A path as it is from the dataflow's folder. A name that is no file there stays a name to look up on `PATH`. */
function pathInside(raw: RawNode, path: string, { folder, root, context, node }: ModuleSurroundings): string {
  if (path === "dynamic" || path === "shell" || isAbsolute(path) || /^https?:/u.test(path)) return path;
  const file = resolve(folder, path);
  const place = placeOf(raw.part, "path");
  if (!file.startsWith(root + sep)) {
    const message = `the path '${path}' of a node in module '${node.id}' leads out of the project's folder`;
    context.problems.add("DATAFLOW_INVALID_MODULE", place, message);
    return path;
  }
  const fromRoot = relative(root, file);
  if (fromRoot === path || /[\\/]/u.test(path) || existsSync(file)) return fromRoot;
  const message = `dora looks for '${fromRoot}' here and not for '${path}' on PATH; write './${path}', or an absolute path`;
  context.remarks.add("DATAFLOW_INVALID_MODULE", place, message);
  return path;
}

function inputInside(input: RawInput, { node, module, ids, context }: ModuleSurroundings): RawInput | undefined {
  const { source } = input;
  if (source.kind !== "output") return input;
  if (source.nodeId !== "_mod")
    return ids.has(source.nodeId) ? redirected(input, `${node.id}.${source.nodeId}`, source.outputId) : input;
  const given = node.inputs?.get(source.outputId);
  if (given !== undefined)
    return {
      ...input,
      source: given.source,
      queueSize: input.queueSize ?? given.queueSize,
      queuePolicy: input.queuePolicy ?? given.queuePolicy,
      inputTimeoutMs: input.inputTimeoutMs ?? given.inputTimeoutMs,
    };
  const { inputs = [], inputs_optional: optional = [], name = "" } = module.module ?? {};
  const declared = [...(inputs ?? []), ...(optional ?? [])].some(({ id }) => id === source.outputId);
  if (!declared) {
    const message = `'_mod/${source.outputId}' is no input of module '${name}'; declare it under 'inputs' or 'inputs_optional'`;
    context.problems.add("DATAFLOW_INVALID_MODULE", input.sourcePart, message);
  }
  return undefined;
}

/** Finds the node that makes each output of a module. */
export function outputsOf(
  node: FlatNode,
  { module: header }: RawModule,
  nodes: readonly FlatNode[],
  broken: ReadonlySet<string>,
  problems: Problems,
): ModuleOutputs {
  const found = new Map<string, string | undefined>();
  for (const { id, part } of header?.outputs ?? []) {
    const makers = nodes.filter((one) => declaredOutputs(one).includes(id)).map((one) => one.id);
    const [maker] = makers;
    found.set(id, maker);
    const what = `module '${header?.name ?? ""}' declares output '${id}' but`;
    if (makers.length > 1)
      problems.add("DATAFLOW_INVALID_MODULE", part, `${what} multiple inner nodes produce it: ${makers.join(", ")}`);
    if (maker === undefined && ![...broken].some((one) => one.startsWith(`${node.id}.`)))
      problems.add("DATAFLOW_INVALID_MODULE", part, `${what} no inner node produces it`);
  }
  return found;
}
