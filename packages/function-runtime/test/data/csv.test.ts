import { expectCode } from "@millrace/protocol/testing";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv, readCsvRows, writeCsv, writeCsvChunks, type CsvSource } from "../../src/data/csv.ts";
import { toColumns } from "../../src/data/table.ts";

async function rowsOf(source: CsvSource, delimiter = ","): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = [];
  for await (const { fields } of readCsvRows(source, { delimiter })) rows.push([...fields]);
  return rows;
}

const readBack = async (text: string) => {
  const { columns } = await readCsv(text);
  return columns.map(({ name, type, values }) => [name, type, ...values]);
};

describe("rows of CSV", () => {
  test.each([
    [
      "plain",
      "a,b\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "no line end at the end",
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "CRLF",
      "a,b\r\n1,2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "CR",
      "a,b\r1,2\r",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["quoted delimiter", '"a,b",c\n', [["a,b", "c"]]],
    ["doubled quotes", '"say ""hi""",""""\n', [['say "hi"', '"']]],
    [
      "line ends in quotes",
      '"a\nb","c\r\nd"\n1,2\n',
      [
        ["a\nb", "c\r\nd"],
        ["1", "2"],
      ],
    ],
    ["empty and quoted empty", 'a,,""\n', [["a", null, ""]]],
    ["empty at the ends", ",a,\n", [[null, "a", null]]],
    ["byte order mark", "\uFEFFa,b\n", [["a", "b"]]],
    ["byte order mark and a quote", '\uFEFF"a",b\n', [["a", "b"]]],
    ["quote inside a bare field", 'a"b,c\n', [['a"b', "c"]]],
    ["spaces stay", " a , b\n", [[" a ", " b"]]],
    ["non-ASCII", "Größe,🦶\n", [["Größe", "🦶"]]],
    ["blank line", "a,b\n\n1,2\n", [["a", "b"], [null], ["1", "2"]]],
    ["nothing", "", []],
  ])("[DATA-9] %s", async (_, text, expected) => {
    expect(await rowsOf(text)).toEqual(expected);
    expect(await rowsOf(Buffer.from(text))).toEqual(expected);
  });

  test.each([";", "\t", "|", "]", "^", "-", "\\"])("[DATA-9] the delimiter may be %j", async (delimiter) => {
    expect(await rowsOf(`a${delimiter}"b${delimiter}c"\n`, delimiter)).toEqual([["a", `b${delimiter}c`]]);
    const table = toColumns({ columns: { [`x${delimiter}`]: [`y${delimiter}`], z: ["w"] } });
    const read = await readCsv(writeCsv(table, { delimiter }), { delimiter });
    expect(read.columns.map(({ name, values }) => [name, ...values])).toEqual([
      [`x${delimiter}`, `y${delimiter}`],
      ["z", "w"],
    ]);
  });

  test.each(["", ",,", '"', "\n"])("[DATA-12] the delimiter cannot be %j", async (delimiter) => {
    await expectCode(rowsOf("a", delimiter), "FUNCTION_INVALID_CSV");
  });

  test("[DATA-10] a stream may be cut anywhere, also inside a character, a line end or a quote", async () => {
    const text = '\uFEFFa,"b\r\n""🦶"""\r\n\r\nä,\r\n';
    const whole = await rowsOf(text);
    const bytes = Buffer.from(text);
    expect(whole).toEqual([["a", 'b\r\n"🦶"'], [null], ["ä", null]]);
    for (let first = 0; first <= bytes.length; first++) {
      for (let second = first; second <= bytes.length; second++) {
        const parts = [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)];
        expect(await rowsOf(parts)).toEqual(whole);
      }
    }
  });

  test("[DATA-10] rows come before the stream ends", async () => {
    let pulled = 0;
    async function* endless(): AsyncGenerator<string> {
      for (;;) {
        pulled++;
        yield "1,2\n";
      }
    }
    for await (const { line } of readCsvRows(endless())) if (line === 3) break;
    expect(pulled).toBeLessThan(6);
  });

  test.each([
    ["an endless quote", 'a,b\n1,"2\n3,4\n', "line 2: a quoted field never ends"],
    ["text behind a quote", 'a\n"b"c\n', 'line 2: text behind a closing quote: "c"'],
    ["a short row", "a,b\n1,2\n3\n", "line 3 has 1 fields, the first has 2"],
    ["a long row behind a field of two lines", 'a,b\n"x\ny",2\n3,4,5\n', "line 4 has 3 fields, the first has 2"],
    ["two columns of one name", "a,b,a\n", "line 1: two columns are called 'a'"],
    ["Latin-1", new Uint8Array([0x61, 0xe4, 0x0a]), "not UTF-8"],
    ["half a character", new Uint8Array([0x61, 0xc3]), "not UTF-8"],
  ])("[DATA-12] %s is refused", async (_, source, message) => {
    const error = await expectCode(readCsv(source), "FUNCTION_INVALID_CSV");
    expect(error.message).toContain(message);
  });

  test("[DATA-8] a table that would be too large is refused", async () => {
    const error = await expectCode(
      readCsv("a,b\n".repeat(1000), { header: false, maxBytes: 4000 }),
      "FUNCTION_TABLE_TOO_LARGE",
    );
    expect(error.message).toContain("more than 4000 bytes");
  });
});

