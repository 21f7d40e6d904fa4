import { silentLogger } from "@millrace/protocol";
import { describe, expect, it } from "vitest";
import { defineMap, defineSourceTransform, runSpec, text } from "../../src/index.ts";
import { keep } from "./parts.ts";
import { monoVertexYaml } from "./yaml.ts";

const tags = ["fast", "odd", "done"] as const;

/** Tags a message with the words behind its colon: `a:fast`. */
const tagsOf = (value: string) => tags.filter((tag) => value.includes(tag));

const transformer = defineSourceTransform({
  input: text,
  output: text,
  tags,
  handle: (value, { eventTime }) => ({ value, eventTime, tags: value.startsWith("t") ? tagsOf(value) : [] }),
});

async function run(bypass: string) {
  const mapped: string[] = [];
  const udf = defineMap({
    input: text,
    output: text,
    tags,
    handle: (value) => {
      mapped.push(value);
      return { value, tags: value.startsWith("m") ? tagsOf(value) : [] };
    },
  });
  const [sink, fallback, onSuccess] = [keep(), keep(), keep()];
  const yaml = monoVertexYaml({
    source: "{ udsource: { container: { image: x } }, transformer: { container: { image: x } } }",
    sink: "{ udsink: { container: { image: x } }, fallback: { udsink: { container: { image: x } } }, onSuccess: { udsink: { container: { image: x } } } }",
    more: `bypass: { ${bypass} }`,
  });
  const source = ["t:fast", "t:odd", "m:fast", "m:done", "plain"];
  const components = { source, transformer, udf, sink: sink.sink, fallback: fallback.sink, onSuccess: onSuccess.sink };
  const result = await runSpec(yaml, components, { logger: silentLogger });
  return { mapped, sink: sink.values, fallback: fallback.values, onSuccess: onSuccess.values, result };
}

describe("a bypass of a MonoVertex", () => {
  it("leads past the map and the sink, to the fallback or on-success sink", async () => {
    const { mapped, sink, fallback, onSuccess, result } = await run(
      "fallback: { tags: { values: [odd] } }, onSuccess: { tags: { values: [done] } }",
    );
    expect(mapped).toEqual(["t:fast", "m:fast", "m:done", "plain"]);
    expect(sink).toEqual(["t:fast", "m:fast", "plain"]);
    expect(fallback).toEqual(["t:odd"]);
    expect(onSuccess).toEqual(["m:done"]);
    expect(result.dropped).toEqual([]);
    expect(result.counters["monovtx_ack_total"]).toBe(5);
  });

  it("to the sink closes the sink for all others", async () => {
    const { mapped, sink, result } = await run("sink: { tags: { values: [fast] } }");
    expect(mapped).toEqual(["t:odd", "m:fast", "m:done", "plain"]);
    expect(sink.toSorted()).toEqual(["m:fast", "t:fast"]);
    expect(result.dropped).toEqual([{ vertex: "mono", reason: "bypass", count: 3 }]);
    expect(result.counters["monovtx_ack_total"]).toBe(5);
  });

  it("is chosen by the first condition that fits", async () => {
    const { fallback, onSuccess } = await run(
      "fallback: { tags: { operator: not, values: [done] } }, onSuccess: { tags: { operator: not, values: [fast] } }",
    );
    expect(fallback).toHaveLength(5);
    expect(onSuccess).toEqual([]);
  });
});
