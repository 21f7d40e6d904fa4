import type { RawPipeline, RawScale, RawVertex } from "./raw.ts";
import type { FieldPath, SpecDocument } from "./spec-document.ts";

/** What the autoscaler goes up to where a spec does not say. */
const defaultMaxReplicas = 50;
const longestLabel = 63;

/**
 * Refuses what fits its shape and what the local engine could run, but what Numaflow's controller does not admit.
 *
 * @throws `UDF_SPEC_INVALID`
 */
export function checkPipeline(document: SpecDocument, name: string, spec: RawPipeline): void {
  const { vertices = [], edges = [] } = spec;
  for (const [index, vertex] of vertices.entries()) {
    const at = ["spec", "vertices", index];
    const service = `${name}-${vertex.name}-headless`;
    if (service.length > longestLabel) {
      const message = `the names of pipeline and vertex are too long: '${service}' has more than ${longestLabel} characters`;
      throw document.fault("UDF_SPEC_INVALID", [...at, "name"], message);
    }
    checkScale(document, vertex.scale, at);
    checkVertex(document, vertex, spec, at);
  }
  for (const [index, { conditions }] of edges.entries()) {
    if (conditions === undefined || (conditions.tags?.values.length ?? 0) > 0) continue;
    const at = ["spec", "edges", index, "conditions", "tags", "values"];
    throw document.fault("UDF_SPEC_INVALID", at, "an edge with conditions needs at least one tag in 'values'");
  }
}

/** @throws `UDF_SPEC_INVALID` */
export function checkScale(document: SpecDocument, scale: RawScale | undefined, at: FieldPath): void {
  const { min = 0, max = defaultMaxReplicas } = scale ?? {};
  if (min <= max) return;
  const bound = scale?.max === undefined ? `${max}, the default of 'max'` : `'max' (${max})`;
  throw document.fault("UDF_SPEC_INVALID", [...at, "scale", "min"], `'min' (${min}) must not exceed ${bound}`);
}

function checkVertex(document: SpecDocument, vertex: RawVertex, spec: RawPipeline, at: FieldPath): void {
  const { name, source, udf, scale, partitions = 1, sidecars } = vertex;
  const refuse = (field: string, message: string): never => {
    throw document.fault("UDF_SPEC_INVALID", [...at, field], `vertex '${name}' ${message}`);
  };
  const reduces = udf?.groupBy !== undefined;
  if (source !== undefined && Array.isArray(sidecars) && sidecars.length > 0)
    refuse("sidecars", "is a source, which takes no sidecars");
  if (partitions > 1 && source !== undefined) refuse("partitions", "is a source, which has one partition");
  if (partitions > 1 && reduces && udf.groupBy?.keyed !== true)
    refuse("partitions", "is a reduce without keys, which has one partition");
  const ordered = (vertex.ordered ?? spec.ordered)?.enabled === true;
  if (ordered && source === undefined && !reduces && (scale?.min !== undefined || scale?.max !== undefined))
    refuse("scale", "is ordered: it has as many replicas as partitions, and takes no 'min' or 'max'");
}
