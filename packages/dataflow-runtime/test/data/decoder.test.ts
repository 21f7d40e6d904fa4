import * as arrow from "apache-arrow";
import { describe, expect, test } from "vitest";
import { array, arrowType, DoraValue } from "../../src/index.ts";
import { FlatWriter, type FlatField } from "../../src/arrow/ipc/flat-writer.ts";
import { expectCode } from "./support/expect-code.ts";

const u8 = (value: number): FlatField => ({ width: 1, value });
const i16 = (value: number): FlatField => ({ width: 2, value });
const i64 = (value: number): FlatField => ({ width: 8, value });

/** A message of a stream, of metadata version V5 unless another one is given. */
function message(header: number, table: readonly FlatField[], version = 4): Uint8Array {
  const writer = new FlatWriter();
  writer.point(writer.take(4, 4), { table: [i16(version), u8(header), { table }] });
  const length = Math.ceil(writer.bytes.length / 8) * 8;
  const bytes = Buffer.alloc(8 + length);
  bytes.writeUInt32LE(0xffff_ffff, 0);
  bytes.writeUInt32LE(length, 4);
  bytes.set(writer.bytes, 8);
  return bytes;
}

const uint8Field: readonly FlatField[] = [undefined, u8(1), u8(2), { table: [{ width: 4, value: 8 }, u8(0)] }];
const unionField: readonly FlatField[] = [
  undefined,
  u8(1),
  u8(14),
  { table: [i16(0)] },
  undefined,
  { tables: [uint8Field] },
];
const schema = (fields: readonly (readonly FlatField[])[], endianness = 0): readonly FlatField[] => [
  i16(endianness),
  { tables: fields },
];
const one = message(1, schema([uint8Field]));

const stream = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const length = (bytes: Uint8Array) => (): number => DoraValue.fromIpc(bytes).length;

describe("streams of other writers", () => {
  test("[DATA-63] the framing before Arrow 0.15 is read", () => {
    const ours = DoraValue.from(Uint8Array.of(1, 2, 3)).ipc();
    const old = Buffer.from(ours);
    // Each message loses its marker of four bytes, so what follows moves up.
    const view = new DataView(ours.buffer, ours.byteOffset);
    const schemaEnd = 8 + view.getInt32(4, true);
    const legacy = Buffer.concat([old.subarray(4, schemaEnd), old.subarray(schemaEnd + 4, -8), Buffer.alloc(4)]);

    expect([...DoraValue.fromIpc(legacy)]).toEqual([1, 2, 3]);
  });

  test("[DATA-64] of several batches the first one counts", () => {
    const batches = new arrow.Table({
      data: arrow.makeVector(Int8Array.of(1)).concat(arrow.makeVector(Int8Array.of(2))),
    });

    expect([...DoraValue.fromIpc(arrow.tableToIPC(batches))]).toEqual([1]);
  });

  test("[DATA-65] nulls may be left uncounted", () => {
    const ipc = DoraValue.from([1, null, 3]).ipc().slice();
    const view = new DataView(ipc.buffer);
    view.setBigInt64(8 + view.getInt32(4, true) + 104, -1n, true);
    const value = DoraValue.fromIpc(ipc);

    expect(value.nullCount).toBe(1);
    expect([...value]).toEqual([1, null, 3]);
  });

  test("[DATA-66] a stream may lie in shared memory", () => {
    const ipc = DoraValue.from([{ text: "ä", number: 1 }]).ipc();
    const shared = new Uint8Array(new SharedArrayBuffer(ipc.length));
    shared.set(ipc);

    expect([...DoraValue.fromIpc(shared)]).toEqual([{ text: "ä", number: 1 }]);
    expect(DoraValue.fromIpc(shared).type).toEqual(DoraValue.fromIpc(ipc).type);
  });
});

