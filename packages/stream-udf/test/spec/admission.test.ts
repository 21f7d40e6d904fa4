/** What Numaflow's controller does not admit is refused here as well, at its line and column. */
import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, it } from "vitest";
import { readSpec } from "../../src/embedded/spec/read-spec.ts";
import { monoVertexYaml, pipelineYaml } from "./yaml.ts";

const image = "container: { image: x }";
const grouped = (more: string): string =>
  `{ ${image}, groupBy: { window: { fixed: { length: 1m } }${more === "" ? "" : `, ${more}`} } }`;
const stored = grouped("storage: { no_store: {} }");
const keyed = grouped("keyed: true, storage: { no_store: {} }");
const named = (name: string): string => pipelineYaml({}).replace("name: daily", `name: ${name}`);

const refusal = async (yaml: string): Promise<string> =>
  (await expectCode(() => readSpec(yaml, "p.yaml"), "UDF_SPEC_INVALID")).message;

describe("is refused:", () => {
  it.each([
    ["no storage", { udf: grouped("") }, "10:39: 'spec.vertices[1].udf.groupBy.storage' must be exactly one kind"],
    ["storage of no kind", { udf: grouped("storage: {}") }, "emptyDir or no_store); it has none"],
    [
      "two storages",
      { udf: grouped("storage: { persistentVolumeClaim: { volumeSize: 1Gi }, emptyDir: {} }") },
      "it has persistentVolumeClaim and emptyDir",
    ],
    ["no container", { udf: "{}" }, "10:7: 'spec.vertices[1].udf' lacks the field 'container'"],
    ["no image", { udf: "{ container: {} }" }, "10:14: 'spec.vertices[1].udf.container' lacks the field 'image'"],
    ["an empty image", { udf: '{ container: { image: "" } }' }, "10:27: 'spec.vertices[1].udf.container.image' must"],
    ["an image that is a number", { udf: "{ container: { image: 5 } }" }, "a text that is not empty, not '5'"],
    ["a sink without image", { sink: "{ udsink: { container: {} } }" }, "8:25: 'spec.vertices[0].sink.udsink.con"],
    ["a source without container", { source: "{ udsource: {} }" }, "udsource' lacks the field 'container'"],
    ["a bare transformer", { source: "{ http: {}, transformer: {} }" }, "transformer' lacks the field 'container'"],
    [
      "fewer replicas at most than at least",
      { udf: stored, vertex: "scale: { min: 5, max: 2 }" },
      "11:16: 'min' (5) must not exceed 'max' (2)",
    ],
    [
      "more replicas at least than the default at most",
      { vertex: "scale: { min: 51 }" },
      "'min' (51) must not exceed 50, the default of 'max'",
    ],
    ["a scale of texts", { vertex: "scale: { min: '1' }" }, "'spec.vertices[1].scale.min' must be a whole number"],
    [
      "sidecars of a source",
      { source: `{ udsource: { ${image} } }\n      sidecars: [{ name: a, image: b }]` },
      "13:7: vertex 'in' is a source, which takes no sidecars",
    ],
    [
      "partitions of a source",
      { source: `{ udsource: { ${image} } }\n      partitions: 2` },
      "13:7: vertex 'in' is a source, which has one partition",
    ],
    [
      "partitions of a reduce without keys",
      { udf: stored, vertex: "partitions: 2" },
      "11:7: vertex 'count' is a reduce without keys",
    ],
    [
      "a scale of an ordered vertex",
      { udf: `{ ${image} }`, vertex: "ordered: { enabled: true }\n      scale: { max: 3 }" },
      "12:7: vertex 'count' is ordered",
    ],
    ["conditions without tags", { edge: "conditions: {}" }, "'spec.edges[1].conditions' lacks the field 'tags'"],
    ["conditions of no tag", { edge: "conditions: { tags: { values: [] } }" }, "needs at least one tag in 'values'"],
  ])("%s", async (_what, parts, message) => {
    expect(await refusal(pipelineYaml(parts))).toContain(message);
  });

  it.each([["Orders_1"], ["1st"], ["orders-"], ["o".repeat(64)], ["5"]])("the name %s", async (name) => {
    const message = await refusal(named(name));
    expect(message).toContain(`p.yaml:4:3: 'metadata.name' must be a DNS label: at most 63 lower-case letters`);
    expect(message).toContain(`not '${name}'`);
    expect(await refusal(pipelineYaml({}).replaceAll("count", name))).toContain(
      "'spec.vertices[1].name' must be a DNS",
    );
    expect(await refusal(monoVertexYaml({}).replace("name: mono", `name: ${name}`))).toContain("'metadata.name'");
  });

  it("names that are too long together", async () => {
    // With 'count' and what the cluster adds, this is one more than a label may have.
    expect(await refusal(named("o".repeat(49)))).toContain("9:7: the names of pipeline and vertex are too long");
    expect(() => readSpec(named("o".repeat(48)), "p.yaml")).not.toThrow();
  });

  it("a MonoVertex with fewer replicas at most than at least", async () => {
    const yaml = monoVertexYaml({ more: "scale: { min: 3, max: 2 }" });
    expect(await refusal(yaml)).toContain("'min' (3) must not exceed 'max' (2)");
  });
});

describe("is admitted:", () => {
  it.each([
    ["each kind of storage", { udf: grouped("storage: { emptyDir: {} }") }],
    ["partitions of a reduce with keys", { udf: keyed, vertex: "partitions: 2" }],
    [
      "as many replicas at least as at most",
      { vertex: "scale: { min: 2, max: 2, lookbackSeconds: 5, disabled: true }" },
    ],
    ["sidecars of a udf", { vertex: "sidecars: [{ name: a, image: b }]" }],
    ["a scale of a vertex that is not ordered", { vertex: "ordered: { enabled: false }\n      scale: { max: 3 }" }],
    ["a scale of a reduce", { udf: keyed, more: "ordered: { enabled: true }", vertex: "scale: { max: 3 }" }],
  ])("%s", (_what, parts) => {
    expect(() => readSpec(pipelineYaml(parts), "p.yaml")).not.toThrow();
  });
});

it("a misspelt field of a container, a scale or a storage is unknown", async () => {
  for (const [parts, advice] of [
    [{ udf: "{ container: { image: x, enf: [] } }" }, "did you mean 'env'?"],
    [{ vertex: "scale: { minn: 1 }" }, "did you mean 'min'?"],
    [{ udf: grouped("storage: { emptydir: {} }") }, "did you mean 'emptyDir'?"],
  ] as const) {
    const error = await expectCode(() => readSpec(pipelineYaml(parts), "p.yaml"), "UDF_SPEC_UNKNOWN_FIELD");
    expect(error.message).toContain(advice);
  }
});
