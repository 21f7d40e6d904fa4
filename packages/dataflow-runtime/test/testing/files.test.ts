import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Node } from "../../src/index.ts";
import { readTestFile } from "../../src/testing.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "millrace-test-files-"));
});
afterEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith("DORA_TEST_")) delete process.env[name];
  rmSync(folder, { recursive: true, force: true });
});

const write = (content: unknown): string => {
  const file = join(folder, "in.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
};

const field = (data_type: unknown) => ({ name: "item", data_type, nullable: true, dict_id: 0, dict_is_ordered: false });

describe("test files of dora", () => {
  test("[MAP-1] [OP-14] a node without an engine reads its inputs from a file and writes its outputs", async () => {
    const events = [
      {
        type: "Input",
        id: "in",
        time_offset_secs: 0,
        data: [1, 2],
        data_type: "Int32",
        metadata: { k: { Integer: 5 } },
      },
      { type: "Input", id: "in", time_offset_secs: 0.01, data: ["a", null], data_type: "Utf8" },
      { type: "InputClosed", id: "in", time_offset_secs: 0.02 },
      { type: "Stop", time_offset_secs: 0.02 },
    ];
    process.env["DORA_TEST_WITH_INPUTS"] = write({ id: "echo", outputs: ["out"], events });
    process.env["DORA_TEST_NO_OUTPUT_TIME_OFFSET"] = "1";
    const seen: string[] = [];
    const parameters: unknown[] = [];
    await using node = await Node.connect();
    for await (const event of node) {
      seen.push(event.type);
      if (event.type !== "INPUT") continue;
      parameters.push(event.metadata.parameters);
      await node.sendOutput("out", event.value);
    }
    expect(seen).toEqual(["INPUT", "INPUT", "INPUT_CLOSED", "STOP"]);
    expect(parameters).toEqual([{ k: 5 }, {}]);
    expect(readFileSync(join(folder, "outputs.jsonl"), "utf8")).toBe(
      '{"id":"out","data":[1,2],"data_type":"Int32"}\n{"id":"out","data":["a",null],"data_type":"Utf8"}\n',
    );
  });

  test("[OP-14] all inputs come, however many there are, before what follows them", async () => {
    const inputs = Array.from({ length: 100 }, (_, index) => ({
      type: "Input",
      id: "in",
      time_offset_secs: 0,
      data: [index],
    }));
    process.env["DORA_TEST_WITH_INPUTS"] = write({ events: [...inputs, { type: "Stop", time_offset_secs: 0 }] });
    process.env["DORA_TEST_WRITE_OUTPUTS_TO"] = join(folder, "out.jsonl");
    await using node = await Node.connect();
    let count = 0;
    for await (const event of node) if (event.type === "INPUT") count += 1;
    expect(count).toBe(100);
  });

  test.for([
    ["Int64", [9_007_199_254_740_991, -1], ["9007199254740991", "-1"]],
    ["Float64", [0.5, "NaN"], ["0.5", "NaN"]],
    ["Binary", ["00ff"], ["0,255"]],
    ["Date32", ["2024-02-29"], ["19782"]],
    [{ Timestamp: ["Microsecond", null] }, ["2026-01-02T03:04:05.678901"], ["1767323045678901"]],
    [{ List: field("Int32") }, [[1, 2], []], ["1,2", ""]],
    [{ FixedSizeList: [field("Float32"), 2] }, [[1, 2]], ["1,2"]],
  ] as const)("[OP-14] values of %j", async ([data_type, data, wanted]) => {
    const file = write({ events: [{ type: "Input", id: "in", data, data_type }] });
    const [event] = (await readTestFile(file)).events;
    const value = event?.event.type === "input" ? event.event.value : undefined;
    expect([...(value ?? [])].map(String)).toEqual(wanted);
  });

  test.for([
    ["{", /cannot be read/],
    ["{}", /no list `events`/],
    ['{"events":[{"type":"Imput","id":"a"}]}', /events\[0\]: the type "Imput" is none of/],
    ['{"events":[{"type":"Input"}]}', /`id` must name an input/],
    ['{"events":[{"type":"Input","id":"a","data":[1],"data_type":"Int33"}]}', /data_type "Int33"/],
    ['{"events":[{"type":"Input","id":"a","metadata":{"k":5}}]}', /the metadata 'k' has no kind/],
    ['{"events":[{"type":"Stop","time_offset_secs":-1}]}', /no number of seconds/],
    ['{"events":[{"type":"Input","id":"a","data":{"path":"x.arrow"}}]}', /data in a file of its own/],
  ] as const)("[OP-14] %s is refused", async ([text, message]) => {
    await expect(readTestFile(write(text))).rejects.toThrow(message);
  });
});
