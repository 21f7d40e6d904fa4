/** What is easily given wrong to runSpec is told with what to write instead. */
import { silentLogger } from "@millrace/protocol";
import { expectCode, memoryLogger } from "@millrace/protocol/testing";
import { describe, expect, it } from "vitest";
import { defineMap, defineReduce, fail, Message, runSpec, text, type Definition } from "../../src/index.ts";
import { echo, keep } from "./parts.ts";
import { monoVertexYaml, pipelineYaml } from "./yaml.ts";

const refusal = async (yaml: unknown, components: unknown, code: string): Promise<string> =>
  (await expectCode(runSpec(yaml as string, components as never, { logger: silentLogger, file: "p.yaml" }), code))
    .message;

const { sink } = keep();
const count = defineReduce({ input: text, output: text, handle: () => undefined });
const pipeline = pipelineYaml({ source: "{ udsource: { container: { image: x } } }" });

describe("in the place of a vertex' components", () => {
  it.each([
    ["a function", { in: { source: [] }, count: () => [], out: sink }, "count", "a function is given", "wrap it with"],
    [
      "a list of records",
      { in: ["a", "b"], count, out: sink },
      "in",
      "an array is given",
      "write { source: … } around",
    ],
    ["a text", { in: "a", count, out: sink }, "in", "a string is given", "write { source: … } around"],
    ["an async source", { in: records(), count, out: sink }, "in", "an object is given", "write { source: … } around"],
    ["a list at a sink", { in: { source: [] }, count, out: [sink] }, "out", "an array", "by their names: sink"],
    ["a number", { in: { source: [] }, count: 5, out: sink }, "count", "a number", "by their names: udf"],
    ["null", { in: { source: [] }, count: null, out: sink }, "count", "null is given", "by their names: udf"],
  ])("%s is refused", async (_what, components, vertex, ...texts) => {
    const message = await refusal(pipeline, components, "UDF_SPEC_WRONG_KIND");
    expect(message).toContain(`vertex '${vertex}' (p.yaml:`);
    for (const each of texts) expect(message).toContain(each);
  });

  it("a list of records is refused of a MonoVertex, too", async () => {
    expect(await refusal(monoVertexYaml({}), ["a"], "UDF_SPEC_WRONG_KIND")).toContain("write { source: … } around");
  });

  it("nothing at all is a component that is missing", async () => {
    const components = { in: { source: [] }, count: undefined, out: sink };
    expect(await refusal(pipeline, components, "UDF_SPEC_MISSING_COMPONENT")).toContain("give a reduce as 'udf'");
  });
});

describe("in the place of the text", () => {
  it.each([
    ["a path", "pipeline.yaml", "not the path 'pipeline.yaml'; give the text: await readFile('pipeline.yaml', 'utf8')"],
    ["a path of another ending", "./deep/p.yml", "not the path './deep/p.yml'"],
    ["a Buffer", Buffer.from(pipeline), "not a Buffer: decode it, or read the file with 'utf8'"],
    ["bytes", new Uint8Array(3), "not a Uint8Array: decode it"],
    ["nothing", undefined, "not undefined"],
    ["what was parsed already", {}, "not an object"],
  ])("%s is refused", async (_what, given, message) => {
    expect(await refusal(given, {}, "UDF_SPEC_MALFORMED")).toContain(`runSpec takes the text of a spec, ${message}`);
  });

  it("several documents are refused at the second", async () => {
    const lines = pipeline.split("\n").length;
    const message = await refusal(`${pipeline}---\n${pipeline}`, {}, "UDF_SPEC_MALFORMED");
    expect(message).toContain(`p.yaml:${lines}:1: the text has several YAML documents, and a run takes one`);
  });
});

describe("a handler's mistake is told once, with its vertex", () => {
  const placesIn = (message: string): number => message.split("vertex 'mono'").length - 1;
  const run = (udf: Definition): Promise<string> =>
    refusal(monoVertexYaml({}), { source: ["a"], udf, sink }, "UDF_MESSAGE_FAILED");

  it.each([
    ["at once", defineMap({ input: text, output: text, handle: () => fail })],
    ["later", defineMap({ input: text, output: text, handle: async () => fail })],
    ["by hand", { component: { kind: "map" as const, handle: () => [Message.toFail()] } }],
  ])("%s", async (_when, udf) => {
    const message = await run(udf);
    expect(message).toContain("(p.yaml:7:3, udf): the handler marked message 'mono-0' as failed");
    expect(placesIn(message)).toBe(1);
  });
});

it("a part that a component stands for has no warning", async () => {
  const yaml = monoVertexYaml({ source: "{ kafka: { topic: x } }", sink: "{ kafka: { topic: y } }" });
  const { notes } = await runSpec(yaml, { source: ["a"], udf: echo, sink }, { logger: silentLogger });
  expect(notes).toEqual([]);
});

it.each(["direct", "socket"] as const)("each field without effect is warned of once, %s", async (transport) => {
  const logger = memoryLogger();
  const components = { in: { source: ["a"] }, count, out: sink };
  const { notes } = await runSpec(pipeline, components, { logger, transport });
  expect(notes.map(({ field }) => field)).toEqual(["spec.vertices[1].udf.groupBy.storage"]);
  expect(logger.records.filter(({ level }) => level === "warn")).toHaveLength(1);
});

async function* records(): AsyncGenerator<string, void> {
  yield "a";
}
