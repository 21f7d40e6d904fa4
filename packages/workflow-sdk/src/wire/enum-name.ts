type NameOf<Enum> = Exclude<keyof Enum & string, "UNSPECIFIED">;

/** The name of a value; undefined for the unspecified one, and for one that a newer peer knows. */
export function enumName<Enum extends object>(values: Enum, value: number): NameOf<Enum> | undefined {
  if (value === 0) return undefined;
  const entry = Object.entries(values).find(([, known]) => known === value);
  return entry?.[0] as NameOf<Enum> | undefined;
}

/** The value of a name; the unspecified one for none, and for a name that there is not. */
export function enumValue<Enum extends object>(values: Enum, name: string | undefined): Enum[keyof Enum] {
  const known = name !== undefined && Object.hasOwn(values, name);
  return known ? values[name as keyof Enum] : (0 as Enum[keyof Enum]);
}
