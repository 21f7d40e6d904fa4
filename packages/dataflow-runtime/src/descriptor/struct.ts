import { suggest } from "@millrace/protocol";
import { fieldOf, isNull, type MapPart, type Part } from "./part.ts";
import { refuse, type ReadContext, type Reader } from "./reader.ts";

/** A field of a struct: how to read it, and what its absence means. */
export interface Field<T> {
  readonly read: Reader<T>;
  readonly absent: "refused" | (() => T);
  /** Whether nothing (`name:`, `name: null`) counts as absent. */
  readonly nullable: boolean;
}

export const required = <T>(read: Reader<T>): Field<T> => ({ read, absent: "refused", nullable: false });

export const optional = <T>(read: Reader<T>): Field<T | undefined> => ({
  read,
  absent: () => undefined,
  nullable: true,
});

/** Absent means `value`; nothing is an error, as dora has it for lists and maps. */
export const withDefault = <T>(read: Reader<T>, value: T): Field<T> => ({
  read,
  absent: () => value,
  nullable: false,
});

/** The constraint of a struct's fields; an interface satisfies it as well. */
export type Fields<F> = { readonly [Name in keyof F]: Field<unknown> };

/** What a struct gives; a field that is wrong is `undefined`, and so is its whole when it is no map. */
export type ReadOf<F> = {
  readonly [Name in keyof F]: (F[Name] extends Field<infer T> ? T : never) | undefined;
} & { readonly part: MapPart };

export interface StructOptions {
  /** What an unknown field is: dora refuses it, or (`remark`) passes over it silently. Default `problem`. */
  readonly unknown?: "problem" | "remark";
  /** Fields of older files, with what takes their place. */
  readonly removed?: Readonly<Record<string, string>>;
  /** Fields whose readers are elsewhere, because they depend on each other. */
  readonly elsewhere?: readonly string[];
}

/** A map with fixed fields. */
export function struct<const F extends Fields<F>>(
  what: string,
  fields: F,
  options: StructOptions = {},
): Reader<ReadOf<F>> {
  const names = [...Object.keys(fields), ...(options.elsewhere ?? [])];
  return (part, context) => {
    if (part.kind !== "map") return refuse(part, context, `${what}, which is a map`);
    for (const [name, { key }] of part.entries)
      if (!names.includes(name)) reportUnknown(name, key, names, options, context);
    for (const { key } of part.repeated)
      if (names.includes(key.text))
        context.problems.add("DATAFLOW_INVALID_FIELD", key, `duplicate field '${key.text}'; keep one of the two`);
    const found: Record<string, unknown> = { part };
    for (const [name, field] of Object.entries<Field<unknown>>(fields))
      found[name] = readField(part, name, field, context);
    return found as ReadOf<F>;
  };
}

function readField(part: MapPart, name: string, field: Field<unknown>, context: ReadContext): unknown {
  const value = part.entries.get(name)?.value;
  if (value !== undefined && !(field.nullable && isNull(value))) return field.read(value, context);
  if (field.absent !== "refused") return field.absent();
  context.problems.add("DATAFLOW_INVALID_FIELD", part, `missing field '${name}'`);
  return undefined;
}

function reportUnknown(
  name: string,
  key: Part,
  names: readonly string[],
  { unknown = "problem", removed = {} }: StructOptions,
  { problems, remarks }: ReadContext,
): void {
  const instead = Object.hasOwn(removed, name) ? removed[name] : undefined;
  if (instead !== undefined)
    return problems.add(
      "DATAFLOW_REMOVED_FIELD",
      key,
      `unknown field '${name}', which dora had before 1.0; ${instead}`,
    );
  const near = suggest(name, names);
  const advice = near === undefined ? `known fields: ${names.join(", ")}` : `did you mean '${near}'?`;
  if (unknown === "problem") problems.add("DATAFLOW_UNKNOWN_FIELD", key, `unknown field '${name}'; ${advice}`);
  else remarks.add("DATAFLOW_UNKNOWN_FIELD", key, `unknown field '${name}', which has no effect; ${advice}`);
}

/** The place of a field, for messages: its key's, or that of the struct that lacks it; of no name, the struct's. */
export const placeOf = (part: MapPart, name: string): Omit<Part, "kind"> => {
  const { file, line, column } = part.entries.get(name)?.key ?? part;
  return { file, line, column, field: name === "" ? part.field : fieldOf(part.field, name) };
};
