import type { TypedParameter } from "../parameter.ts";
import { bool, float64, int64, list, text, type Field } from "./field.ts";

type Kind = TypedParameter["kind"];
type ValueOf<K extends Kind> = Extract<TypedParameter, { readonly kind: K }>["value"];

/** The kinds in the order of their tags. */
const kinds: { readonly [K in Kind]: Field<ValueOf<K>> } = {
  bool,
  integer: int64,
  string: text,
  listInteger: list(int64),
  float: float64,
  listFloat: list(float64),
  listString: list(text),
  timestamp: text,
};

const names = Object.keys(kinds) as readonly Kind[];
const tags = new Map(names.map((name, tag) => [name, tag]));

export const parameter: Field<TypedParameter> = {
  write: (writer, { kind, value }) => {
    writer.varint(tags.get(kind) as number);
    (kinds[kind] as Field<typeof value>).write(writer, value);
  },
  read: (reader) => {
    const tag = reader.varint();
    const kind = names[tag];
    if (kind === undefined) throw reader.malformed(`has a parameter of kind ${tag}, which is unknown`);
    return { kind, value: kinds[kind].read(reader) } as TypedParameter;
  },
};
