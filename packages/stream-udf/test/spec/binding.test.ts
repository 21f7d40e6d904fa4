import { silentLogger } from "@millrace/protocol";
import { expectCode, memoryLogger } from "@millrace/protocol/testing";
import { describe, expect, it } from "vitest";
import { Message, Messages, MessageT, MessageTs, UserDefinedFunctionServicer } from "../../src/function.ts";
import { bytes, defineReduce, defineSourceTransform, runSpec, text } from "../../src/index.ts";
import { Response, Responses, UserDefinedSinkServicer } from "../../src/sink.ts";
import { echo, keep } from "./parts.ts";
import { monoVertexYaml, pipelineYaml } from "./yaml.ts";

const { sink } = keep();
const transformer = defineSourceTransform({ input: bytes, output: bytes, handle: () => undefined });
const reduce = defineReduce({ input: bytes, output: text, handle: () => ({ value: "n" }) });

const refusal = async (yaml: string, components: unknown, code: string): Promise<string> =>
  (await expectCode(runSpec(yaml, components as never, { logger: silentLogger, file: "p.yaml" }), code)).message;

describe("a component", () => {
  it("is missed where the spec has a part for it", async () => {
    const message = await refusal(monoVertexYaml({}), { source: [], sink }, "UDF_SPEC_MISSING_COMPONENT");
    expect(message).toContain("vertex 'mono' (p.yaml:7:3, udf): no component is given; give a map as 'udf'");
    expect(await refusal(monoVertexYaml({}), { source: [], udf: echo }, "UDF_SPEC_MISSING_COMPONENT")).toContain(
      "'sink'",
    );
    expect(await refusal(monoVertexYaml({}), { udf: echo, sink }, "UDF_SPEC_MISSING_COMPONENT")).toContain("'source'");
    expect(await refusal(monoVertexYaml({}), undefined, "UDF_SPEC_MISSING_COMPONENT")).toContain("not undefined");
    const kafka = monoVertexYaml({ source: "{ kafka: {} }", udf: undefined });
    expect(await refusal(kafka, { sink }, "UDF_SPEC_MISSING_COMPONENT")).toContain("iterable of records");
  });

  it("is refused under a name that the spec does not have", async () => {
    const pipeline = pipelineYaml({ source: "{ udsource: { container: { image: x } } }" });
    const given = { in: { source: [] }, count: reduce, out: sink };
    expect(await refusal(pipeline, { ...given, cuont: reduce }, "UDF_SPEC_UNKNOWN_COMPONENT")).toContain(
      "did you mean 'count'?",
    );
    expect(await refusal(pipeline, { ...given, unrelated: reduce }, "UDF_SPEC_UNKNOWN_COMPONENT")).toContain(
      "it has in, count, out",
    );
    expect(await refusal(pipeline, { ...given, out: { snik: sink } }, "UDF_SPEC_UNKNOWN_COMPONENT")).toContain(
      "did you mean 'sink'?",
    );
    expect(
      await refusal(pipeline, { ...given, in: { source: [], transformer } }, "UDF_SPEC_UNKNOWN_COMPONENT"),
    ).toContain("the spec has no 'transformer' there");
  });

  it("is a source transform at a source only", async () => {
    const atMap = await refusal(monoVertexYaml({}), { source: [], udf: transformer, sink }, "UDF_SPEC_WRONG_KIND");
    expect(atMap).toContain("'udf' must be a map, not a sourceTransform; a source transform runs at a source only");
    expect(atMap).toContain("p.yaml:7:3");
    const pipeline = pipelineYaml({ source: "{ udsource: { container: { image: x } } }" });
    const given = { in: { source: [] }, out: sink };
    expect(await refusal(pipeline, { ...given, count: transformer }, "UDF_SPEC_WRONG_KIND")).toContain(
      "at a source only",
    );
    expect(
      await refusal(pipeline, { in: { source: [] }, count: reduce, out: transformer }, "UDF_SPEC_WRONG_KIND"),
    ).toContain("'sink' must be a sink, not a sourceTransform");
  });

  it("is of the kind that its part takes", async () => {
    expect(await refusal(monoVertexYaml({}), { source: [], udf: reduce, sink }, "UDF_SPEC_WRONG_KIND")).toContain(
      "must be a map, not a reduce",
    );
    expect(await refusal(monoVertexYaml({}), { source: [], udf: () => [], sink }, "UDF_SPEC_WRONG_KIND")).toContain(
      "must be what a define… function gives, not a function",
    );
    expect(await refusal(monoVertexYaml({}), { source: "text", udf: echo, sink }, "UDF_SPEC_WRONG_KIND")).toContain(
      "an iterable of records, not a string",
    );
  });

  it("alone stands for the one part of its vertex that users write", async () => {
    const kept = keep();
    const source = [{ value: "a", keys: ["k"], eventTime: new Date(0) }];
    const yaml = pipelineYaml({ source: "{ udsource: { container: { image: x } } }" });
    await runSpec(yaml, { in: { source }, count: reduce, out: kept.sink }, { logger: silentLogger });
    expect(kept.values).toEqual(["n"]);
  });
});