describe("dictionaries", () => {
  test("[DATA-1] fields of one type have their own values", () => {
    const words = arrowType.dictionary("Utf8", "UInt8");
    const rows = [
      { a: "x", b: "1", c: ["p"] },
      { a: "y", b: "2", c: ["q", "p"] },
    ];
    const value: DoraValue = array(arrowType.struct({ a: words, b: words, c: arrowType.list(words) }), rows);
    const theirs = arrow.tableFromIPC(value.ipc()).getChildAt(0);

    expect([...DoraValue.fromIpc(value.ipc())]).toEqual(rows);
    expect(JSON.stringify(theirs)).toBe(JSON.stringify(rows));
  });

  test("[DATA-1] the values may have dictionaries inside", () => {
    const words = arrowType.dictionary("Utf8");
    const values = array(arrowType.list(words), [["x", "y"], ["y"]]).array;
    const value = DoraValue.fromArray({
      ...array("Int32", [1, 0, 1]).array,
      type: arrowType.dictionary(arrowType.list(words)),
      dictionary: values,
    });

    expect([...DoraValue.fromIpc(value.ipc())]).toEqual([["y"], ["x", "y"], ["y"]]);
  });

  test("[DATA-67] values that are indices themselves are refused", () => {
    const value = array(arrowType.dictionary(arrowType.dictionary("Utf8")), ["x"]);

    expectCode(() => value.ipc(), "DATAFLOW_UNSUPPORTED_ARROW", /a dictionary of dictionaries/);
  });
});

describe("streams that are refused", () => {
  test.each<[string, Uint8Array, RegExp]>([
    ["two columns", message(1, schema([uint8Field, uint8Field])), /2 columns; a message has exactly one/],
    ["no column", message(1, schema([])), /0 columns/],
    ["big-endian data", message(1, schema([uint8Field], 1)), /big-endian/],
    [
      "compressed buffers",
      stream(one, message(3, [i64(0), { tables: [] }, { tables: [] }, { table: [] }])),
      /compress/,
    ],
    ["metadata version V3", message(1, schema([uint8Field]), 2), /version V3/],
    ["unions of version V4", message(1, schema([unionField]), 3), /unions of metadata version V4/],
    ["an unknown type", message(1, schema([[undefined, u8(1), u8(99), { table: [] }]])), /type 99/],
  ])("[DATA-67] %s: what Arrow allows and this package does not read", (_, bytes, problem) => {
    expectCode(length(bytes), "DATAFLOW_UNSUPPORTED_ARROW", problem);
  });

  test.each<[string, Uint8Array, RegExp]>([
    ["no record batch", one, /no record batch/],
    ["a batch before the schema", message(3, [i64(0)]), /no schema at its start/],
    ["an end marker alone", new Uint8Array(8).fill(0xff, 0, 4), /no schema at its start/],
    ["a field without a type", message(1, schema([[undefined, u8(1), u8(2)]])), /without a type/],
    ["a batch without its nodes", stream(one, message(3, [i64(0)])), /node is missing/],
    ["values of an unknown dictionary", stream(one, message(2, [i64(7), { table: [i64(0)] }])), /dictionary 7/],
  ])("[DATA-68] %s: what contradicts the format", (_, bytes, problem) => {
    expectCode(length(bytes), "DATAFLOW_INVALID_ARROW", problem);
  });

  test("[DATA-69] dictionary deltas", () => {
    const field = [...uint8Field, { table: [i64(7), undefined, u8(0)] }];
    const delta = message(2, [i64(7), { table: [i64(0)] }, u8(1)]);

    expectCode(length(stream(message(1, schema([field])), delta)), "DATAFLOW_UNSUPPORTED_ARROW", /deltas/);
  });

  test("[DATA-69] fields in fields without end", () => {
    const deep = Array.from({ length: 80 }).reduce<readonly FlatField[]>(
      (child) => [undefined, u8(1), u8(13), { table: [] }, undefined, { tables: [child] }],
      uint8Field,
    );

    expectCode(length(message(1, schema([deep]))), "DATAFLOW_UNSUPPORTED_ARROW", /deep or wide/);
  });
});
