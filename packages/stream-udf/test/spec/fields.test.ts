import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, it } from "vitest";
import { readSpec } from "../../src/embedded/spec/read-spec.ts";
import { monoVertexYaml, pipelineYaml } from "./yaml.ts";

/** The fields that a spec was told to be without effect, as `field: why`. */
const notesOf = (text: string): readonly string[] =>
  readSpec(text, "x.yaml").notes.map(({ field, why }) => `${field}: ${why}`);

const indent = (depth: number, lines: readonly string[]): string => lines.join(`\n${" ".repeat(depth)}`);

describe("a spec of a cluster is taken as it is:", () => {
  it("a MonoVertex with everything that is said about pods", () => {
    const more = indent(2, [
      "replicas: 2",
      "scale: { min: 1, max: 5 }",
      "volumes: [{ name: v, emptyDir: {} }]",
      "containerTemplate: { resources: { limits: { cpu: '2' } } }",
      "daemonTemplate: { replicas: 1 }",
      "updateStrategy: { type: RollingUpdate }",
      "lifecycle: { desiredPhase: Running }",
      "nodeSelector: { disk: ssd }",
      "tolerations: []",
      "serviceAccountName: x",
      "sidecars: []",
      "streaming: true",
      "limits: { readBatchSize: 10, rateLimit: { max: 5 } }",
    ]);
    const notes = notesOf(monoVertexYaml({ more }));
    expect(notes).toHaveLength(13);
    expect(notes).toContain("spec.scale: it is for the cluster");
    expect(notes).toContain("spec.limits.rateLimit: the local engine runs as fast as it can");
    expect(notes).toContain("spec.streaming: the local engine reads a batch when the one before is done");
  });

  it("containers, with a note for what their components do not see", () => {
    const known = ["command: [a]", "args: [b]", "env: [{ name: A, value: '1' }]", "envFrom: []", "volumeMounts: []"];
    const podly = ["resources: {}", "securityContext: {}", "imagePullPolicy: Always", "ports: []"];
    const notes = notesOf(monoVertexYaml({ udf: `{ container: { image: x, ${[...known, ...podly].join(", ")} } }` }));
    expect(notes).toEqual([
      ...["command", "args", "env", "envFrom", "volumeMounts"].map(
        (name) => `spec.udf.container.${name}: the component runs in this process and does not see it`,
      ),
      ...["resources", "securityContext", "imagePullPolicy", "ports"].map(
        (name) => `spec.udf.container.${name}: it is for the cluster`,
      ),
    ]);
    const container = "{ image: x, args: [b] }";
    const everywhere = monoVertexYaml({
      source: `{ udsource: { container: ${container} }, transformer: { container: ${container} } }`,
      udf: `{ container: ${container} }`,
      sink: `{ udsink: { container: ${container} }, fallback: { udsink: { container: ${container} } } }`,
    });
    expect(notesOf(everywhere)).toHaveLength(5);
  });

  it("sources and sinks that need a server, without a word: a component stands for them or the run is refused", () => {
    for (const kind of ["http", "kafka", "nats", "jetstream", "pulsar", "sqs"])
      expect(notesOf(monoVertexYaml({ source: `{ ${kind}: { url: x, topic: [y] } }` }))).toEqual([]);
    for (const kind of ["kafka", "pulsar", "sqs"])
      expect(notesOf(monoVertexYaml({ sink: `{ ${kind}: { topic: y } }` }))).toEqual([]);
  });

  it("a Pipeline with what the local engine has not", () => {
    const more = indent(2, [
      "interStepBufferServiceName: big",
      "interStepBuffer: { compression: { type: gzip } }",
      "lifecycle: { pauseGracePeriodSeconds: 5 }",
      "templates: { vertex: { nodeSelector: {} } }",
      "sideInputs: [{ name: s, container: { image: x }, trigger: { schedule: '* * * * *' } }]",
    ]);
    const udf =
      "{ container: { image: x }, groupBy: { window: { fixed: { length: 1m, streaming: true } }, storage: { emptyDir: {} } } }";
    const notes = notesOf(pipelineYaml({ more, udf, vertex: "sideInputs: [s]" }));
    expect(notes.map((note) => note.split(":")[0])).toEqual([
      "spec.vertices[1].udf.groupBy.window.fixed.streaming",
      "spec.vertices[1].udf.groupBy.storage",
      "spec.vertices[1].sideInputs",
      "spec.interStepBufferServiceName",
      "spec.interStepBuffer",
      "spec.lifecycle",
      "spec.templates",
      "spec.sideInputs",
    ]);
  });

  it("metadata and status as a cluster gives them back", () => {
    const yaml = monoVertexYaml({})
      .replace(
        "  name: mono",
        "  name: mono\n  namespace: n\n  labels: { a: b }\n  annotations: { c: d }\n  finalizers: [x]",
      )
      .concat("status: { phase: Running }\n");
    expect(notesOf(yaml)).toEqual([
      "metadata.finalizers: it is for the cluster",
      "status: it is written by the cluster",
    ]);
  });

  it("YAML with anchors, and JSON", () => {
    const yaml = monoVertexYaml({ more: "limits: &l { readBatchSize: 7 }" });
    expect(readSpec(yaml, "x")).toMatchObject({ limits: { readBatchSize: 7 } });
    const json = {
      apiVersion: "numaflow.numaproj.io/v1alpha1",
      kind: "MonoVertex",
      metadata: { name: "j" },
      spec: { source: { generator: { rpu: 2 } }, sink: { blackhole: {} } },
    };
    expect(readSpec(JSON.stringify(json), "x")).toMatchObject({ name: "j", source: { generator: { rpu: 2 } } });
  });
});

