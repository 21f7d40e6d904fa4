import type { EnvValue } from "./env-value.ts";
import type { Problems } from "./problems.ts";
import type { FlatNode } from "./flat-node.ts";
import { placeOf } from "./struct.ts";

/** Parameters become variables named in capitals, so no two may differ in case only. */
export function checkParams(node: FlatNode, problems: Problems): void {
  const seen = new Map<string, string>();
  for (const name of node.params?.keys() ?? []) {
    const upper = name.toUpperCase();
    const other = seen.get(upper);
    const add = (message: string): void =>
      problems.add("DATAFLOW_INVALID_MODULE", placeOf(node.part, "params"), message);
    if (!/^\w+$/u.test(name)) add(`invalid param key '${name}': only letters, digits and '_' make a variable's name`);
    else if (other !== undefined) add(`param keys '${other}' and '${name}' collide: both map to PARAM_${upper}`);
    seen.set(upper, name);
  }
}

/** Fills `$PARAM_NAME` and `${_param.name}` in; what names no parameter stays as it is. */
export function fillParams(text: string, params: ReadonlyMap<string, string>): string {
  const upper = new Map([...params].map(([name, value]) => [name.toUpperCase(), value]));
  return text.replaceAll(
    /\$(?:\{_param\.(?<exact>\w+)\}|PARAM_(?<capital>\w+))/gu,
    (whole: string, exact?: string, capital?: string) =>
      (exact === undefined ? upper.get(capital ?? "") : params.get(exact)) ?? whole,
  );
}

/** The environment of a module's node: that of the node that names the module, the node's own, the parameters. */
export function moduleEnv(
  outer: ReadonlyMap<string, EnvValue> | undefined,
  inner: ReadonlyMap<string, EnvValue> | undefined,
  params: ReadonlyMap<string, string>,
): ReadonlyMap<string, EnvValue> | undefined {
  if (outer === undefined && params.size === 0) return inner;
  const variables = [...params].map(([name, value]): [string, EnvValue] => [
    `PARAM_${name.toUpperCase()}`,
    { text: value, plain: value },
  ]);
  return new Map([...(outer ?? []), ...(inner ?? []), ...variables]);
}
