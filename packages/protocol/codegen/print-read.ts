import type { DescEnum, DescField, DescMessage, DescOneof } from "@bufbuild/protobuf";
import { ScalarType } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import type { Printable } from "@bufbuild/protoplugin";
import type { Output } from "./output.ts";
import { scalars } from "./scalars.ts";
import { isUnwrapped, wrap } from "./wrappers.ts";

type MapField = Extract<DescField, { fieldKind: "map" }>;
type ListField = Extract<DescField, { fieldKind: "list" }>;

/** A message without content, as protobuf-es makes it: all members that are always there, in the order of the contract. */
export function printNew(out: Output, message: DescMessage): void {
  out.line(["export function ", out.own("new", message), "(): ", out.shape(message), " {"]);
  out.line("  return {");
  out.line(["    $typeName: ", out.file.string(message.typeName), ","]);
  for (const member of message.members) {
    const zero = zeroOf(out, member);
    if (zero !== undefined) out.line(["    ", member.localName, ": ", zero, ","]);
  }
  out.line("  };");
  out.line("}");
  out.line();
}

function zeroOf(out: Output, member: DescField | DescOneof): Printable | undefined {
  if (member.kind === "oneof") return "{ case: undefined }";
  switch (member.fieldKind) {
    case "list":
      return "[]";
    case "map":
      return "{}";
    case "message":
      return undefined;
    case "enum":
      return member.presence === FeatureSet_FieldPresence.IMPLICIT ? String(member.enum.values[0]?.number) : undefined;
    case "scalar": {
      if (member.presence !== FeatureSet_FieldPresence.IMPLICIT) return undefined;
      if (member.scalar === ScalarType.BYTES) return out.runtime("noBytes", "codec/no-bytes");
      return member.longAsString ? '"0"' : scalars[member.scalar].zero;
    }
  }
}

export function printRead(out: Output, message: DescMessage): void {
  const reader = out.runtime("WireReader", "codec/wire-reader", "type");
  const shape = out.shape(message);
  out.line(
    ["export function ", out.own("read", message), "(from: ", reader, ", end: number, message: ", shape, " = "],
    [out.own("new", message), "()): ", shape, " {"],
  );
  out.line("  while (from.position < end) {");
  out.line("    const tag = from.tag();");
  out.line("    switch (tag >>> 3) {");
  for (const field of message.fields) {
    out.line(["      case ", field.number, ": {"]);
    for (const statement of readField(out, field)) out.line(["        ", ...statement]);
    out.line("        break;");
    out.line("      }");
  }
  out.line("      default:");
  out.line("        from.keep(message, tag);");
  out.line("    }");
  out.line("  }");
  out.line("  from.leave();");
  out.line("  return message;");
  out.line("}");
  out.line();
}

type Statement = readonly Printable[];

function readField(out: Output, field: DescField): readonly Statement[] {
  switch (field.fieldKind) {
    case "list":
      return readList(out, field);
    case "map":
      return readMap(out, field);
    case "message":
    case "enum":
    case "scalar": {
      if (field.oneof === undefined) {
        const place = `message.${field.localName}`;
        return [[place, " = ", ...readSingular(out, field, place), ";"]];
      }
      const { localName } = field.oneof;
      const name = out.file.string(field.localName);
      const value = readSingular(out, field, [`held.case === `, name, ` ? held.value : undefined`]);
      const assignment: Statement = [`message.${localName} = { case: `, name, ", value: ", ...value, " };"];
      return field.fieldKind === "message" ? [[`const held = message.${localName};`], assignment] : [assignment];
    }
  }
}

/** `held` is the message that was read for this field before: it is merged with what comes. */
function readSingular(
  out: Output,
  field: Extract<DescField, { fieldKind: "message" | "enum" | "scalar" }>,
  held: Printable,
): Statement {
  switch (field.fieldKind) {
    case "message": {
      const read = out.fn("read", field.message);
      if (!isUnwrapped(field)) return [read, "(from, from.enter(), ", held, ")"];
      const wrapped = [held, " === undefined ? undefined : ", ...wrap(out, field.message, held)];
      return [read, "(from, from.enter(), ", ...wrapped, ").value"];
    }
    case "enum":
      return readEnum(out, field.enum);
    case "scalar":
      return [readScalar(field.scalar, field.longAsString)];
  }
}

const readScalar = (type: ScalarType, longAsString: boolean): string =>
  `from.${scalars[type].read}()${longAsString ? ".toString()" : ""}`;

/** Enums are open: a number that the contract does not name is as good as the others. */
const readEnum = (out: Output, desc: DescEnum): Statement => [
  "from.int32() as ",
  out.file.importShape(desc).toTypeOnly(),
];

function readList(out: Output, field: ListField): readonly Statement[] {
  const list = `message.${field.localName}`;
  if (field.listKind === "message") {
    return [[`${list}.push(`, out.fn("read", field.message), "(from, from.enter()));"]];
  }
  const item = field.listKind === "enum" ? readEnum(out, field.enum) : [readScalar(field.scalar, field.longAsString)];
  const push: Statement = [`${list}.push(`, ...item, ");"];
  if (field.listKind === "scalar" && scalars[field.scalar].wireType === 2) return [push];
  // Both forms are read, whichever the contract has.
  return [
    ["if ((tag & 7) === 2) {"],
    ["  for (const last = from.end(); from.position < last; ) ", ...push],
    ["} else {"],
    ["  ", ...push],
    ["}"],
  ];
}

function readMap(out: Output, field: MapField): readonly Statement[] {
  const key = scalars[field.mapKey];
  const place = out.runtime("putEntry", "codec/put-entry");
  return [
    [`let key = ${key.zero};`],
    ["let value: ", ...valueType(out, field), " | undefined;"],
    ["for (const last = from.end(); from.position < last; ) {"],
    ["  const part = from.tag();"],
    [`  if (part >>> 3 === 1) key = from.${field.mapKey === ScalarType.STRING ? "key" : key.read}();`],
    ["  else if (part >>> 3 === 2) value = ", ...readMapValue(out, field), ";"],
    ["  else from.skip(part);"],
    ["}"],
    [place, `(message.${field.localName}, `, field.mapKey === ScalarType.STRING ? "key" : "String(key)", ", "],
    ["value ?? ", ...zeroValue(out, field), ");"],
  ];
}

function valueType(out: Output, field: MapField): Statement {
  switch (field.mapKind) {
    case "message":
      return [out.shape(field.message)];
    case "enum":
      return [out.file.importShape(field.enum).toTypeOnly()];
    case "scalar":
      return [scalars[field.scalar].type];
  }
}

function readMapValue(out: Output, field: MapField): Statement {
  switch (field.mapKind) {
    case "message":
      return [out.fn("read", field.message), "(from, from.enter(), value)"];
    case "enum":
      return readEnum(out, field.enum);
    case "scalar":
      return [readScalar(field.scalar, false)];
  }
}

function zeroValue(out: Output, field: MapField): Statement {
  switch (field.mapKind) {
    case "message":
      return [out.fn("new", field.message), "()"];
    case "enum":
      return [String(field.enum.values[0]?.number)];
    case "scalar":
      return [scalars[field.scalar].zero];
  }
}