describe("a place", () => {
  it("is that of the field, also in a list, in flow style and through an alias", async () => {
    const yaml = [
      "apiVersion: numaflow.numaproj.io/v1alpha1",
      "kind: Pipeline",
      "metadata: { name: p }",
      "spec:",
      "  vertices:",
      "    - &in { name: in, source: { generator: {} } }",
      "    - name: out",
      "      sink: { log: {}, blackhole: {} }",
      "  edges:",
      "    - { from: in, to: out }",
      "",
    ].join("\n");
    const error = await expectCode(() => readSpec(yaml, "p.yaml"), "UDF_SPEC_INVALID");
    expect(error.details).toEqual({ file: "p.yaml", line: 8, column: 7, field: "spec.vertices[1].sink" });
    expect(error.message).toContain(
      "'spec.vertices[1].sink' must be exactly one kind of sink; it has log and blackhole",
    );
  });

  it("of a field that is missing is that of what lacks it", async () => {
    const yaml = pipelineYaml({}).replace("{ from: in, to: count }", "{ from: in }");
    const error = await expectCode(() => readSpec(yaml, "p.yaml"), "UDF_SPEC_INVALID");
    expect(error.message).toContain("'spec.edges[0]' lacks the field 'to'");
    expect(error.details).toMatchObject({ line: 14, column: 7 });
  });

  it.each([
    ["spec.vertices[0].sink.udsnk", "{ udsnk: {} }", "did you mean 'udsink'?"],
    [
      "spec.vertices[0].sink.fallback.lgo",
      "{ udsink: { container: { image: x } }, fallback: { lgo: {} } }",
      "did you mean 'log'?",
    ],
    [
      "spec.vertices[0].sink.retryStrategy.backof",
      "{ log: {}, retryStrategy: { backof: {} } }",
      "did you mean 'backoff'?",
    ],
  ])("of the unknown field %s is named, and what was meant", async (field, sink, advice) => {
    const error = await expectCode(() => readSpec(pipelineYaml({ sink }), "p.yaml"), "UDF_SPEC_UNKNOWN_FIELD");
    expect(error.message).toContain(`'${field}' is no field of`);
    expect(error.message).toContain(advice);
    expect(error.details).toMatchObject({ field, line: 8 });
  });
});
