import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { isWrapperDesc } from "@bufbuild/protobuf/wkt";
import type { Printable } from "@bufbuild/protoplugin";
import type { Output } from "./output.ts";

/** protobuf-es holds the value alone where a field is a wrapper such as `google.protobuf.DoubleValue`. */
export const isUnwrapped = (field: DescField): boolean =>
  field.fieldKind === "message" && field.oneof === undefined && isWrapperDesc(field.message);

/** The wrapper around a value, as source text. */
export const wrap = (out: Output, { typeName }: DescMessage, value: Printable): readonly Printable[] => [
  "{ $typeName: ",
  out.file.string(typeName),
  ", value: ",
  value,
  " }",
];