describe("a servicer with pynumaflow's names", () => {
  it("gives the handler of the kind that fits, and need not be started", async () => {
    const mapped: string[] = [];
    const functions = UserDefinedFunctionServicer({
      mapHandler: (keys, datum) => Messages(Message.toVtx(keys, datum.value)),
      maptHandler: (keys, datum) => MessageTs(MessageT.toVtx(keys, datum.value, new Date(7))),
    });
    const storing = UserDefinedSinkServicer(async (datums) => {
      const responses = Responses();
      for await (const { id, value, eventTime } of datums) {
        mapped.push(`${Buffer.from(value).toString()} ${eventTime.getTime()}`);
        responses.append(Response.asSuccess(id));
      }
      return responses;
    });
    const yaml = monoVertexYaml({
      source: "{ udsource: { container: { image: x } }, transformer: { container: { image: x } } }",
    });
    const components = { source: ["a"], transformer: functions, udf: functions, sink: storing };
    await runSpec(yaml, components, { logger: silentLogger });
    expect(mapped).toEqual(["a 7"]);
  });

  it("without the kind that fits is refused", async () => {
    const functions = UserDefinedFunctionServicer({ mapHandler: () => Messages() });
    const given = { source: [], udf: echo, sink: functions };
    expect(await refusal(monoVertexYaml({}), given, "UDF_SPEC_WRONG_KIND")).toContain(
      "'sink' must be a sink, not a map",
    );
  });
});

describe("options of runSpec", () => {
  const run = (options: object) => runSpec(monoVertexYaml({}), { source: [], udf: echo, sink }, options);

  it("are known ones", async () => {
    const error = await expectCode(run({ maxMessage: 1 }), "PROTOCOL_UNKNOWN_OPTION");
    expect(error.message).toContain("did you mean 'maxMessages'?");
  });

  it.each([
    [{ maxMessages: 0 }],
    [{ handlerTimeoutMs: 0 }],
    [{ graceMs: -1 }],
    [{ openWindows: "leave" }],
    [{ transport: "carrier pigeon" }],
  ])("are in range, unlike %j", async (options) => {
    expect((await expectCode(run(options), "PROTOCOL_INVALID_OPTION")).message).toContain(Object.keys(options)[0]);
  });

  it("may name a logger, which hears of fields without effect", async () => {
    const logger = memoryLogger();
    const yaml = monoVertexYaml({ more: "replicas: 3" });
    const { notes } = await runSpec(yaml, { source: [], udf: echo, sink }, { logger, file: "m.yaml" });
    expect(notes).toEqual([
      { file: "m.yaml", line: 9, column: 3, field: "spec.replicas", why: "it is for the cluster" },
    ]);
    expect(logger.find("'spec.replicas': it is for the cluster")).toMatchObject({ level: "warn", fields: { line: 9 } });
  });
});