describe("types of CSV", () => {
  test.each([
    ["boolean", "true\nFALSE\n,\n", [true, false, null]],
    ["string", "true\nyes\n", ["true", "yes"]],
    ["int32", "0\n-2147483647\n", [0, -2_147_483_647]],
    ["int64", "1\n9223372036854775807\n", [1n, 9_223_372_036_854_775_807n]],
    ["string", "9223372036854775808x\n", ["9223372036854775808x"]],
    ["double", "1\n2.5\n-1e-7\n.5\n1.\n", [1, 2.5, -1e-7, 0.5, 1]],
    ["double", "NaN\n-Infinity\n-0\n", [Number.NaN, -Infinity, -0]],
    ["string", "007\n008\n", ["007", "008"]],
    ["string", "+1\n", ["+1"]],
    ["string", "1.000.5\n", ["1.000.5"]],
    ["string", "0x10\n", ["0x10"]],
    ["string", " 1\n", [" 1"]],
    ["date", "2024-02-29\n", [new Date("2024-02-29")]],
    ["string", "2023-02-29\n", ["2023-02-29"]],
    ["string", "01/02/2024\n", ["01/02/2024"]],
    [
      "timestamp_ms",
      "2024-02-29T01:02:03.5Z\n2024-02-29 01:02+01:00\n",
      [new Date("2024-02-29T01:02:03.5Z"), new Date("2024-02-29T00:02Z")],
    ],
    ["timestamp_us", "2024-02-29T01:02:03.000004Z\n", [1_709_168_523_000_004n]],
    ["string", "2024-02-29T01:02:03\n", ["2024-02-29T01:02:03"]],
    ["string", ",\n", [null]],
    ["string", '""\n', [""]],
  ])("[DATA-11] %s: %j", async (type, text, expected) => {
    const body = text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => (line === "," ? "," : `${line.includes(",") ? `"${line}"` : line},`));
    const { columns } = await readCsv(["a,b", ...body].join("\n"));
    expect(columns[0]?.type).toBe(type);
    expect(columns[0]?.values).toEqual(expected);
  });

  test("[DATA-11] types that are said win, and must fit", async () => {
    const text = "zip,when,x\n1234,2024-02-29T01:02:03,1.50\n";
    const types = { zip: "string", when: "timestamp_ms", x: "decimal" } as const;
    const { columns } = await readCsv(text, { types });
    expect(columns.map(({ values }) => values[0])).toEqual(["1234", new Date("2024-02-29T01:02:03Z"), "1.50"]);
    const error = await expectCode(readCsv(text, { types: { x: "int32" } }), "FUNCTION_INVALID_CSV");
    expect(error.message).toContain("column 'x', row 0: '1.50' is no int32");
    await expectCode(readCsv(text, { types: { y: "int32" } }), "FUNCTION_INVALID_CSV");
  });

  test("[DATA-11] words for no value, and files without a header", async () => {
    const read = await readCsv("1,NA\n2,x\n", { header: false, nullValues: ["NA"] });
    expect(read.columns.map(({ name, values }) => [name, ...values])).toEqual([
      ["column_1", 1, 2],
      ["column_2", null, "x"],
    ]);
  });
});

describe("writing CSV", () => {
  test("[DATA-9] every type has a text", async () => {
    const table = toColumns({
      columns: [
        { name: "d", type: "date", values: [new Date("2024-02-29")] },
        { name: "t", type: "timestamp_us", values: [-1n] },
        { name: "n", type: "timestamp_ns", values: [1n] },
        { name: "j", type: "json", values: [{ a: 'x"' }] },
        { name: "b", type: "bytes", values: [new Uint8Array([0, 255])] },
        { name: "i", type: "int64", values: [2n ** 60n] },
      ],
    });
    expect(writeCsv(table).split("\n")[1]).toBe(
      '2024-02-29,1969-12-31T23:59:59.999999Z,1970-01-01T00:00:00.000000001Z,"{""a"":""x\\""""}",AP8=,1152921504606846976',
    );
  });

  test("[DATA-9] a table is read as it was written", async () => {
    const text = fc.option(fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", "ä", " ", "\uFEFF", "0") }));
    const number = fc.option(fc.double());
    const rows = fc.array(
      fc.record({ text, number, int: fc.option(fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n })) }),
      {
        minLength: 1,
      },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (records) => {
        const given = toColumns({
          columns: [
            { name: "text", type: "string", values: records.map((record) => record.text) },
            { name: "number", type: "double", values: records.map((record) => record.number) },
            { name: "int", type: "int64", values: records.map((record) => record.int) },
          ],
        });
        const types = { text: "string", number: "double", int: "int64" } as const;
        const read = await readCsv(writeCsvChunks(given), { types });
        expect(read.columns.map(({ values }) => values)).toEqual(given.columns.map(({ values }) => values));
      }),
      { numRuns: 200 },
    );
  });

  test("[DATA-9] inferred types of a written table are its own", async () => {
    const written = writeCsv(toColumns({ columns: { n: [1, 2], x: [0.5, -0], t: ["a", ""], b: [true, null] } }));
    expect(await readBack(written)).toEqual([
      ["n", "int32", 1, 2],
      ["x", "double", 0.5, -0],
      ["t", "string", "a", ""],
      ["b", "boolean", true, null],
    ]);
  });
});
