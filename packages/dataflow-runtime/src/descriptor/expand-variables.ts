/**
 * Fills `$NAME`, `${NAME}` and `${NAME:-default}` in; `$$` is a dollar. Everything else stays as it is, also a lone
 * dollar and an open brace. These are the rules that dora 1.1.0 shows for `env:`.
 *
 * @returns the text, or the name of a variable that is not set
 */
export function expandVariables(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): { readonly text: string } | { readonly unset: string } {
  let unset: string | undefined;
  const lookUp = (name: string): string => {
    const value = env[name];
    if (value === undefined) unset ??= name;
    return value ?? "";
  };
  const expanded = text.replaceAll(
    /\$(?:(?<dollar>\$)|\{(?<braced>[^}]+)\}|(?<bare>[\p{L}\p{N}_]+))/gu,
    (whole: string, dollar?: string, braced?: string, bare?: string) => {
      if (dollar !== undefined) return "$";
      if (braced === undefined) return bare === undefined ? whole : lookUp(bare);
      const [name = "", ...fallback] = braced.split(":-");
      return fallback.length === 0 ? lookUp(braced) : (env[name] ?? fallback.join(":-"));
    },
  );
  return unset === undefined ? { text: expanded } : { unset };
}
