/** A column of every type: what we write, and what pyarrow and pandas must see of it. */
export interface TypeCase {
  readonly name: string;
  readonly type: string;
  readonly values: readonly unknown[];
  readonly nullable?: boolean;
  readonly scale?: number;
  readonly precision?: number;
  /** Arrow's name of the type. */
  readonly arrow: string;
  /** The values as Python prints them; instants in ISO 8601. */
  readonly python: readonly string[];
  /** The type in pandas. */
  readonly pandas: string;
}

const at = (text: string): Date => new Date(text);

export const typeCases: readonly TypeCase[] = [
  {
    name: "boolean",
    type: "boolean",
    values: [true, false, null],
    arrow: "bool",
    python: ["True", "False", "None"],
    pandas: "object",
  },
  {
    name: "int32",
    type: "int32",
    values: [-(2 ** 31), 7, null],
    arrow: "int32",
    python: ["-2147483648", "7", "None"],
    pandas: "float64",
  },
  {
    name: "uint32",
    type: "uint32",
    values: [2 ** 32 - 1, 0, null],
    arrow: "uint32",
    python: ["4294967295", "0", "None"],
    pandas: "float64",
  },
  {
    name: "int64",
    type: "int64",
    values: [2n ** 53n + 1n, -1n, null],
    arrow: "int64",
    python: ["9007199254740993", "-1", "None"],
    pandas: "float64",
  },
  {
    name: "uint64",
    type: "uint64",
    values: [2n ** 64n - 1n, 0n, null],
    arrow: "uint64",
    python: ["18446744073709551615", "0", "None"],
    pandas: "float64",
  },
  {
    name: "float",
    type: "float",
    values: [0.5, -1.25, null],
    arrow: "float",
    python: ["0.5", "-1.25", "None"],
    pandas: "float32",
  },
  {
    name: "double",
    type: "double",
    values: [Number.NaN, -0, null],
    arrow: "double",
    python: ["nan", "-0.0", "None"],
    pandas: "float64",
  },
  {
    name: "decimal",
    type: "decimal",
    scale: 2,
    precision: 22,
    values: ["-12345678901234567890.25", "1.50", null],
    arrow: "decimal128(22, 2)",
    python: ["Decimal('-12345678901234567890.25')", "Decimal('1.50')", "None"],
    pandas: "object",
  },
  {
    name: "string",
    type: "string",
    values: ["Füße 🦶", "", null],
    arrow: "string",
    python: ["'Füße 🦶'", "''", "None"],
    pandas: "str",
  },
  {
    name: "bytes",
    type: "bytes",
    values: [new Uint8Array([0, 255]), new Uint8Array(), null],
    arrow: "binary",
    python: [String.raw`b'\x00\xff'`, "b''", "None"],
    pandas: "object",
  },
  {
    name: "date",
    type: "date",
    values: [at("1969-12-31"), at("2024-02-29"), null],
    arrow: "date32[day]",
    python: ["datetime.date(1969, 12, 31)", "datetime.date(2024, 2, 29)", "None"],
    pandas: "object",
  },
  {
    name: "time",
    type: "time",
    values: ["23:59:59.000001", "00:00:00", null],
    arrow: "time64[us]",
    python: ["datetime.time(23, 59, 59, 1)", "datetime.time(0, 0)", "None"],
    pandas: "object",
  },
  {
    name: "timestamp_ms",
    type: "timestamp_ms",
    values: [at("2024-02-29T01:02:03.004Z"), at("1969-12-31T23:59:59.999Z"), null],
    arrow: "timestamp[ms, tz=UTC]",
    python: ["2024-02-29T01:02:03.004000+00:00", "1969-12-31T23:59:59.999000+00:00", "None"],
    pandas: "datetime64[ms, UTC]",
  },
  {
    name: "timestamp_us",
    type: "timestamp_us",
    values: [1_709_168_523_000_004n, -1n, null],
    arrow: "timestamp[us, tz=UTC]",
    python: ["2024-02-29T01:02:03.000004+00:00", "1969-12-31T23:59:59.999999+00:00", "None"],
    pandas: "datetime64[us, UTC]",
  },
  {
    name: "timestamp_ns",
    type: "timestamp_ns",
    values: [1_709_168_523_000_000_004n, -1n, null],
    arrow: "timestamp[ns, tz=UTC]",
    python: ["2024-02-29T01:02:03.000000004+00:00", "1969-12-31T23:59:59.999999999+00:00", "None"],
    pandas: "datetime64[ns, UTC]",
  },
  {
    name: "json",
    type: "json",
    values: [{ a: [1, "x"] }, null, null],
    arrow: "extension<arrow.json>",
    python: [`'{"a":[1,"x"]}'`, "None", "None"],
    pandas: "object",
  },
  {
    name: "list",
    type: "list",
    values: [[1, null, 3], [], null],
    arrow: "list<element: double>",
    python: ["[1.0, None, 3.0]", "[]", "None"],
    pandas: "object",
  },
  {
    name: "struct, as JSON",
    type: "struct",
    values: [{ x: 1.5, y: "a" }, { x: 2, y: null }, null],
    arrow: "extension<arrow.json>",
    python: [`'{"x":1.5,"y":"a"}'`, `'{"x":2,"y":null}'`, "None"],
    pandas: "object",
  },
  {
    name: "never null",
    type: "int32",
    nullable: false,
    values: [1, 2, 3],
    arrow: "int32",
    python: ["1", "2", "3"],
    pandas: "int32",
  },
  {
    name: "Größe.in/m²",
    type: "string",
    values: ["a", "b", "c"],
    arrow: "string",
    python: ["'a'", "'b'", "'c'"],
    pandas: "str",
  },
];
