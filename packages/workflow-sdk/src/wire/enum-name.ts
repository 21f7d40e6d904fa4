/** What generated enums are: names to numbers, and back. */
type GeneratedEnum = Readonly<Record<string, string | number>>;

type NameOf<Enum> = Exclude<keyof Enum & string, "UNSPECIFIED">;

/** The name of a value; undefined for the unspecified one, and for one that a newer peer knows. */
export function enumName<Enum extends object>(values: Enum, value: number): NameOf<Enum> | undefined {
  if (value === 0) return undefined;
  return (values as GeneratedEnum)[String(value)] as NameOf<Enum> | undefined;
}

/** The value of a name; the unspecified one for none, and for a name that there is not. */
export function enumValue<Enum extends object>(values: Enum, name: string | undefined): Enum[keyof Enum] {
  const value = name === undefined ? undefined : (values as GeneratedEnum)[name];
  return (typeof value === "number" ? value : 0) as Enum[keyof Enum];
}
