type Yaml = string | number | boolean | null | readonly Yaml[] | { readonly [key: string]: Yaml | undefined };

/**
 * Writes plain data as YAML in block style. Texts are always quoted, as JSON writes them, so that none is taken for
 * something else; members that are `undefined` are left out.
 */
export const blockYaml = (value: Yaml, indent = ""): string => {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : value.map((item: Yaml) => itemOf(item, indent)).join("");
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined) as [string, Yaml][];
  if (members.length === 0) return "{}";
  return members.map(([key, member]) => `\n${indent}${keyOf(key)}:${placed(member, `${indent}  `)}`).join("");
};

const itemOf = (item: Yaml, indent: string): string => `\n${indent}-${placed(item, `${indent}  `)}`;

/** After a key or a dash: collections begin on a line of their own, all else stays on this one. */
const placed = (value: Yaml, indent: string): string => {
  const text = blockYaml(value, indent);
  return text.startsWith("\n") ? text : ` ${text}`;
};

const keyOf = (key: string): string => (/^[a-z_][\w./-]*$/i.test(key) ? key : JSON.stringify(key));
