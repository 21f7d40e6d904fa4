import { sourcesOf, type PipelineGraph } from "../graph.ts";

/** Declared parameters that no stage and no output takes; none where a mapper or callback may read any of them. */
export function unusedParameters({ parameters, nodes, outputs }: PipelineGraph): readonly string[] {
  const sources = [
    ...nodes.flatMap(({ inputs }) => inputs.map(({ source }) => source)),
    ...nodes.flatMap(({ operation }) => sourcesOf(operation)),
    ...(outputs === "stages" ? [] : Object.values(outputs)),
  ];
  const opaque = sources.some((source) => source.kind === "binding" && source.binding.kind !== "immediate");
  const read = new Set(sources.flatMap((source) => (source.kind === "parameter" ? [source.name] : [])));
  return opaque || parameters.open ? [] : parameters.names.filter((name) => !read.has(name));
}
