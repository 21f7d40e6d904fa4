import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { run, type Scenario } from "@millrace/tooling-engines";
import { ours, theirs, type Dora } from "./engine.ts";

const field = (data_type: unknown) => ({
  name: "item",
  data_type,
  nullable: true,
  dict_id: 0,
  dict_is_ordered: false,
  metadata: {},
});

/** Values of a test file, as both sides must read them and write them again. */
const cases: readonly (readonly [type: unknown, data: readonly unknown[]])[] = [
  ["Int8", [-128, 127, null]],
  ["UInt16", [0, 65_535]],
  ["Int64", [-1, 9_007_199_254_740_991]],
  ["UInt64", [1]],
  ["Float32", [0.5, null]],
  ["Float64", [0.1, -2.5]],
  ["Boolean", [true, false, null]],
  ["Utf8", ["", "straße", null]],
  ["Binary", ["00ff", null]],
  ["Date32", ["2024-02-29"]],
  [{ Timestamp: ["Microsecond", null] }, ["2026-01-02T03:04:05.678901"]],
  [{ List: field("Int32") }, [[1, 2], []]],
  [{ FixedSizeList: [field("Float32"), 2] }, [[1, 2]]],
  [{ Struct: [{ ...field("Int32"), name: "x" }] }, [{ x: 1 }]],
];

export const testFileScenarios = (dora: Dora): readonly Scenario[] => [
  {
    name: "dora's test files: Python and we read the same inputs and write the same outputs",
    run: async () => {
      const folder = await mkdtemp(join(tmpdir(), "millrace-dora-files-"));
      try {
        const inputs = join(folder, "in.json");
        const events = cases.map(([data_type, data]) => ({
          type: "Input",
          id: "in",
          time_offset_secs: 0,
          data,
          data_type,
        }));
        await writeFile(
          inputs,
          JSON.stringify({ id: "forward", events: [...events, { type: "Stop", time_offset_secs: 0 }] }),
        );
        const outputsOf = async (command: string, ...args: readonly string[]): Promise<readonly unknown[]> => {
          const outputs = join(folder, "out.jsonl");
          const files = { DORA_TEST_WITH_INPUTS: inputs, DORA_TEST_WRITE_OUTPUTS_TO: outputs };
          const env = { ...dora.env, ...files, DORA_TEST_NO_OUTPUT_TIME_OFFSET: "1" };
          const { code, output } = await run(command, args, { cwd: folder, env });
          assert.equal(code, 0, output);
          const lines = (await readFile(outputs, "utf8")).trim().split("\n");
          return lines.map((line) => JSON.parse(line) as unknown);
        };
        const python = await outputsOf(dora.python, theirs("forward").path);
        assert.equal(python.length, cases.length);
        assert.deepEqual(await outputsOf(process.execPath, ...(ours("forward").args ?? "").split(" ")), python);
        return { passed: cases.length, failed: 0, skipped: 0 };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  },
];
