import { suggest } from "@millrace/protocol";
import { kindOf } from "../../internal/kind-of.ts";
import type { SpecNote } from "../../spec-result.ts";
import { checkShape } from "./check-shape.ts";
import { shapes } from "./fields.ts";
import { checkPipeline, checkScale } from "./check-admission.ts";
import { lineOfVertices } from "./line-of-vertices.ts";
import type { Bypass, MonoVertexPlan, PipelinePlan, Plan, VertexPlan, VertexWork } from "./plan.ts";
import { conditionOf, edgeOf, PartReader } from "./read-parts.ts";
import { readWatermark } from "./read-watermark.ts";
import type { RawMonoVertex, RawPipeline, RawSpec } from "./raw.ts";
import { SpecDocument } from "./spec-document.ts";

/**
 * Reads a `MonoVertex` or a `Pipeline`, refuses what Numaflow's controller would refuse, and notes what has no effect.
 *
 * @param file what messages call the text
 * @throws `UDF_SPEC_MALFORMED`, `UDF_SPEC_UNKNOWN_FIELD`, `UDF_SPEC_INVALID`, `UDF_SPEC_UNSUPPORTED`
 */
export function readSpec(text: string, file: string): Plan {
  const document = new SpecDocument(text, file);
  const value = document.value();
  const kind = (value as { readonly kind?: unknown } | null)?.kind;
  const notes = checkShape(document, value, shapeOf(document, kind), []);
  const { metadata, spec } = value as RawSpec;
  return kind === "MonoVertex"
    ? monoVertex(document, metadata.name, spec, notes)
    : pipeline(document, metadata.name, spec, notes);
}

function shapeOf(document: SpecDocument, kind: unknown): (typeof shapes)[string] {
  const shape = typeof kind === "string" && Object.hasOwn(shapes, kind) ? shapes[kind] : undefined;
  if (shape !== undefined) return shape;
  const known = Object.keys(shapes).join(" or ");
  const near = typeof kind === "string" ? suggest(kind, Object.keys(shapes)) : undefined;
  const advice = near === undefined ? "" : `; did you mean '${near}'?`;
  const given = typeof kind === "string" ? `not '${kind}'` : `not ${kindOf(kind)}`;
  throw document.fault("UDF_SPEC_INVALID", ["kind"], `the document's 'kind' must be ${known}, ${given}${advice}`);
}

function monoVertex(
  document: SpecDocument,
  name: string,
  spec: RawMonoVertex,
  notes: readonly SpecNote[],
): MonoVertexPlan {
  const { source = {}, udf, sink = {}, bypass } = spec;
  checkScale(document, spec.scale, ["spec"]);
  const parts = new PartReader(document, name, ["spec"]);
  if (udf?.groupBy !== undefined) {
    const message = "a MonoVertex takes no reduce; write a Pipeline";
    throw document.fault("UDF_SPEC_INVALID", ["spec", "udf", "groupBy"], message);
  }
  const plan = {
    kind: "MonoVertex" as const,
    name,
    source: parts.source(source),
    udf: udf && parts.map(),
    sink: parts.sink(sink),
    limits: parts.limits(spec.limits, undefined, spec.ordered),
    bypass: bypass && {
      sink: conditionOf(bypass.sink),
      fallback: conditionOf(bypass.fallback),
      onSuccess: conditionOf(bypass.onSuccess),
    },
    notes,
  };
  checkBypass(document, plan.bypass, plan);
  return plan;
}

function checkBypass(document: SpecDocument, bypass: Bypass | undefined, { sink }: MonoVertexPlan): void {
  for (const to of ["fallback", "onSuccess"] as const) {
    if (bypass?.[to] === undefined || (sink[to] !== undefined && sink.does === "user")) continue;
    const message = `messages are to bypass to '${to}', which needs a user-defined sink with '${to}'`;
    throw document.fault("UDF_SPEC_INVALID", ["spec", "bypass", to], message);
  }
}

function pipeline(
  document: SpecDocument,
  name: string,
  spec: RawPipeline & RawMonoVertex,
  notes: readonly SpecNote[],
): PipelinePlan {
  const line = lineOfVertices(document, spec);
  checkPipeline(document, name, spec);
  const vertices = line.map(({ vertex, index, edge }): VertexPlan => {
    const at = ["spec", "vertices", index];
    const parts = new PartReader(document, vertex.name, at);
    return {
      name: vertex.name,
      limits: parts.limits(vertex.limits, spec.limits, vertex.ordered ?? spec.ordered),
      edge: edge && edgeOf(edge),
      ...workOf(vertex, parts),
    };
  });
  const watermark = readWatermark(document, spec.watermark);
  const reduces = vertices.findIndex(({ kind }) => kind === "reduce");
  if (watermark === undefined && reduces >= 0) {
    const message = `without watermarks the windows of vertex '${vertices[reduces]?.name ?? ""}' would never close`;
    throw document.fault("UDF_SPEC_INVALID", ["spec", "watermark", "disabled"], message);
  }
  return { kind: "Pipeline", name, vertices, watermark, notes };
}

function workOf({ source, udf, sink }: RawMonoVertex, parts: PartReader): VertexWork {
  if (source !== undefined) return { kind: "source", source: parts.source(source) };
  if (sink !== undefined) return { kind: "sink", sink: parts.sink(sink) };
  const reduce = parts.reduce(udf ?? {});
  return reduce === undefined ? { kind: "map", udf: parts.map() } : { kind: "reduce", reduce };
}
