import { suggest } from "@millrace/protocol";
import type { RawEdge, RawPipeline, RawVertex } from "./raw.ts";
import type { SpecDocument } from "./spec-document.ts";

/** A vertex, where it stands in the list of the spec, and the edge to the next one. */
export interface LinkedVertex {
  readonly vertex: RawVertex;
  readonly index: number;
  readonly edge: RawEdge | undefined;
}

/**
 * Brings the vertices into the order of the flow.
 *
 * @throws `UDF_SPEC_INVALID` where Numaflow refuses the graph, `UDF_SPEC_UNSUPPORTED` where it branches
 */
export function lineOfVertices(document: SpecDocument, spec: RawPipeline): readonly LinkedVertex[] {
  const { vertices = [], edges = [] } = spec;
  const indexes = namesOf(document, vertices);
  const edgeFrom = linksOf(document, edges, indexes);
  const hasIncoming = new Set(edges.map(({ to }) => to));

  for (const [index, vertex] of vertices.entries()) {
    const at = ["spec", "vertices", index];
    const refuse = (message: string): never => {
      throw document.fault("UDF_SPEC_INVALID", at, `vertex '${vertex.name}' ${message}`);
    };
    const kinds = (["source", "udf", "sink"] as const).filter((kind) => vertex[kind] !== undefined);
    if (kinds.length !== 1)
      refuse(`must be exactly one of source, udf and sink; it has ${kinds.join(" and ") || "none"}`);
    const incoming = hasIncoming.has(vertex.name);
    const outgoing = edgeFrom.has(vertex.name);
    if (vertex.source !== undefined && incoming) refuse("is a source, and an edge leads to it");
    if (vertex.source === undefined && !incoming) refuse("has no edge that leads to it");
    if (vertex.sink !== undefined && outgoing) refuse("is a sink, and an edge leads away from it");
    if (vertex.sink === undefined && !outgoing) refuse("has no edge that leads away from it");
  }
  const sources = vertices.filter(({ source }) => source !== undefined);
  if (sources.length === 0) throw document.fault("UDF_SPEC_INVALID", ["spec", "vertices"], "no vertex is a source");
  const second = vertices.findIndex((vertex) => vertex === sources[1]);
  if (second >= 0) {
    const message = "the local engine runs one line of vertices, and this is a second source";
    throw document.fault("UDF_SPEC_UNSUPPORTED", ["spec", "vertices", second], message);
  }
  return walk(document, vertices, edgeFrom, indexes);
}

function walk(
  document: SpecDocument,
  vertices: readonly RawVertex[],
  edgeFrom: ReadonlyMap<string, RawEdge>,
  indexes: ReadonlyMap<string, number>,
): readonly LinkedVertex[] {
  const line: LinkedVertex[] = [];
  let index: number | undefined = vertices.findIndex(({ source }) => source !== undefined);
  while (index !== undefined) {
    const vertex: RawVertex | undefined = vertices[index];
    if (vertex === undefined) break;
    const edge: RawEdge | undefined = edgeFrom.get(vertex.name);
    line.push({ vertex, index, edge });
    index = edge && indexes.get(edge.to);
  }
  const apart = vertices.findIndex((vertex) => line.every((linked) => linked.vertex !== vertex));
  if (apart >= 0) {
    const message = `vertex '${vertices[apart]?.name ?? ""}' is not connected with the source`;
    throw document.fault("UDF_SPEC_INVALID", ["spec", "vertices", apart], message);
  }
  return line;
}

function namesOf(document: SpecDocument, vertices: readonly RawVertex[]): ReadonlyMap<string, number> {
  if (vertices.length === 0) throw document.fault("UDF_SPEC_INVALID", ["spec"], "the pipeline has no vertices");
  const indexes = new Map<string, number>();
  for (const [index, { name }] of vertices.entries()) {
    const at = ["spec", "vertices", index, "name"];
    if (indexes.has(name)) throw document.fault("UDF_SPEC_INVALID", at, `two vertices are called '${name}'`);
    indexes.set(name, index);
  }
  return indexes;
}

function linksOf(
  document: SpecDocument,
  edges: readonly RawEdge[],
  indexes: ReadonlyMap<string, number>,
): ReadonlyMap<string, RawEdge> {
  if (edges.length === 0) throw document.fault("UDF_SPEC_INVALID", ["spec"], "the pipeline has no edges");
  const edgeFrom = new Map<string, RawEdge>();
  const reached = new Set<string>();
  for (const [index, edge] of edges.entries()) {
    const at = ["spec", "edges", index];
    for (const end of ["from", "to"] as const) {
      if (indexes.has(edge[end])) continue;
      const near = suggest(edge[end], indexes.keys());
      const advice =
        near === undefined ? `the vertices are ${[...indexes.keys()].join(", ")}` : `did you mean '${near}'?`;
      const message = `the edge names vertex '${edge[end]}', which does not exist; ${advice}`;
      throw document.fault("UDF_SPEC_INVALID", [...at, end], message);
    }
    const { from, to } = edge;
    const earlier = edgeFrom.get(from);
    if (earlier?.to === to) throw document.fault("UDF_SPEC_INVALID", at, `two edges lead from '${from}' to '${to}'`);
    if (earlier !== undefined || reached.has(to)) {
      const message = `the local engine runs one line of vertices, and this edge makes a branch at '${earlier === undefined ? to : from}'`;
      throw document.fault("UDF_SPEC_UNSUPPORTED", at, message);
    }
    edgeFrom.set(from, edge);
    reached.add(to);
  }
  return edgeFrom;
}
