import type { RawDataflow } from "./dataflow-shape.ts";
import { expandModules } from "./expand-modules.ts";
import { knownTypes } from "./known-types.ts";
import { plainDescriptor } from "./plain-descriptor.ts";
import type { DataflowPlan } from "./plan.ts";
import { planNode } from "./plan-node.ts";
import { Problems } from "./problems.ts";
import type { ReadContext } from "./reader.ts";
import { checkTypes } from "./type-annotations.ts";
import { findInDeploy, findOwnedVariables, findUnsupported, remarkIdleFields } from "./unsupported.ts";
import { checkWiring } from "./wiring.ts";

const defaultHealthCheckIntervalMs = 5000;

interface PlanOptions extends ReadContext {
  readonly file: string;
  readonly folder: string;
  readonly strictTypes: boolean;
}

/** Checks how the parts of a dataflow go together, and plans it; where the context then has problems, the plan is void. */
export async function makePlan(raw: RawDataflow, options: PlanOptions): Promise<DataflowPlan> {
  const { file, folder, problems, remarks, env } = options;
  const expansion = await expandModules(raw.nodes ?? [], folder, options);
  const { nodes, modules } = expansion;
  checkWiring(expansion, options);
  const strict = options.strictTypes || raw.strict_types === true;
  checkTypes(nodes, raw.type_rules, await knownTypes(folder), strict ? problems : remarks);

  const unsupported = new Problems();
  if (raw.deploy !== undefined) findInDeploy(raw.deploy, raw.part, unsupported);
  findOwnedVariables(raw.part, unsupported);
  const context = { folder, env, rootEnv: raw.env ?? new Map<string, never>(), unsupported };
  const shellAllowed = env["DORA_ALLOW_SHELL_NODES"] === "true";
  for (const node of nodes) {
    findUnsupported(node, shellAllowed, unsupported);
    remarkIdleFields(node, remarks);
  }
  return {
    file,
    directory: folder,
    nodes: new Map(nodes.map((node) => [node.id, planNode(node, context)])),
    exitWhenNodesFinish: raw.exit_when_nodes_finish ?? false,
    healthCheckIntervalMs: raw.health_check_interval ?? defaultHealthCheckIntervalMs,
    modules,
    descriptor: plainDescriptor(raw, nodes),
    warnings: remarks.list,
    unsupported: unsupported.list,
  };
}
