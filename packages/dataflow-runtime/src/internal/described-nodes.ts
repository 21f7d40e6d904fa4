/** A node of a dataflow file as a node sees it in its configuration. */
export interface DescribedNode {
  readonly id: string;
  readonly path: string;
  /** By id: `node/output`, or a mapping with `source`. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly machine: unknown;
  /** Seconds. */
  readonly healthCheckTimeout: unknown;
}

/** Of the descriptor as the daemon completes it; what is not understood is left out. */
export function describedNodes(descriptor: unknown): readonly DescribedNode[] {
  const nodes = isRecord(descriptor) ? descriptor["nodes"] : undefined;
  if (!Array.isArray(nodes)) return [];
  return nodes.filter(isRecord).map((node) => ({
    id: String(node["id"]),
    path: typeof node["path"] === "string" ? node["path"] : "",
    inputs: isRecord(node["inputs"]) ? node["inputs"] : {},
    machine: machineOf(node["deploy"] ?? node["_unstable_deploy"]),
    healthCheckTimeout: node["health_check_timeout"],
  }));
}

/** What an input of a described node reads. */
export const sourceOf = (input: unknown): unknown => (isRecord(input) ? input["source"] : input);

const machineOf = (deploy: unknown): unknown => (isRecord(deploy) ? (deploy["machine"] ?? undefined) : undefined);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
