import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { ScalarType } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import type { Printable } from "@bufbuild/protoplugin";
import type { Output } from "./output.ts";
import { scalars } from "./scalars.ts";
import { isUnwrapped, wrap } from "./wrappers.ts";

type Singular = Extract<DescField, { fieldKind: "message" | "enum" | "scalar" }>;
type Lines = readonly (readonly Printable[])[];

const indent = (lines: Lines): Lines => lines.map((line) => ["  ", ...line]);
const block = (head: Printable, body: Lines): Lines => [[head, " {"], ...indent(body), ["}"]];

export function printWrite(out: Output, message: DescMessage): void {
  const writer = out.runtime("ByteWriter", "wire-codec", "type");
  out.line([
    "export function ",
    out.own("write", message),
    "(to: ",
    writer,
    ", message: ",
    out.shape(message),
    "): void {",
  ]);
  const body = [...checkType(out, message), ...fieldsByNumber(message).flatMap((run) => writeRun(out, run))];
  const unknown = out.runtime("putUnknown", "codec/unknown-fields");
  body.push(["if (message.$unknown !== undefined) ", unknown, "(to, message.$unknown);"]);
  for (const line of indent(body)) out.line([...line]);
  out.line("}");
  out.line();
}

/** Another message in this place would be written as nonsense. */
function checkType(out: Output, { typeName, fields }: DescMessage): Lines {
  if (fields.length === 0) return [];
  const refuse = out.runtime("refuse", "codec/put-scalar");
  return [["if (message.$typeName !== ", out.file.string(typeName), ") ", refuse, "();"]];
}

/** In the order in which protobuf-es writes; neighbours of one oneof together. */
function fieldsByNumber(message: DescMessage): readonly (readonly DescField[])[] {
  const runs: DescField[][] = [];
  for (const field of message.fields.toSorted((left, right) => left.number - right.number)) {
    const last = runs.at(-1);
    if (field.oneof !== undefined && last?.[0]?.oneof === field.oneof) last.push(field);
    else runs.push([field]);
  }
  return runs;
}

function writeRun(out: Output, run: readonly DescField[]): Lines {
  const [field] = run;
  if (field?.oneof !== undefined) return writeOneof(out, field.oneof.localName, run as readonly Singular[]);
  switch (field?.fieldKind) {
    case undefined:
      return [];
    case "list":
      return writeList(out, field);
    case "map":
      return writeMap(out, field);
    case "message":
    case "enum":
    case "scalar": {
      const value = `message.${field.localName}`;
      return block(`if (${isSet(field, value)})`, writeSingular(out, field, value));
    }
  }
}

function isSet(field: Singular, value: string): string {
  if (field.presence !== FeatureSet_FieldPresence.IMPLICIT) return `${value} !== undefined`;
  if (field.fieldKind !== "scalar") return `${value} !== 0`;
  return field.longAsString ? `Number(${value}) !== 0` : scalars[field.scalar].isSet(value);
}

function writeOneof(out: Output, localName: string, run: readonly Singular[]): Lines {
  const oneof = `message.${localName}`;
  const cases = run.flatMap((field): Lines => [
    ["case ", out.file.string(field.localName), ": {"],
    ...indent([...writeSingular(out, field, `${oneof}.value`), ["break;"]]),
    ["}"],
  ]);
  return block(`switch (${oneof}.case)`, cases);
}

function writeSingular(out: Output, field: Singular, value: string): Lines {
  switch (field.fieldKind) {
    case "message": {
      const shape = isUnwrapped(field) ? wrap(out, field.message, value) : [value];
      return [
        tag(out, field.number, 2),
        ...delimited(out, [[out.fn("write", field.message), "(to, ", ...shape, ");"]]),
      ];
    }
    case "enum":
      return [tag(out, field.number, 0), put(out, ScalarType.INT32, value)];
    case "scalar": {
      const { wireType } = scalars[field.scalar];
      return [tag(out, field.number, wireType), put(out, field.scalar, value, field.longAsString)];
    }
  }
}

function tag(out: Output, number: number, wireType: number): readonly Printable[] {
  return [out.runtime("putTag", "codec/put-varint"), `(to, ${((number << 3) | wireType) >>> 0});`];
}

function put(out: Output, type: ScalarType, value: string, longAsString = false): readonly Printable[] {
  const argument = longAsString ? `BigInt(${value})` : value;
  return [out.runtime(scalars[type].put, "codec/put-scalar"), `(to, ${argument});`];
}

/** A length, and the content. */
function delimited(out: Output, content: Lines): Lines {
  return [
    ["const start = ", out.runtime("begin", "codec/put-varint"), "(to);"],
    ...content,
    [out.runtime("finish", "codec/put-varint"), "(to, start);"],
  ];
}

function writeList(out: Output, field: Extract<DescField, { fieldKind: "list" }>): Lines {
  const list = `message.${field.localName}`;
  const each = `for (const item of ${list})`;
  if (field.listKind === "message") {
    const write = delimited(out, [[out.fn("write", field.message), "(to, item);"]]);
    return block(each, [tag(out, field.number, 2), ...write]);
  }
  const type = field.listKind === "enum" ? ScalarType.INT32 : field.scalar;
  const item = put(out, type, "item", field.listKind === "scalar" && field.longAsString);
  if (!field.packed) return block(each, [tag(out, field.number, scalars[type].wireType), item]);
  const items = delimited(out, [[`${each} `, ...item]]);
  return block(`if (${list}.length > 0)`, [tag(out, field.number, 2), ...items]);
}

function writeMap(out: Output, field: Extract<DescField, { fieldKind: "map" }>): Lines {
  const entry: Lines = [
    tag(out, 1, scalars[field.mapKey].wireType),
    put(out, field.mapKey, scalars[field.mapKey].fromKey),
    ...writeMapValue(out, field),
  ];
  // A key that is not of its type is refused where it is converted or written.
  return block(`for (const [key, value] of Object.entries(message.${field.localName}))`, [
    tag(out, field.number, 2),
    ...delimited(out, entry),
  ]);
}

function writeMapValue(out: Output, field: Extract<DescField, { fieldKind: "map" }>): Lines {
  switch (field.mapKind) {
    case "message":
      return [tag(out, 2, 2), ...block("", delimited(out, [[out.fn("write", field.message), "(to, value);"]]))];
    case "enum":
      return [tag(out, 2, 0), put(out, ScalarType.INT32, "value")];
    case "scalar":
      return [tag(out, 2, scalars[field.scalar].wireType), put(out, field.scalar, "value")];
  }
}
