import assert from "node:assert/strict";
import type { Counts, Scenario } from "@millrace/tooling-engines";
import { withProject } from "./nodejs-scenarios.ts";
import { typeCases } from "./parquet-types.ts";
import type { Peer } from "./peer.ts";

interface Seen {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly values: readonly string[];
  readonly pandas: string;
  readonly rows: number;
}

/** What pyarrow wrote in `parquet_write.py`, as we must read it. */
const theirs: Readonly<Record<string, readonly [type: string, ...values: readonly unknown[]]>> = {
  boolean: ["boolean", true, null],
  int8: ["int32", -128, null],
  uint32: ["uint32", 2 ** 32 - 1, null],
  int64: ["int64", 2n ** 53n + 1n, null],
  uint64: ["uint64", 2n ** 64n - 1n, null],
  float: ["float", 0.5, null],
  double: ["double", Number.NaN, -0],
  decimal: ["decimal", "-12345678901234567890.25", null],
  string: ["string", "Füße 🦶", null],
  dictionary: ["string", "a", null],
  binary: ["bytes", new Uint8Array([0, 255]), null],
  date: ["date", new Date("1969-12-31"), null],
  "time us": ["time", "23:59:59.000001", null],
  "timestamp ms": ["timestamp_ms", new Date("2024-02-29T01:02:03.004Z"), null],
  "timestamp us": ["timestamp_us", 1_709_168_523_000_004n, null],
  "timestamp ns": ["timestamp_ns", 1_709_168_523_000_000_004n, null],
  list: ["list", [1, null, 3], null],
  struct: ["struct", { x: 1.5, y: "a" }, null],
  "list of structs": ["list", [{ x: 1n }], []],
  "Größe.in/m²": ["string", "a", "b"],
};

const codecs = ["none", "snappy", "gzip", "zstd", "lz4", "brotli"] as const;

const counted = (passed: number): Counts => ({ passed, failed: 0, skipped: 0 });

/** Parquet, both ways: each type of a column is a case. */
export const parquetScenarios = (peer: Peer): readonly Scenario[] => [
  {
    name: "pyarrow and pandas read every type that we write",
    run: async () => {
      const name = peer.newProject();
      let seen: readonly Seen[] = [];
      await withProject(peer, name, async (project) => {
        await project.logDataitem({ name: "types", kind: "table", data: { columns: typeCases } });
        seen = JSON.parse(await peer.python("parquet_read.py", name, "types")) as readonly Seen[];
      });
      const expected = typeCases.map(({ name: column, arrow, nullable = true, python, pandas, values }) => ({
        name: column,
        type: arrow,
        nullable,
        values: python,
        pandas,
        rows: values.length,
      }));
      assert.deepEqual(seen, expected);
      return counted(expected.length);
    },
  },
  {
    name: "pyarrow and pandas read an empty table of ours with its columns",
    run: async () => {
      const name = peer.newProject();
      await withProject(peer, name, async (project) => {
        const columns = typeCases.map((column) => ({ name: column.name, type: column.type, values: [] }));
        await project.logDataitem({ name: "empty", kind: "table", data: { columns } });
        const seen = JSON.parse(await peer.python("parquet_read.py", name, "empty")) as readonly Seen[];
        assert.deepEqual(
          seen.map((column) => [column.name, column.rows]),
          columns.map((column) => [column.name, 0]),
        );
      });
    },
  },
  {
    name: "we read every type that pyarrow writes",
    run: async () => {
      const name = peer.newProject();
      await peer.python("parquet_write.py", name);
      await withProject(peer, name, async (project) => {
        const { columns } = await (await project.getDataitem("types")).columns();
        const found = Object.fromEntries(columns.map((column) => [column.name, [column.type, ...column.values]]));
        assert.deepEqual(found, theirs);
        const empty = await (await project.getDataitem("empty")).columns();
        assert.deepEqual(
          [empty.rows, ...empty.columns.map((column) => column.type)],
          [0, ...columns.map((column) => column.type)],
        );
      });
      return counted(Object.keys(theirs).length);
    },
  },
  {
    name: "we read what pyarrow writes with each codec, its INT96, and what pandas writes",
    run: async () => {
      const name = peer.newProject();
      await peer.python("parquet_write.py", name);
      await withProject(peer, name, async (project) => {
        for (const codec of codecs) {
          const rows = await (await project.getDataitem(`codec-${codec}`)).rows();
          assert.deepEqual([rows.length, rows[999]], [1000, { id: 999n, text: "line 9" }], codec);
        }
        const [when] = (await (await project.getDataitem("int96")).columns()).columns;
        assert.deepEqual([when?.type, when?.values[0]], ["timestamp_ns", 1_709_168_523_000_004_000n]);
        const [row] = await (await project.getDataitem("pandas")).rows();
        assert.equal(row?.["kind"], "b");
        assert.equal(row?.["n"], 1.5);
      });
      return counted(codecs.length + 2);
    },
  },
];
