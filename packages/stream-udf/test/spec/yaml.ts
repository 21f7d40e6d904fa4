export interface MonoVertexParts {
  readonly source?: string;
  readonly udf?: string | undefined;
  readonly sink?: string;
  /** One more field of the spec, as a line of its own. */
  readonly more?: string;
}

/** A MonoVertex, part by part; parts are flow-style YAML. */
export function monoVertexYaml(parts: MonoVertexParts): string {
  const {
    source = "{ udsource: { container: { image: x } } }",
    sink = "{ udsink: { container: { image: x } } }",
    more,
  } = parts;
  const udf = "udf" in parts ? parts.udf : "{ container: { image: x } }";
  return [
    "apiVersion: numaflow.numaproj.io/v1alpha1",
    "kind: MonoVertex",
    "metadata:",
    "  name: mono",
    "spec:",
    `  source: ${source}`,
    ...(udf === undefined ? [] : [`  udf: ${udf}`]),
    `  sink: ${sink}`,
    ...(more === undefined ? [] : [`  ${more}`]),
    "",
  ].join("\n");
}

export interface PipelineParts {
  readonly source?: string;
  readonly udf?: string;
  readonly sink?: string;
  /** One more field of the vertex in the middle. */
  readonly vertex?: string;
  /** More fields of the second edge, in flow style. */
  readonly edge?: string;
  /** What `watermark` holds, in flow style. */
  readonly watermark?: string;
  readonly more?: string;
}

const daily =
  "{ container: { image: x }, groupBy: { window: { fixed: { length: 24h } }, keyed: true, allowedLateness: 5s, storage: { no_store: {} } } }";

/** A Pipeline of three vertices, `in` → `count` → `out`, written out of order. */
export function pipelineYaml(parts: PipelineParts): string {
  const {
    source = "{ udsource: { container: { image: x } }, transformer: { container: { image: x } } }",
    udf = daily,
    sink = "{ udsink: { container: { image: x } } }",
  } = parts;
  const { vertex, edge, more, watermark = "maxDelay: 10s" } = parts;
  return [
    "apiVersion: numaflow.numaproj.io/v1alpha1",
    "kind: Pipeline",
    "metadata:",
    "  name: daily",
    "spec:",
    "  vertices:",
    "    - name: out",
    `      sink: ${sink}`,
    "    - name: count",
    `      udf: ${udf}`,
    ...(vertex === undefined ? [] : [`      ${vertex}`]),
    "    - name: in",
    `      source: ${source}`,
    "  edges:",
    "    - { from: in, to: count }",
    `    - { from: count, to: out${edge === undefined ? "" : `, ${edge}`} }`,
    `  watermark: { ${watermark} }`,
    ...(more === undefined ? [] : [`  ${more}`]),
    "",
  ].join("\n");
}
