import { suggest } from "@millrace/protocol";
import type { Problems } from "./problems.ts";
import { nodeFieldNames, type RawNode } from "./node-shape.ts";
import { plainOf } from "./part.ts";
import { missingPort } from "./ros2-shape.ts";
import { placeOf } from "./struct.ts";

export type NodeKind = "path" | "operators" | "operator" | "ros2" | "module" | "hub";

const exclusive = ["path", "operators", "operator", "ros2", "module"] as const;
const common = ["id", "name", "description", "env", "deploy"];
const operatorFields = [...common, "cpu_affinity", "operators", "operator"];
/** What each kind of node takes; a kind that is not here takes all but `refused`. */
const allowed: Partial<Record<NodeKind, readonly string[]>> = {
  module: [...common, "module", "inputs", "params", "build"],
  operators: operatorFields,
  operator: operatorFields,
};
const refused: Partial<Record<NodeKind, readonly string[]>> = {
  path: ["params"],
  hub: ["params"],
  ros2: ["params", "build", "git", "branch", "tag", "rev", "path_sha256"],
};
const kindNames: Readonly<Record<NodeKind, string>> = {
  path: "a node with a path",
  operators: "a node with operators",
  operator: "a node with an operator",
  ros2: "a ROS 2 bridge",
  module: "a node that names a module",
  hub: "a node of the hub",
};
const advice: Readonly<Record<NodeKind, string>> = {
  path: "leave it out",
  operators: "write it inside of the entry under 'operators'",
  operator: "write it inside of 'operator'",
  ros2: "leave it out",
  module: "write it at the nodes of the module",
  hub: "leave it out",
};

/** What a node is, once the fields that exclude each other are checked; `undefined` when they contradict. */
export function kindOf(node: RawNode, problems: Problems): NodeKind | undefined {
  const given = exclusive.filter((field) => isGiven(node, field));
  const id = node.id ?? "";
  const add = (field: string, message: string): undefined =>
    problems.add("DATAFLOW_INVALID_FIELD", placeOf(node.part, field), message);
  if (isGiven(node, "hub")) {
    const others = [...given, "git", "build"].filter((field) => isGiven(node, field));
    if (others.length > 0)
      return add("hub", `'hub' and ${words(others)} exclude each other: the hub's package supplies them`);
  } else if (given.length === 0) {
    if (isMisspelt(node)) return undefined;
    return add("", `node '${id}' requires a 'path', 'operators', 'operator', 'ros2' or 'module' field`);
  }
  if (given.length > 1)
    return add(given[1] ?? "", `node '${id}' has multiple exclusive fields set: ${words(given)}; keep one of them`);
  const kind: NodeKind = given[0] ?? "hub";
  checkFields(node, kind, add);
  if (kind === "path") checkSource(node, add);
  const missing = node.ros2 && missingPort(node.ros2, node.inputs, node.outputs);
  if (missing !== undefined) add("ros2", `ros2 ${missing}`);
  return kind;
}

/** Whether what the node is stands in a field whose name was refused already. */
const isMisspelt = ({ part }: RawNode): boolean =>
  [...part.entries.keys()]
    .filter((name) => !nodeFieldNames.includes(name))
    .some((name) => name === "custom" || suggest(name, exclusive) !== undefined);

type Add = (field: string, message: string) => undefined;

function checkFields(node: RawNode, kind: NodeKind, add: Add): void {
  for (const field of node.part.entries.keys()) {
    const fits = (allowed[kind]?.includes(field) ?? true) && refused[kind]?.includes(field) !== true;
    if (!fits && isSet(node, field)) add(field, `'${field}' is not allowed on ${kindNames[kind]}; ${advice[kind]}`);
  }
}

function checkSource(node: RawNode, add: Add): void {
  const revisions = (["branch", "tag", "rev"] as const).filter((field) => isGiven(node, field));
  const [first = "", second] = revisions;
  if (second !== undefined) add(second, "only one of 'branch', 'tag' and 'rev' is allowed");
  else if (first !== "" && !isGiven(node, "git")) add(first, `'${first}' needs 'git', the address of the repository`);
  if (node.path === "dynamic" && isGiven(node, "startup_timeout"))
    add("startup_timeout", "a dynamic node takes no 'startup_timeout': nobody starts it");
}

const isGiven = (node: RawNode, field: string): boolean => {
  const value = node.part.entries.get(field)?.value;
  return value !== undefined && plainOf(value) !== null;
};

/** Whether a field says more than its default. */
function isSet(node: RawNode, field: string): boolean {
  const value = node.part.entries.get(field)?.value;
  if (value === undefined || !isGiven(node, field)) return false;
  if (value.kind === "list") return value.items.length > 0;
  if (value.kind === "map") return value.entries.size > 0 || field === "operator";
  return !(field === "max_restarts" && value.value === 0) && !(field === "restart_policy" && value.text === "never");
}

const words = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(", ");
